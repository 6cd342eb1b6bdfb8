"""How many people sit at an end of the scale, where a score can no longer show a change one way."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconnect.analysis.counts import Number, PairCounts
from reconnect.model.measure import Measure

# Above this share a standardised effect misleads: d_pre's interval covered .81 with 93 % at the floor, and .98 with
# 57 % at it later, where it should be .95 (benchmarks/coverage_effects.py).
CROWD = 0.20


@dataclass(frozen=True, slots=True)
class Ends:
    """Of n scores of one occasion: how many at the lowest and at the highest value of the scale."""

    n: int
    lowest: int
    highest: int

    @property
    def crowded(self) -> bool:
        """Whether over 20 % sit at one end."""
        return max(self.lowest, self.highest) > CROWD * self.n

    def share(self, people: int) -> float | None:
        """``people`` as a share of n; None of nobody."""
        return people / self.n if self.n else None


def ends(counts: Mapping[Number, int], measure: Measure) -> Ends:
    """The ends of the scale of ``measure`` among the scores in ``counts``."""
    return Ends(
        sum(counts.values()),
        sum(people for value, people in counts.items() if value <= measure.low),
        sum(people for value, people in counts.items() if value >= measure.high),
    )


def crowded(counts: PairCounts, measure: Measure) -> bool:
    """Whether over 20 % of the pairs sit at one end of the scale, at either occasion."""
    return ends(counts.earlier, measure).crowded or ends(counts.later, measure).crowded
