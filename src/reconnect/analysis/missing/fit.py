"""The covariance at which the restricted likelihood is greatest."""

from dataclasses import dataclass

import numpy as np

from reconnect.analysis.missing.likelihood import Derivatives, constant, derivatives, directions, upper
from reconnect.analysis.missing.piles import Array, Piles
from reconnect.analysis.reason import Reason

STEPS = 100
# Of -2 l_R a person. The last step squares what is left: at ten million people to a millionth of a standard error.
CLOSE = 1e-10
# Determinants of the correlations: for two occasions r = .9999995, and a floor that no move goes below. One step
# cannot cross from the first to the second, because it is held to a factor of e for each root.
SINGULAR, FLOOR = 1e-6, 1e-12
# Curvature along a parameter of the factor: of n people who tell of it about n. Where nobody does, or only people who
# are all alike, rounding leaves 1e-16 to 1e-8, and the standard error would be anything.
FLAT, ROUNDING = 1e-6, 1e-12


@dataclass(frozen=True, slots=True)
class Fit:
    """A maximum: covariance (q, q) and derivatives in standard units, -2 REML log likelihood in raw points."""

    piles: Piles
    covariance: Array
    at: Derivatives
    deviance: float


def fit(piles: Piles, start: Array | None = None) -> Fit | Reason:
    """Maximise by Newton's method over the log-Cholesky factor (Pinheiro and Bates 1996): it stays positive definite.

    The curvature is made positive where it is not, and a step is halved until the likelihood rises. ``start`` is a
    covariance in raw points from which it is not far. A Reason where too few people answered everywhere, where the
    best covariance is singular, or where no maximum is found, also because the likelihood is flat there.
    """
    size = len(piles.unit)
    if piles.complete.sum() < size + len(piles.complete):
        return Reason.TOO_FEW
    if not (piles.answers > 1).all():
        return Reason.NOBODY
    factor = np.eye(size) if start is None else np.linalg.cholesky(start / np.outer(piles.unit, piles.unit))
    best = _climb(piles, factor)
    if isinstance(best, Reason):
        return best
    covariance = best @ best.T
    at = derivatives(piles, covariance)
    if _flat(at, best) or not (np.linalg.eigvalsh(at.hessian) > 0).all():
        return Reason.NOT_FOUND
    return Fit(piles, covariance, at, float(at.value) + constant(piles))


def _flat(at: Derivatives, factor: Array) -> bool:
    """Whether the likelihood does not change along some way from here."""
    curvature = np.linalg.eigvalsh(_by_factor(at, factor)[1])
    return bool(curvature[0] <= max(FLAT, ROUNDING * curvature[-1]))


def _climb(piles: Piles, factor: Array) -> Array | Reason:
    """The lower factor of the best covariance."""
    people = piles.n.sum()
    at = derivatives(piles, factor @ factor.T)
    for _ in range(STEPS):
        gradient, hessian = _by_factor(at, factor)
        values, vectors = np.linalg.eigh(hessian)
        steepest = np.abs(values).max()
        if not 0 < steepest < np.inf:
            break  # the likelihood is flat: it has run away to where it has no maximum
        sizes = np.maximum(np.abs(values), 1e-8 * steepest)
        step = -vectors @ ((vectors.T @ gradient) / sizes)
        promised = float(-gradient @ step)
        if promised <= CLOSE * people:
            return _moved(factor, step)
        moved = _downhill(piles, factor, step, promised, at)
        if moved is None:
            break
        factor, at = moved
        if _determinant(factor) < SINGULAR:
            return Reason.NO_SPREAD
    return Reason.NOT_FOUND


def _moved(factor: Array, step: Array) -> Array:
    """The lower factor after ``step``: its diagonal moves in logarithms, the rest plainly (column by column)."""
    moved = factor.copy()
    columns, rows = upper(len(factor))
    moved[rows, columns] += step
    np.fill_diagonal(moved, np.diag(factor) * np.exp(step[rows == columns]))
    return np.asarray(moved)


def _downhill(
    piles: Piles, factor: Array, step: Array, promised: float, at: Derivatives
) -> tuple[Array, Derivatives] | None:
    """The factor after as much of ``step`` as makes -2 l_R fall, and the derivatives there; None where none does."""
    # A move of more than 1 in a logarithm is a factor of e: no Newton step is to be trusted that far.
    scale = min(1.0, 1.0 / float(np.abs(step).max()))
    while scale > 1e-10:
        moved = _moved(factor, scale * step)
        if _determinant(moved) > FLOOR:
            there = derivatives(piles, moved @ moved.T)
            if there.value <= at.value - 1e-4 * scale * promised:
                return moved, there
        scale /= 2
    return None


def _determinant(factor: Array) -> float:
    return float(np.prod(np.diag(factor) ** 2 / np.diag(factor @ factor.T)))


def _by_factor(at: Derivatives, factor: Array) -> tuple[Array, Array]:
    """Gradient and Hessian by the parameters of ``_moved`` (chain rule through covariance = factor factor')."""
    size = len(factor)
    columns, rows = upper(size)
    lifts = np.zeros((len(rows), size, size))
    lifts[np.arange(len(rows)), rows, columns] = np.where(rows == columns, factor[rows, columns], 1.0)
    moves = lifts @ factor.T
    moves = moves + moves.transpose(0, 2, 1)
    jacobian = moves[:, columns, rows]  # of the covariance's upper triangle
    # Half off the diagonal: a place there stands for two of the matrix.
    slope = np.einsum("k,kij->ij", at.gradient / directions(size).sum(axis=(1, 2)), directions(size))
    hessian = jacobian @ at.hessian @ jacobian.T + 2 * np.einsum("aji,jm,bmi->ab", lifts, slope, lifts)
    on_diagonal = np.flatnonzero(rows == columns)
    hessian[on_diagonal, on_diagonal] += 2 * np.einsum("ji,jm,ami->a", factor, slope, lifts[on_diagonal])
    return jacobian @ at.gradient, hessian
