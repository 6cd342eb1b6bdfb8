"""Pair moments: the few sums from which every paired statistic follows, and which add up across services.

Whole-number scales keep exact integer sums, so that any order of adding gives the same bits. Other scales keep
centred sums and merge by Chan, Golub and LeVeque 1979; the naive float sum of squares is never formed (at a mean
of 1e8 it returns negative variances).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

# Two float numbers that should be equal differ by about 1e-16 of their size; squared, with room to spare.
NOISE = 1e-28


@dataclass(frozen=True, slots=True)
class ExactPairMoments:
    """Sums over n pairs (x earlier, y later) of whole numbers."""

    n: int
    sum_x: int
    sum_y: int
    sum_xx: int
    sum_yy: int
    sum_xy: int

    def __add__(self, other: "PairMoments") -> "PairMoments":
        if isinstance(other, FloatPairMoments):
            return self.centred() + other
        return ExactPairMoments(
            self.n + other.n,
            self.sum_x + other.sum_x,
            self.sum_y + other.sum_y,
            self.sum_xx + other.sum_xx,
            self.sum_yy + other.sum_yy,
            self.sum_xy + other.sum_xy,
        )

    def centred(self) -> "FloatPairMoments":
        """The same pairs as centred sums; integers are divided last, so nothing cancels."""
        n = self.n
        if n == 0:
            return FloatPairMoments(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        sum_dd = self.sum_xx + self.sum_yy - 2 * self.sum_xy
        return FloatPairMoments(
            n,
            self.sum_x / n,
            self.sum_y / n,
            (self.sum_y - self.sum_x) / n,
            (n * self.sum_xx - self.sum_x**2) / n,
            (n * self.sum_yy - self.sum_y**2) / n,
            (n * sum_dd - (self.sum_y - self.sum_x) ** 2) / n,
        )


@dataclass(frozen=True, slots=True)
class FloatPairMoments:
    """Means of n pairs (x earlier, y later) and centred sums of squares of x, y and d = y - x.

    The difference has a mean and a sum of its own: from those of x and y they would cancel.
    """

    n: int
    mean_x: float
    mean_y: float
    mean_d: float
    squares_x: float
    squares_y: float
    squares_d: float

    def __add__(self, other: "PairMoments") -> "FloatPairMoments":
        a, b = self, other.centred()
        n = a.n + b.n
        if a.n == 0 or b.n == 0:
            return b if a.n == 0 else a
        gap_x, gap_y, gap_d = b.mean_x - a.mean_x, b.mean_y - a.mean_y, b.mean_d - a.mean_d
        weight = a.n * b.n / n
        return FloatPairMoments(
            n,
            a.mean_x + gap_x * b.n / n,
            a.mean_y + gap_y * b.n / n,
            a.mean_d + gap_d * b.n / n,
            a.squares_x + b.squares_x + gap_x**2 * weight,
            a.squares_y + b.squares_y + gap_y**2 * weight,
            a.squares_d + b.squares_d + gap_d**2 * weight,
        )

    def centred(self) -> "FloatPairMoments":
        """Itself."""
        return self


PairMoments = ExactPairMoments | FloatPairMoments


def pair_moments(pairs: Iterable[tuple[int | float, int | float]]) -> PairMoments:
    """Moments of ``pairs`` (earlier, later), exact where every number is an int."""
    pairs = list(pairs)
    if all(isinstance(x, int) and isinstance(y, int) for x, y in pairs):
        return ExactPairMoments(
            len(pairs),
            sum(int(x) for x, _ in pairs),
            sum(int(y) for _, y in pairs),
            sum(int(x) ** 2 for x, _ in pairs),
            sum(int(y) ** 2 for _, y in pairs),
            sum(int(x) * int(y) for x, y in pairs),
        )
    n = len(pairs)
    mean_x, mean_y = fsum(x for x, _ in pairs) / n, fsum(y for _, y in pairs) / n
    mean_d = fsum(number for x, y in pairs for number in (y, -x)) / n
    return FloatPairMoments(
        n,
        mean_x,
        mean_y,
        mean_d,
        fsum((x - mean_x) ** 2 for x, _ in pairs),
        fsum((y - mean_y) ** 2 for _, y in pairs),
        fsum((y - x - mean_d) ** 2 for x, y in pairs),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Descriptives of n pairs in raw points: means, SDs (n - 1), change = later - earlier, Pearson's r.

    None stands for what n, or no spread at all, leaves undefined.
    """

    n: int
    mean_earlier: float | None
    sd_earlier: float | None
    mean_later: float | None
    sd_later: float | None
    change: float | None
    sd_change: float | None
    r: float | None


def spread(moments: PairMoments) -> Spread:
    """The descriptives that follow from ``moments``."""
    m = moments.centred()
    if m.n == 0:
        return Spread(0, None, None, None, None, None, None, None)
    noise = NOISE * m.n * (m.mean_x**2 + m.mean_y**2)
    x, y, d = (0.0 if squares <= noise else squares for squares in (m.squares_x, m.squares_y, m.squares_d))
    r = max(-1.0, min(1.0, (x + y - d) / (2 * sqrt(x) * sqrt(y)))) if x and y else None
    sds = [sqrt(squares / (m.n - 1)) if m.n > 1 else None for squares in (x, y, d)]
    return Spread(m.n, m.mean_x, sds[0], m.mean_y, sds[1], m.mean_d, sds[2], r)
