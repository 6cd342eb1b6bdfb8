"""Pattern moments: who answered when, and the sums from which everything about missing people follows.

A pattern is the set of occasions at which a person answered. There are seven with at least one answer, and an eighth
of people who answered at none, which holds only their number. Whole numbers keep exact integer sums; others keep
centred sums and merge by Chan, Golub and LeVeque 1979, as the pair moments do.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import fsum
from operator import add
from typing import TypeVar

from reconnect.analysis.moments import ExactPairMoments, FloatPairMoments, PairMoments
from reconnect.model.occasion import Occasion

Number = int | float
Row = tuple[Number | None, Number | None, Number | None]
Pattern = tuple[Occasion, ...]
N = TypeVar("N", int, float)

OCCASIONS: Pattern = tuple(Occasion)
PATTERNS: tuple[Pattern, ...] = tuple(pattern for size in (3, 2, 1, 0) for pattern in combinations(OCCASIONS, size))


def _upper(size: int) -> list[tuple[int, int]]:
    """Places of a symmetric matrix's upper triangle, row by row: (0, 0), (0, 1) ... (1, 1) ..."""
    return [(row, column) for row in range(size) for column in range(row, size)]


@dataclass(frozen=True, slots=True)
class ExactScatter:
    """Sums over n people with k whole numbers each.

    ``sums``: k of them; ``products``: sums of products, k (k + 1) / 2, the upper triangle row by row.
    """

    n: int
    sums: tuple[int, ...]
    products: tuple[int, ...]

    def __add__(self, other: "Scatter") -> "Scatter":
        if isinstance(other, FloatScatter):
            return self.centred() + other
        return ExactScatter(
            self.n + other.n,
            tuple(a + b for a, b in zip(self.sums, other.sums, strict=True)),
            tuple(a + b for a, b in zip(self.products, other.products, strict=True)),
        )

    def centred(self) -> "FloatScatter":
        """The same people as centred sums; integers are divided last, so nothing cancels."""
        n, places = self.n, _upper(len(self.sums))
        if n == 0:
            return FloatScatter(0, (0.0,) * len(self.sums), (0.0,) * len(places))
        return FloatScatter(
            n,
            tuple(total / n for total in self.sums),
            tuple(
                (n * product - self.sums[a] * self.sums[b]) / n
                for product, (a, b) in zip(self.products, places, strict=True)
            ),
        )

    def marginal(self, columns: Sequence[int]) -> "ExactScatter":
        """The same people, and of their numbers only those at ``columns``, in that order."""
        return ExactScatter(self.n, *_chosen(self.sums, self.products, columns))


@dataclass(frozen=True, slots=True)
class FloatScatter:
    """Means of n people with k numbers each, and centred sums of products (upper triangle, row by row)."""

    n: int
    means: tuple[float, ...]
    squares: tuple[float, ...]

    def __add__(self, other: "Scatter") -> "FloatScatter":
        a, b = self, other.centred()
        n = a.n + b.n
        if a.n == 0 or b.n == 0:
            return b if a.n == 0 else a
        gaps = [later - earlier for earlier, later in zip(a.means, b.means, strict=True)]
        weight = a.n * b.n / n
        return FloatScatter(
            n,
            tuple(mean + gap * b.n / n for mean, gap in zip(a.means, gaps, strict=True)),
            tuple(
                one + two + gaps[row] * gaps[column] * weight
                for one, two, (row, column) in zip(a.squares, b.squares, _upper(len(gaps)), strict=True)
            ),
        )

    def centred(self) -> "FloatScatter":
        """Itself."""
        return self

    def marginal(self, columns: Sequence[int]) -> "FloatScatter":
        """The same people, and of their numbers only those at ``columns``, in that order."""
        return FloatScatter(self.n, *_chosen(self.means, self.squares, columns))


Scatter = ExactScatter | FloatScatter


def _chosen(
    vector: tuple[N, ...], triangle: tuple[N, ...], columns: Sequence[int]
) -> tuple[tuple[N, ...], tuple[N, ...]]:
    at = dict(zip(_upper(len(vector)), triangle, strict=True))
    pairs = [(columns[a], columns[b]) for a, b in _upper(len(columns))]
    return tuple(vector[column] for column in columns), tuple(at[min(pair), max(pair)] for pair in pairs)


@dataclass(frozen=True, slots=True)
class PatternMoments:
    """A Scatter for each of PATTERNS, in that order; the columns of each are the pattern's occasions."""

    scatters: tuple[Scatter, ...]

    def __add__(self, other: "PatternMoments") -> "PatternMoments":
        return PatternMoments(tuple(a + b for a, b in zip(self.scatters, other.scatters, strict=True)))

    @property
    def people(self) -> int:
        """Everyone, those who never answered included."""
        return sum(scatter.n for scatter in self.scatters)

    def of(self, pattern: Pattern) -> Scatter:
        """The moments of the people who answered at the occasions of ``pattern`` and at no other."""
        return self.scatters[PATTERNS.index(pattern)]

    def count(self, present: Collection[Occasion] = (), absent: Collection[Occasion] = ()) -> int:
        """How many answered at every occasion of ``present`` and at none of ``absent``."""
        return sum(
            scatter.n
            for pattern, scatter in zip(PATTERNS, self.scatters, strict=True)
            if _fits(pattern, present, absent)
        )

    def pooled(
        self, columns: Pattern, present: Collection[Occasion] = (), absent: Collection[Occasion] = ()
    ) -> Scatter:
        """The moments at ``columns`` of everyone who answered there and at ``present``, and not at ``absent``."""
        return reduce(
            add,
            (
                scatter.marginal([pattern.index(occasion) for occasion in columns])
                for pattern, scatter in zip(PATTERNS, self.scatters, strict=True)
                if _fits(pattern, {*columns, *present}, absent)
            ),
        )

    def pairs(self, earlier: Occasion, later: Occasion) -> PairMoments:
        """The complete pairs. Exact for whole numbers; for others the difference's sums come from those of the two.

        So floats whose changes are tiny beside their means lose digits here that pairs formed from rows keep.
        """
        both = self.pooled((earlier, later))
        if isinstance(both, ExactScatter):
            (x, y), (xx, xy, yy) = both.sums, both.products
            return ExactPairMoments(both.n, x, y, xx, yy, xy)
        (mean_x, mean_y), (xx_, xy_, yy_) = both.means, both.squares
        return FloatPairMoments(both.n, mean_x, mean_y, mean_y - mean_x, xx_, yy_, max(0.0, xx_ + yy_ - 2 * xy_))


def _fits(pattern: Pattern, present: Collection[Occasion], absent: Collection[Occasion]) -> bool:
    return set(pattern) >= set(present) and not set(pattern) & set(absent)


def pattern_moments(rows: Iterable[Row]) -> PatternMoments:
    """Moments of ``rows``, one a person: (pre, post, follow_up) in raw points, None where there is no answer.

    A pattern whose numbers are all ints is kept as exact sums. Everyone who started belongs in ``rows``, also those
    who never answered.
    """
    found: dict[Pattern, list[tuple[Number, ...]]] = {pattern: [] for pattern in PATTERNS}
    for row in rows:
        pattern = tuple(occasion for occasion, value in zip(OCCASIONS, row, strict=True) if value is not None)
        found[pattern].append(tuple(value for value in row if value is not None))
    return PatternMoments(tuple(_scatter(len(pattern), values) for pattern, values in found.items()))


def _scatter(size: int, rows: list[tuple[Number, ...]]) -> Scatter:
    columns, places = list(zip(*rows, strict=True)) or [()] * size, _upper(size)
    if all(isinstance(value, int) for row in rows for value in row):
        whole = [[int(value) for value in column] for column in columns] if size else []
        return ExactScatter(
            len(rows),
            tuple(sum(column) for column in whole),
            tuple(sum(x * y for x, y in zip(whole[a], whole[b], strict=True)) for a, b in places),
        )
    means = tuple(fsum(column) / len(rows) for column in columns)
    gaps = [[value - mean for value in column] for column, mean in zip(columns, means, strict=True)]
    return FloatScatter(
        len(rows), means, tuple(fsum(x * y for x, y in zip(gaps[a], gaps[b], strict=True)) for a, b in places)
    )


def merge_strata(one: Mapping[str, PatternMoments], other: Mapping[str, PatternMoments]) -> dict[str, PatternMoments]:
    """The moments of two programmes together, stratum by stratum; either may lack a stratum."""
    return {
        name: one[name] + other[name] if name in one and name in other else one.get(name) or other[name]
        for name in (*one, *(name for name in other if name not in one))
    }
