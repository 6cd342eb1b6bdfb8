"""Multiple imputation: the same question as the mixed model, with what else is known of those not heard from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.missing.model import LEFT_OUT
from reconnect.analysis.missing.pooling import Pooled, pool
from reconnect.analysis.missing.posterior import Array, completed_sets
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.patterns import OCCASIONS, Pattern
from reconnect.analysis.reason import Reason

# m at least 100 times the fraction of missing information (White, Royston and Wood 2011), which is never above 1.
SETS = 100


@dataclass(frozen=True, slots=True)
class ImputationRows:
    """Rows of one stratum, a row for everyone who started; NaN where a value is missing.

    ``scores`` (n, q) in raw points, a column for each occasion; ``auxiliaries`` (n, a): numbers that may tell who
    left and how they fared, such as sessions attended, and 0 or 1 for each answer basis but one.
    """

    scores: Array
    auxiliaries: Array


@dataclass(frozen=True, slots=True)
class ImputedChange:
    """The change of everyone who started in a stratum, or in ``all`` (strata weighted by people).

    ``auxiliaries``: how many were used; one that does not vary, or only repeats others, among people who answered
    every time, is not. ``left_out`` people are in strata too small to impute. ``pooled`` (later - earlier, raw
    points) is None where there is a ``reason``.
    """

    stratum: str
    comparison: Comparison
    people: int
    answered: int
    auxiliaries: int
    left_out: int
    seed: int
    pooled: Pooled | None
    reason: Reason | None
    formula: str = "multiple imputation, normal model, Rubin and Barnard-Rubin"


@dataclass(frozen=True, slots=True)
class _Stratum:
    """Mean change and its squared error in each completed set, by comparison."""

    rows: ImputationRows
    used: int
    changes: Mapping[Comparison, tuple[Array, Array]]
    reason: Reason | None


def imputed_changes(
    strata: Mapping[str, ImputationRows], seed: int, occasions: Pattern = OCCASIONS, m: int = SETS
) -> tuple[ImputedChange, ...]:
    """Impute each stratum ``m`` times under its own normal model of scores and auxiliaries, and pool the mean change.

    Within a completed set the mean change of n people has variance sd^2 / n. The same ``seed`` gives the same figures.
    Without auxiliaries this repeats the mixed model, but for chance. Raises ValueError where the columns are not
    ``occasions``.
    """
    rng = np.random.default_rng(seed)
    comparisons = [each for each in PRIMARY if {each.earlier, each.later} <= set(occasions)]
    done = {name: _impute_stratum(rows, occasions, comparisons, m, rng) for name, rows in strata.items()}
    groups = {ALL: done} | {name: {name: one} for name, one in done.items() if name != ALL}
    return tuple(
        _line(name, list(members.values()), comparison, occasions.index(comparison.later), seed)
        for name, members in groups.items()
        for comparison in comparisons
    )


def _line(name: str, members: Sequence[_Stratum], comparison: Comparison, later: int, seed: int) -> ImputedChange:
    used = [one for one in members if one.reason is None]
    people = sum(len(one.rows.scores) for one in members)
    left_out = people - sum(len(one.rows.scores) for one in used)
    reason = next((one.reason for one in members if one.reason), Reason.NOBODY) if not used else None
    if used and left_out > LEFT_OUT * people:
        reason = Reason.LEFT_OUT
    return ImputedChange(
        name,
        comparison,
        people,
        sum(int((~np.isnan(one.rows.scores[:, later])).sum()) for one in members),
        max((one.used for one in members), default=0),
        left_out if name == ALL else 0,
        seed,
        None if reason else _pooled(used, comparison, people - left_out),
        reason,
    )


def _pooled(members: Sequence[_Stratum], comparison: Comparison, people: int) -> Pooled:
    shares = np.array([len(one.rows.scores) / people for one in members])
    changes = shares @ np.array([one.changes[comparison][0] for one in members])
    squares = shares**2 @ np.array([one.changes[comparison][1] for one in members])
    return pool(changes.tolist(), squares.tolist(), people - len(members))


def _impute_stratum(
    rows: ImputationRows, occasions: Pattern, comparisons: list[Comparison], m: int, rng: np.random.Generator
) -> _Stratum:
    if rows.scores.shape[1] != len(occasions) or len(rows.auxiliaries) != len(rows.scores):
        raise ValueError("a row has a score for each occasion, and a row of auxiliaries")
    auxiliaries = _informative(rows)
    used = auxiliaries.shape[1]
    complete = ~np.isnan(rows.scores).any(axis=1)
    size = len(occasions) + used
    if complete.sum() < size + 2:
        return _Stratum(rows, used, {}, Reason.TOO_FEW)
    if np.linalg.matrix_rank(rows.scores[complete] - rows.scores[complete].mean(axis=0)) < len(occasions):
        return _Stratum(rows, used, {}, Reason.NO_SPREAD)
    sets = completed_sets(np.hstack([rows.scores, auxiliaries]), m, rng)
    changes = {}
    for each in comparisons:
        change = sets[:, :, occasions.index(each.later)] - sets[:, :, occasions.index(each.earlier)]
        changes[each] = (change.mean(axis=1), change.var(axis=1, ddof=1) / change.shape[1])
    return _Stratum(rows, used, changes, None)


def _informative(rows: ImputationRows) -> Array:
    """Auxiliaries that add something among people who answered every time: elsewhere nothing ties them to scores."""
    complete = ~np.isnan(rows.scores).any(axis=1)
    kept: list[Array] = []
    for column in rows.auxiliaries.T:
        tried = np.column_stack([rows.scores, *kept, column])[complete]
        tried = tried[~np.isnan(tried).any(axis=1)]
        if len(tried) <= tried.shape[1] + 1 or np.ptp(tried[:, -1]) == 0:
            continue
        standard = (tried - tried.mean(axis=0)) / tried.std(axis=0).clip(min=1e-300)
        if np.linalg.svd(standard, compute_uv=False)[-1] > 1e-4 * np.sqrt(len(tried)):
            kept.append(column)
    return np.column_stack(kept) if kept else np.empty((len(rows.scores), 0))
