"""The restricted likelihood of a normal model with missing values, and its exact derivatives, from pattern moments.

Within a stratum the scores of a person are normal, with a mean of its own at each occasion and one unstructured
covariance; people who did not answer everywhere contribute what they did answer. That is maximum likelihood under
missing at random (Rubin 1976; Little and Rubin 2019, chapter 8). The restriction is Patterson and Thompson's (1971).

With W a pile's inverse covariance (0 where not seen), S its scatter about the fitted means b, K = sum n W:
-2 l_R = sum (n log det + tr W S) + log det K + (N - p) log 2 pi, as SAS and nlme print it.
"""

from dataclasses import dataclass
from functools import cache
from math import log, pi

import numpy as np

from reconnect.analysis.missing.piles import Array, Piles


@dataclass(frozen=True, slots=True)
class Derivatives:
    """-2 REML log likelihood of ``piles`` at one covariance, without its constant, and what surrounds it.

    The k = q (q + 1) / 2 parameters are the covariance's upper triangle, row by row. ``gradient`` (k) and ``hessian``
    (k, k) are those of the value with the means at their best; ``means`` (s, q); ``precision`` (s, q, q) is the means'
    inverse covariance K were the covariance known; ``slopes`` (s, q, k): how the best means move with the covariance.
    ``bent`` (s, k, q, q) is K's first derivative, ``curved`` (s, k, k, q, q) sum n W D W D' W, half its second, and
    ``traces`` (k, k) sum n tr W D W D'.
    """

    value: Array
    gradient: Array
    hessian: Array
    means: Array
    precision: Array
    slopes: Array
    bent: Array
    curved: Array
    traces: Array


@cache
def upper(size: int) -> tuple[Array, Array]:
    """Rows and columns of a symmetric matrix's upper triangle, row by row."""
    return np.triu_indices(size)


@cache
def directions(size: int) -> Array:
    """The derivatives (k, q, q) of a symmetric matrix by each place of its upper triangle."""
    places = list(zip(*upper(size), strict=True))
    found = np.zeros((len(places), size, size))
    for number, (row, column) in enumerate(places):
        found[number, row, column] = found[number, column, row] = 1
    return found


def _weights(piles: Piles, covariance: Array) -> tuple[Array, Array]:
    """Each pile's W (P, q, q) and log determinant (P)."""
    both = piles.seen[:, :, None] * piles.seen[:, None, :]
    size = len(covariance)
    filled = covariance * both + np.eye(size) * (1 - piles.seen)[:, None, :]
    return np.linalg.inv(filled) * both, np.log(np.linalg.det(filled))


def _best_means(piles: Piles, weights: Array) -> tuple[Array, Array, Array]:
    """Precision (s, q, q), best means (s, q) and scatter about them (P, q, q)."""
    weighted = piles.n[:, None, None] * weights
    precision = np.einsum("ps,pij->sij", piles.member, weighted)
    sums = np.einsum("ps,pij,pj->si", piles.member, weighted, piles.means)
    means = np.linalg.solve(precision, sums[:, :, None])[:, :, 0]
    gaps = (piles.means - piles.member @ means) * piles.seen
    scatter = piles.scatter + piles.n[:, None, None] * gaps[:, :, None] * gaps[:, None, :]
    return precision, means, scatter


def deviance(piles: Piles, covariance: Array) -> Array:
    """-2 REML log likelihood in standard units, without its constant."""
    weights, logs = _weights(piles, covariance)
    precision, _, scatter = _best_means(piles, weights)
    value = piles.n @ logs + np.einsum("pij,pji->", weights, scatter) + np.log(np.linalg.det(precision)).sum()
    return np.asarray(value)


def constant(piles: Piles) -> float:
    """What brings ``deviance`` to raw points, with the (N - p) log 2 pi that other programs print."""
    free = piles.answers.sum(axis=0) - len(piles.answers)
    return float(free.sum() * log(2 * pi) + 2 * free @ np.log(piles.unit))


def derivatives(piles: Piles, covariance: Array) -> Derivatives:
    """Value, gradient and Hessian in closed form; S and b move with the covariance through the best means."""
    weights, logs = _weights(piles, covariance)
    precision, means, scatter = _best_means(piles, weights)
    spread = np.linalg.inv(precision)
    n, member = piles.n, piles.member
    half = weights[:, None] @ directions(len(covariance))  # W D
    turned = half @ weights[:, None]  # W D W
    twice = np.einsum("pkij,pljm->pklim", half, turned)  # W D W D' W
    gaps = (piles.means - member @ means) * piles.seen
    lean = np.einsum("ps,p,pkij,pj->ski", member, n, turned, gaps)
    bent = -np.einsum("ps,p,pkij->skij", member, n, turned)  # dK
    curved = np.einsum("ps,p,pklij->sklij", member, n, twice)
    ratio = np.einsum("sij,skjm->skim", spread, bent)
    gradient = np.einsum("p,pkii->k", n, half) - np.einsum("pkij,pji->k", turned, scatter) + np.einsum("skii->k", ratio)
    traces = np.einsum("p,pkij,plji->kl", n, half, half)
    hessian = (
        -traces
        + 2 * np.einsum("pklij,pji->kl", twice, scatter)
        + 2 * np.einsum("sij,sklji->kl", spread, curved)
        - np.einsum("skij,slji->kl", ratio, ratio)
        - 2 * np.einsum("ski,sij,slj->kl", lean, spread, lean)
    )
    value = n @ logs + np.einsum("pij,pji->", weights, scatter) + np.log(np.linalg.det(precision)).sum()
    slopes = -np.einsum("sij,skj->sik", spread, lean)
    return Derivatives(np.asarray(value), gradient, hessian, means, precision, slopes, bent, curved, traces)
