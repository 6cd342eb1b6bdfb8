"""Weighting those heard from, so that they stand for everyone who started: another way round the missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.jackknife import ENOUGH_PROGRAMMES
from reconnect.analysis.missing.logistic import logistic
from reconnect.analysis.missing.posterior import AT_ONCE, Array
from reconnect.analysis.patterns import OCCASIONS, Pattern
from reconnect.analysis.reason import Reason

RESAMPLES = 999
TRUNCATED_AT = 0.99
LARGEST = 300.0  # of log odds: people who count 0 times in a resample may lie anywhere, and times 0 it stays 0
# Of the resamples: how many may be without weights before the interval is not given.
FAILED = 0.05


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """Weighted mean change in raw points; interval from the 2.5th to the 97.5th percentile of the resamples.

    ``largest`` weight after truncation, where 1 is the mean weight; ``effective`` people by Kish 1965:
    (sum w)^2 / sum w^2. ``failed`` resamples gave no weights.
    """

    change: float
    se: float
    low: float
    high: float
    largest: float
    effective: float
    failed: int


@dataclass(frozen=True, slots=True)
class WeightedChange:
    """Of ``people`` with a score at pre, ``used`` answered at every occasion up to the later one.

    ``unused`` answered at the later one, but missed an occasion before it. Whole programmes are resampled where
    ``by_programme``, or else people. ``mean`` is None where there is a ``reason``.
    """

    comparison: Comparison
    people: int
    used: int
    unused: int
    by_programme: bool
    seed: int
    mean: WeightedMean | None
    reason: Reason | None
    formula: str = "inverse probability of answering, monotone, truncated at the 99th percentile"


def weighted_changes(
    scores: Array,
    covariates: Array,
    programmes: Sequence[str | None],
    seed: int,
    occasions: Pattern = OCCASIONS,
    resamples: int = RESAMPLES,
) -> tuple[WeightedChange, ...]:
    """Mean change by inverse probability weighting (Robins, Rotnitzky and Zhao 1995), and its bootstrap interval.

    ``scores`` (n, q) in raw points, NaN where missing, a column for each occasion; ``covariates`` (n, c) without NaN,
    known for everyone; ``programmes`` (n). Of those still answering, the chance of answering at the next occasion is
    a logistic regression on all earlier scores and the covariates; a weight is 1 / the product of a person's chances,
    cut at the 99th percentile (Cole and Hernan 2008, doi 10.1093/aje/kwn164). Chances are fitted and weights cut anew
    in each resample. Cutting leaves some of the bias: where people left because of their scores, 95 % intervals held
    the truth .90 to .91 of the time (benchmarks/coverage_sensitivity.py), so this stands beside the model, not for it.
    Programmes are resampled from ten on and where everyone has one. Raises ValueError where the
    shapes do not fit or a covariate is NaN.
    """
    if scores.shape[1] != len(occasions) or not len(scores) == len(covariates) == len(programmes):
        raise ValueError("a row has a score for each occasion, covariates and a programme")
    if np.isnan(covariates).any():
        raise ValueError("a covariate is missing: weights need it for everyone")
    started = ~np.isnan(scores[:, 0])
    scores, covariates = scores[started], covariates[started]
    names = [name for name, kept in zip(programmes, started, strict=True) if kept]
    grouped = None not in names and len(set(names)) >= ENOUGH_PROGRAMMES
    units = np.unique([str(name) for name in names], return_inverse=True)[1] if grouped else np.arange(len(scores))
    draws = _draws(units, resamples, np.random.default_rng(seed))
    lines = []
    for comparison in PRIMARY:
        if {comparison.earlier, comparison.later} <= set(occasions):
            later = occasions.index(comparison.later)
            known = ~np.isnan(scores)
            used = np.asarray(known[:, : later + 1].all(axis=1))
            mean = _weighted_mean(scores[:, : later + 1], covariates, used, draws, units)
            unused = int((known[:, later] & ~used).sum())
            figures, reason = (None, mean) if isinstance(mean, Reason) else (mean, None)
            lines.append(
                WeightedChange(comparison, len(scores), int(used.sum()), unused, grouped, seed, figures, reason)
            )
    return tuple(lines)


def _draws(units: npt.NDArray[np.intp], resamples: int, rng: np.random.Generator) -> Array:
    """How often each unit counts (1 + resamples, units): once each in the first row, then as it is drawn."""
    size = int(units.max()) + 1 if len(units) else 1
    return np.vstack([np.ones((1, size)), rng.multinomial(size, np.full(size, 1 / size), resamples)])


def _weighted_mean(
    scores: Array, covariates: Array, used: npt.NDArray[np.bool_], draws: Array, units: npt.NDArray[np.intp]
) -> WeightedMean | Reason:
    if used.sum() < 2:
        return Reason.TOO_FEW
    change = (scores[:, -1] - scores[:, 0])[used]
    plain = _cut_weights(scores, covariates, used, draws[:1, units])[0]
    if not plain.any():
        return Reason.SEPARATED
    together = max(1, AT_ONCE // len(units))
    means: list[Array] = []
    for first in range(1, len(draws), together):
        total = _cut_weights(scores, covariates, used, draws[first : first + together, units])
        total = total[total.any(axis=1)]
        means.append(total @ change / total.sum(axis=1))
    resampled = np.concatenate(means) if means else np.empty(0)
    failed = len(draws) - 1 - len(resampled)
    if failed > FAILED * (len(draws) - 1) or len(resampled) < 2:
        return Reason.SEPARATED
    low, high = np.quantile(resampled, [0.025, 0.975])
    return WeightedMean(
        float(plain @ change / plain.sum()),
        float(resampled.std(ddof=1)),
        float(low),
        float(high),
        float(plain.max() / plain.mean()),
        float(plain.sum() ** 2 / (plain**2).sum()),
        failed,
    )


def _cut_weights(scores: Array, covariates: Array, used: npt.NDArray[np.bool_], counts: Array) -> Array:
    """Truncated weights times counts (b, used); a row of 0 where there are none."""
    weights, fitted = _weights(scores, covariates, counts)
    weights, counts = weights[:, used], counts[:, used]
    cut = np.array([_truncated(each, count) for each, count in zip(weights, counts, strict=True)])
    return np.asarray(cut * counts * fitted[:, None])


def _weights(scores: Array, covariates: Array, counts: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Inverse chances (b, n) of having answered up to the last column, and whether they could be fitted (b)."""
    weights, fitted = np.ones_like(counts), np.ones(len(counts), dtype=bool)
    for place in range(1, scores.shape[1]):
        staying = ~np.isnan(scores[:, :place]).any(axis=1)
        answered = (~np.isnan(scores[staying, place])).astype(float)
        if answered.all():
            continue
        design = np.column_stack([np.ones(staying.sum()), scores[staying, :place], covariates[staying]])
        found, exists = logistic(design, answered, counts[:, staying])
        odds = np.where(exists[:, None], found, 0) @ design.T
        weights[:, staying] *= 1 + np.exp(np.minimum(-odds, LARGEST))
        fitted &= exists
    return weights, fitted


def _truncated(weights: Array, counts: Array) -> Array:
    repeated = np.repeat(weights, counts.astype(int))
    return np.minimum(weights, np.quantile(repeated, TRUNCATED_AT)) if len(repeated) else weights
