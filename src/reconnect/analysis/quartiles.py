"""The middle and the quarters of scores or changes, from their counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from reconnect.analysis.counts import Number


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Median and quartiles of n values in raw points; None of nobody's."""

    n: int
    lower: float | None
    median: float | None
    upper: float | None


def quartiles(counts: Mapping[Number, int]) -> Quartiles:
    """Quantile p lies at place 1 + (n - 1) p of the ordered values, between two places in proportion.

    Type 7 of Hyndman and Fan 1996 (Am Stat 50: 361-365), the default of R and of numpy. Found from running counts:
    the time depends on how many different values there are, and not on n.
    """
    values = sorted(value for value, people in counts.items() if people)
    reached = list(accumulate(counts[value] for value in values))
    if not reached:
        return Quartiles(0, None, None, None)
    n = reached[-1]

    def at(place: int) -> Number:
        return next(value for value, until in zip(values, reached, strict=True) if place < until)

    def quantile(quarters: int) -> float:
        whole, part = divmod((n - 1) * quarters, 4)
        low = at(whole)
        return low if part == 0 else low + (at(whole + 1) - low) * part / 4

    return Quartiles(n, quantile(1), quantile(2), quantile(3))
