"""A line of results: one cell, with every figure the evaluation gives for it."""

from dataclasses import dataclass

from reconnect.analysis.change import PairedT
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.effects import Effect
from reconnect.analysis.moments import Spread
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class Result:
    """Figures of one measure, stratum and comparison, from the people with both values (``spread.n`` of them).

    ``test`` and ``effect`` are None where they are undefined; ``p_bonferroni`` also outside the family of tests.
    """

    measure: Measure
    stratum: str
    comparison: Comparison
    spread: Spread
    test: PairedT | None
    effect: Effect | None
    p_bonferroni: float | None
