"""Which tests belong together: fixed before the data are seen, corrected by Bonferroni."""

from dataclasses import dataclass

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.outcomes import ALL, Outcomes

PRIMARY = (Comparison.PRE_POST, Comparison.PRE_FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Family:
    """The tests that share one error rate of .05; not ``declared`` where nobody said which they are to be."""

    tests: tuple[Cell, ...]
    declared: bool = True

    def bonferroni(self, cell: Cell, p: float | None) -> float | None:
        """min(1, m p), m the number of tests in the family (Bonferroni; Dunn 1961); None outside the family.

        A test of the family that could not be computed still counts in m.
        """
        return min(1.0, len(self.tests) * p) if p is not None and cell in self.tests else None


def default_family(outcomes: Outcomes) -> Family:
    """Pre-post and pre-follow_up of every measure in ``all``, as far as the data were to hold them."""
    return Family(
        tuple(
            Cell(measure.id, ALL, comparison)
            for measure in outcomes.measures
            for comparison in PRIMARY
            if {comparison.earlier, comparison.later} <= set(outcomes.occasions[measure.id])
        ),
        declared=False,
    )
