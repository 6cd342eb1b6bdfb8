"""Which tests belong together: fixed before the data are seen, and corrected together."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.outcomes import ALL, Outcomes

PRIMARY = (Comparison.PRE_POST, Comparison.PRE_FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The p of one test of the family, corrected in three ways.

    Bonferroni and Holm bound the chance of any false alarm, Benjamini and Hochberg the share of false ones.
    """

    bonferroni: float
    holm: float
    benjamini_hochberg: float


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

    def adjust(self, ps: Mapping[Cell, float | None]) -> dict[Cell, Adjusted]:
        """Every p of the family that could be computed, corrected; others, and cells outside the family, are left out.

        With m tests and p(1) <= ... <= p(k) the k that were computed: Holm max over i <= j of (m + 1 - i) p(i) (Holm
        1979, Scand J Stat 6: 65-70), Benjamini and Hochberg min over i >= j of m p(i) / i (1995, J R Stat Soc B 57:
        289-300), each at most 1. A test that could not be computed still counts in m, as if its p were 1.
        """
        known = sorted(((p, cell) for cell in self.tests if (p := ps.get(cell)) is not None), key=lambda each: each[0])
        m = len(self.tests)
        down = accumulate([(m - place) * p for place, (p, _) in enumerate(known)], max)
        up = list(accumulate([m * known[place][0] / (place + 1) for place in reversed(range(len(known)))], min))
        return {
            cell: Adjusted(min(1.0, m * p), min(1.0, holm), min(1.0, hochberg))
            for (p, cell), holm, hochberg in zip(known, down, reversed(up), strict=True)
        }


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
