"""Did most people move one way? Wilcoxon's signed ranks, and the middle of the changes."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from reconnect.analysis.counts import PairCounts
from reconnect.model.measure import Better

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RankTest:
    """``z`` positive where things got better, ``p`` two-sided; ``n`` changes took part."""

    n: int
    z: float
    p: float


@dataclass(frozen=True, slots=True)
class SignedRanks:
    """Wilcoxon's test of n pairs, ``zeros`` of them without change.

    ``pratt`` gives the zeros their ranks; ``nonzero`` leaves them out first, as R does. Both None where nobody changed.
    ``middle`` is the pseudo-median of the changes (later - earlier, raw points), zeros included; ``low`` and ``high``
    bound it with 95 % confidence, None where so few pairs cannot say it.
    """

    n: int
    zeros: int
    pratt: RankTest | None
    nonzero: RankTest | None
    middle: float | None
    low: float | None
    high: float | None


def signed_ranks(counts: PairCounts, better: Better) -> SignedRanks:
    """Wilcoxon 1945 (Biometrics Bulletin 1: 80-83), zeros by Pratt 1959 (J Am Stat Assoc 54: 655-667).

    z = (W+ - sum of ranks / 2) / sqrt(sum of squared ranks / 4), the ranks those of the changes that are not 0, means
    where they tie; no continuity correction. ``middle``: the median of the means of all pairs of changes, each with
    itself as well (Hodges and Lehmann 1963, Ann Math Stat 34: 598-611); its interval counts
    z(.975) sqrt(n (n + 1) (2 n + 1) / 24) such means down and up from n (n + 1) / 4 (Hollander and Wolfe).

    It reads counts, so on a scale of few values the time does not depend on n.
    """
    changes, people, unit = _changes(counts)
    n, zeros = int(people.sum()), int(people[changes == 0].sum())
    if n == 0:
        return SignedRanks(0, 0, None, None, None, None, None)
    walsh = n * (n + 1) // 2
    reach = float(ndtri(0.975)) * sqrt(n * (n + 1) * (2 * n + 1) / 24)
    outermost = round(walsh / 2 - reach)
    places = (outermost, walsh + 1 - outermost) if outermost >= 1 else ()
    middle = sum(_walsh_average(changes, people, place) for place in ((walsh + 1) // 2, walsh // 2 + 1)) / 2 / unit
    bounds = [_walsh_average(changes, people, place) / unit for place in places]
    moved = changes != 0
    return SignedRanks(
        n,
        zeros,
        _rank_test(changes, people, better),
        _rank_test(changes[moved], people[moved], better),
        middle,
        *(bounds or (None, None)),
    )


def _changes(counts: PairCounts) -> tuple[Whole, Whole, int]:
    """The different changes in ascending order, the people of each, and the units in a point: changes are whole."""
    unit = 10**counts.decimals
    held = sorted((round(change * unit), people) for change, people in counts.changes.items() if people)
    return np.array([change for change, _ in held], np.int64), np.array([people for _, people in held], np.int64), unit


def _rank_test(changes: Whole, people: Whole, better: Better) -> RankTest | None:
    sizes, place = np.unique(np.abs(changes), return_inverse=True)
    tied = np.bincount(place, people, minlength=len(sizes))
    ranks = (np.cumsum(tied) - (tied - 1) / 2)[place]
    moved = changes != 0
    weight = people[moved]
    spread = float(np.sum(weight * ranks[moved] ** 2))
    if spread == 0:
        return None
    balance = float(np.sum(weight * ranks[moved] * np.sign(changes[moved])))  # W+ - W-, twice the distance of W+
    z = better.sign * balance / sqrt(spread) + 0.0  # never -0.0
    return RankTest(int(people.sum()), z, float(2 * ndtr(-abs(z))))


def _walsh_average(changes: Whole, people: Whole, place: int) -> float:
    """The ``place``-th smallest mean of two changes, found by halving: whole numbers, so exact."""
    until = np.concatenate(([0], np.cumsum(people)))

    def reached(doubled: int) -> int:
        """How many pairs of people, each with itself as well, have changes that sum to ``doubled`` or less."""
        ordered = int(people @ until[np.searchsorted(changes, doubled - changes, "right")])
        return (ordered + int(people[2 * changes <= doubled].sum())) // 2

    low, high = 2 * int(changes[0]), 2 * int(changes[-1])
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) >= place else (middle + 1, high)
    return low / 2
