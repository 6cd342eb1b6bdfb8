"""Whose change is more than the measure's own error: off until somebody says how reliable the measure is.

Reliably better does not mean well. MSQ anxiety has no cut-off, so nobody is put beyond one here.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.counts import JointCounts, Number, PairCounts
from reconnect.analysis.moments import spread
from reconnect.analysis.refusal import Reason, Refusal
from reconnect.analysis.reliability import Reliability
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion

RELIABLE = 1.96


class Method(StrEnum):
    """How an index of reliable change is made."""

    JACOBSON_TRUAX = "Jacobson and Truax 1991, doi 10.1037/0022-006X.59.1.12"
    HAGEMAN_ARRINDELL = "Hageman and Arrindell 1999, doi 10.1016/S0005-7967(99)00032-7"


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """Of ``started`` people: reliably worse, unchanged and reliably better of the ``pairs``, the rest unknown.

    ``sd`` is that of the ``baseline`` people with a score at pre, in raw points; ``error`` the standard error of a
    change; a raw change of more than ``points`` is reliable (None where that differs with the group's own change).
    """

    method: Method
    worse: int
    unchanged: int
    better: int
    unknown: int
    baseline: int
    sd: float
    error: float
    points: float | None
    reliability: Reliability

    @property
    def pairs(self) -> int:
        """Everyone with both scores."""
        return self.worse + self.unchanged + self.better

    @property
    def started(self) -> int:
        """Everyone with both scores, and everyone who started and is not heard of."""
        return self.pairs + self.unknown


def reliable_change(
    counts: JointCounts,
    comparison: Comparison,
    better: Better,
    reliability: Reliability | None,
    *,
    items: int,
    unknown: int,
    method: Method = Method.JACOBSON_TRUAX,
) -> ReliableChange | Refusal | None:
    """Count the people whose index lies beyond -1.96 and 1.96; off, and None, without a reliability.

    With S_E = SD_pre sqrt(1 - reliability), the SD that of everyone who answered at pre, and x the scores:
    Jacobson-Truax (x_later - x_earlier) / (sqrt(2) S_E); Hageman-Arrindell ((x_later - x_earlier) R + (M_later -
    M_earlier) (1 - R)) / (sqrt(R) sqrt(2) S_E), R = 1 - 2 S_E^2 / SD_change^2 the reliability of the change, M and
    SD_change those of the pairs. (Their own limit for it is 1.65; here both have 1.96.)

    ``items`` is how many the measure is scored from: one is refused. ``unknown`` people started and have no pair. None
    as well where the SD is 0 or undefined, and for Hageman-Arrindell where R is not above 0.
    """
    if reliability is None:
        return None
    if items < 2:
        return Refusal(Reason.SINGLE_ITEM, items)
    baseline = counts.at(Occasion.PRE)
    sd = _sd(baseline)
    if not sd:
        return None
    pairs = counts.pairs(comparison)
    error = sqrt(2) * sd * sqrt(1 - reliability.value)
    index = _index(method, pairs, error)
    if index is None:
        return None
    found = Counter[int]()
    for change, people in pairs.changes.items():
        found[_side(better.sign * index(change))] += people
    points = RELIABLE * error if method is Method.JACOBSON_TRUAX else None
    return ReliableChange(
        method, found[-1], found[0], found[1], unknown, sum(baseline.values()), sd, error, points, reliability
    )


def _index(method: Method, pairs: PairCounts, error: float) -> Callable[[float], float] | None:
    """From a raw change to its index; None where that is undefined."""
    if method is Method.JACOBSON_TRUAX:
        return lambda change: change / error
    figures = spread(pairs.moments)
    if not figures.sd_change or figures.change is None:
        return None
    of_change, group = 1 - (error / figures.sd_change) ** 2, figures.change
    if of_change <= 0:
        return None
    return lambda change: (change * of_change + group * (1 - of_change)) / (sqrt(of_change) * error)


def _side(index: float) -> int:
    return 0 if abs(index) <= RELIABLE else 1 if index > 0 else -1


def _sd(counts: dict[Number, int]) -> float | None:
    return spread(PairCounts({(x, x): people for x, people in counts.items()}).moments).sd_earlier
