"""A share of people, and how sure it is."""

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri

Z = float(ndtri(0.975))


@dataclass(frozen=True, slots=True)
class Proportion:
    """``part`` of ``whole`` people in per cent, with its 95 % interval; the figures are None of nobody."""

    part: int
    whole: int
    percent: float | None
    low: float | None
    high: float | None
    formula: str = "Wilson score interval"


def proportion(part: int, whole: int) -> Proportion:
    """Interval: (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n), z 1.96 (Wilson 1927, J Am Stat
    Assoc 22: 209-212). It stays within 0 and 100, and has a width also where nobody or everybody is counted.

    Raises ValueError where ``part`` is below 0 or above ``whole``.
    """
    if not 0 <= part <= whole:
        raise ValueError("part: a number of people between 0 and the whole")
    if whole == 0:
        return Proportion(part, whole, None, None, None)
    p, weight = part / whole, Z**2 / whole
    middle, reach = p + weight / 2, Z * sqrt(p * (1 - p) / whole + weight / (4 * whole))
    low, high = (100 * (middle + side * reach) / (1 + weight) for side in (-1, 1))
    return Proportion(part, whole, 100 * p, max(0.0, low), min(100.0, high))
