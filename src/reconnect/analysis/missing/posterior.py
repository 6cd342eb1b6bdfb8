"""Draws of what is missing, from the posterior of a multivariate normal model: data augmentation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
# Which columns are known, and the rows of the people of whom just those are.
Group = tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]

# One chain warms up, and all others leave it from there. Where 60 % are lost, for reasons that are in the data, a step
# keeps .88 of what came before: after 500 steps nothing of the start is left, after 60 more chains share .0005.
WARMING, LEAVING = 500, 60
# Numbers held at once: chains that need more are run in turn.
AT_ONCE = 20_000_000


@dataclass(frozen=True, slots=True)
class _State:
    """c chains over n people and k columns: filled-in data (c, n, k), means (c, k), covariances (c, k, k)."""

    filled: Array
    means: Array
    covariances: Array


def completed_sets(data: Array, m: int, rng: np.random.Generator) -> Array:
    """``m`` completed copies (m, n, k) of ``data`` (n, k), whose missing values are NaN.

    Data augmentation (Tanner and Wong 1987; Schafer 1997, chapter 5) with the Jeffreys prior: given the parameters the
    missing values of a person are normal given the known ones; given full data the covariance is inverse Wishart with
    n - 1 df and the means are normal. Each copy is the end of a chain of its own, so copies are independent.
    Every pair of columns must be known together for some people, and n > k.
    """
    known = ~np.isnan(data)
    centre, unit = np.nanmean(data, axis=0), np.nanstd(data, axis=0)
    standard = (data - centre) / unit
    patterns, member = np.unique(known, axis=0, return_inverse=True)
    groups = [
        (pattern, np.flatnonzero(member.ravel() == place))
        for place, pattern in enumerate(patterns)
        if not pattern.all()
    ]
    size = data.shape[1]
    start = _State(np.where(known, standard, 0.0)[None], np.zeros((1, size)), np.eye(size)[None])
    warm = _run(start, groups, WARMING, rng)
    together = max(1, AT_ONCE // data.size)
    sets = [
        _run(_copies(warm, min(together, m - first)), groups, LEAVING, rng).filled for first in range(0, m, together)
    ]
    return np.where(known, data, np.concatenate(sets) * unit + centre)


def _copies(state: _State, chains: int) -> _State:
    return _State(*(np.repeat(each, chains, axis=0) for each in (state.filled, state.means, state.covariances)))


def _run(state: _State, groups: Sequence[Group], steps: int, rng: np.random.Generator) -> _State:
    _impute(state, groups, rng)
    for _ in range(steps):
        state = _State(state.filled, *_parameters(state.filled, rng))
        _impute(state, groups, rng)
    return state


def _impute(state: _State, groups: Sequence[Group], rng: np.random.Generator) -> None:
    """Fill the missing values of ``state`` again, pattern by pattern, each person given what is known of them."""
    for pattern, people in groups:
        seen, unseen = np.flatnonzero(pattern), np.flatnonzero(~pattern)
        among = state.covariances[:, seen[:, None], seen]
        across = state.covariances[:, unseen[:, None], seen]
        slopes = np.linalg.solve(among, across.transpose(0, 2, 1))  # (c, seen, unseen)
        left = state.covariances[:, unseen[:, None], unseen] - across @ slopes
        gaps = state.filled[:, people[:, None], seen] - state.means[:, None, seen]
        noise = rng.standard_normal((len(state.means), len(people), len(unseen)))
        noise = noise @ np.linalg.cholesky(left).transpose(0, 2, 1)
        state.filled[:, people[:, None], unseen] = state.means[:, None, unseen] + gaps @ slopes + noise


def _parameters(filled: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Means and covariances drawn given full data; the inverse Wishart by Bartlett's decomposition."""
    chains, people, size = filled.shape
    means = filled.mean(axis=1)
    gaps = filled - means[:, None]
    root = np.linalg.cholesky(gaps.transpose(0, 2, 1) @ gaps)
    bartlett = np.tril(rng.standard_normal((chains, size, size)), -1)
    places = np.arange(size)
    bartlett[:, places, places] = np.sqrt(rng.chisquare(people - 1 - places, (chains, size)))
    factor = np.linalg.solve(bartlett, root.transpose(0, 2, 1)).transpose(0, 2, 1)  # root A^-T
    noise = (factor @ rng.standard_normal((chains, size, 1)))[:, :, 0] / np.sqrt(people)
    return means + noise, factor @ factor.transpose(0, 2, 1)
