"""A line of results: one cell, with every figure the evaluation gives for it."""

from dataclasses import dataclass

from reconnect.analysis.change import PairedT
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.directions import Directions
from reconnect.analysis.effects import Effect, Effects
from reconnect.analysis.family import Adjusted
from reconnect.analysis.jackknife import Jackknife
from reconnect.analysis.moments import Spread
from reconnect.analysis.quartiles import Quartiles
from reconnect.analysis.wilcoxon import SignedRanks
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class Result:
    """Figures of one measure, stratum and comparison, from the people with both values (``spread.n`` of them).

    ``test`` is None where it is undefined; ``adjusted`` also outside the family of tests. ``ranks`` and
    ``directions`` (every move counts) come from the joint counts, as do the quartiles. ``by_programme`` is
    the interval of the change that leaves out a programme at a time.
    """

    measure: Measure
    stratum: str
    comparison: Comparison
    spread: Spread
    test: PairedT | None
    effects: Effects
    ranks: SignedRanks
    directions: Directions
    quartiles_earlier: Quartiles
    quartiles_later: Quartiles
    adjusted: Adjusted | None
    by_programme: Jackknife

    @property
    def effect(self) -> Effect | None:
        """d_pre, the effect that goes first."""
        return self.effects.d_pre

    @property
    def p_bonferroni(self) -> float | None:
        """None outside the family, and where the test is undefined."""
        return None if self.adjusted is None else self.adjusted.bonferroni
