"""How far a measure's score is its own error: alpha and omega from its items, or a value that a source gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri

Matrix = NDArray[np.float64]

ROUNDS, CLOSE = 500, 1e-12  # about ten are taken
LEAST_UNIQUE = 0.005  # of an item's variance; below it no proper one-factor solution was found (factanal's bound)


class ReliabilityKind(StrEnum):
    """How a reliability was found; change over time wants test-retest."""

    TEST_RETEST = "test-retest"
    ALPHA = "Cronbach's alpha"
    OMEGA = "McDonald's omega"


@dataclass(frozen=True, slots=True)
class Reliability:
    """A measure's reliability, between 0 and 1, and the paper or data it is from.

    Raises ValueError for a value outside, and where no source is named.
    """

    value: float
    kind: ReliabilityKind
    source: str

    def __post_init__(self) -> None:
        if not 0 < self.value < 1:
            raise ValueError("reliability: a number above 0 and below 1")
        if not self.source.strip():
            raise ValueError("reliability: name the source of its value")

    @property
    def preferred(self) -> bool:
        """Whether it is of the kind that change over time wants."""
        return self.kind is ReliabilityKind.TEST_RETEST


@dataclass(frozen=True, slots=True)
class ItemMoments:
    """Means and scatter (centred sums of products) of the items among ``n`` people who answered all of them.

    ``incomplete`` people left an item out. Moments of different people add up (Chan, Golub and LeVeque 1979).
    """

    n: int
    means: tuple[float, ...]
    scatter: tuple[tuple[float, ...], ...]
    incomplete: int

    def __add__(self, other: "ItemMoments") -> "ItemMoments":
        incomplete = self.incomplete + other.incomplete
        if self.n == 0 or other.n == 0:
            held = other if self.n == 0 else self
            return ItemMoments(held.n, held.means, held.scatter, incomplete)
        n = self.n + other.n
        gap = np.subtract(other.means, self.means)
        scatter = np.add(self.scatter, other.scatter) + np.outer(gap, gap) * (self.n * other.n / n)
        return _item_moments(n, np.add(self.means, gap * (other.n / n)), scatter, incomplete)

    @property
    def covariance(self) -> Matrix:
        """items x items, divided by n - 1."""
        return np.array(self.scatter) / (self.n - 1)


def item_moments(rows: Iterable[tuple[float | None, ...]]) -> ItemMoments:
    """Of one row a person, an item a column, None where unanswered; only complete rows are in the sums."""
    held = list(rows)
    complete = np.array([row for row in held if None not in row], float)
    if len(complete) == 0:
        return ItemMoments(0, (), (), len(held))
    means = complete.mean(axis=0)
    centred = complete - means
    return _item_moments(len(complete), means, centred.T @ centred, len(held) - len(complete))


def _item_moments(n: int, means: Matrix, scatter: Matrix, incomplete: int) -> ItemMoments:
    return ItemMoments(n, tuple(means.tolist()), tuple(tuple(row) for row in scatter.tolist()), incomplete)


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha of the sum of ``items``, among n people, with its 95 % interval."""

    n: int
    items: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Omega:
    """McDonald's omega of the sum of ``items``, among n people, with the one factor's loadings in points."""

    n: int
    items: int
    value: float
    loadings: tuple[float, ...]


def alpha(moments: ItemMoments) -> Alpha | None:
    """k / (k - 1) (1 - sum of the items' variances / variance of their sum) (Cronbach 1951, Psychometrika 16: 297).

    Interval: 1 - (1 - alpha) F, F the .975 and .025 quantiles with n - 1 and (n - 1)(k - 1) df (Feldt 1965,
    Psychometrika 30: 357-370); it takes items that measure alike and normal scores.
    None of fewer than two items or people, and where the sum does not vary.
    """
    n, k = moments.n, len(moments.means)
    if n < 2 or k < 2:
        return None
    covariance = moments.covariance
    whole = float(covariance.sum())
    if whole <= 0:
        return None
    value = k / (k - 1) * (1 - float(np.trace(covariance)) / whole)
    low, high = (1 - (1 - value) * float(fdtri(n - 1, (n - 1) * (k - 1), p)) for p in (0.975, 0.025))
    return Alpha(n, k, value, low, high)


def omega(moments: ItemMoments) -> Omega | None:
    """(sum of loadings)^2 / ((sum of loadings)^2 + sum of unique variances) (McDonald 1999, Test theory).

    One factor by maximum likelihood, as psych::fa(fm = "ml") and factanal fit it; loadings and variances are then
    taken back to points, since it is the sum of raw answers that is scored. Found by Newton's steps in the logarithms
    of the unique variances (Jöreskog 1967, Psychometrika 32: 443-482).
    None of fewer than three items, of no more people than items, where an item does not vary, and where no proper
    solution is found (an item's unique variance under .5 % of its variance).
    """
    n, k = moments.n, len(moments.means)
    if k < 3 or n <= k:
        return None
    covariance = moments.covariance
    sds = np.sqrt(np.diag(covariance))
    if not sds.all():
        return None
    standard = _one_factor(covariance / np.outer(sds, sds))
    if standard is None:
        return None
    loadings = standard * sds
    common, unique = float(loadings.sum()) ** 2, float(((1 - standard**2) * sds**2).sum())
    return Omega(n, k, common / (common + unique), tuple(loadings.tolist()))


def _one_factor(correlations: Matrix) -> Matrix | None:
    """The loadings of one factor by maximum likelihood, from a matrix of correlations; None where none is proper."""
    logs = np.full(len(correlations), np.log(0.5))
    for _ in range(ROUNDS):
        roots = np.exp(logs / 2)
        values, vectors = np.linalg.eigh(correlations / np.outer(roots, roots))
        if roots.min() ** 2 < LEAST_UNIQUE / 100:
            return None
        loadings: Matrix = roots * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
        slope = (loadings**2 + roots**2 - 1) / roots**2
        if np.abs(slope).max() < CLOSE:
            proper = roots.min() ** 2 >= LEAST_UNIQUE
            return (loadings if loadings.sum() >= 0 else -loadings) if proper else None
        curve = (vectors[:, :-1] @ vectors[:, :-1].T) ** 2
        step = np.linalg.lstsq(curve, slope, rcond=None)[0]
        logs -= np.clip(step, -1, 1)
    return None
