"""Invented scores of people who leave because of scores that were seen."""

import numpy as np
import numpy.typing as npt

from reconnect.analysis.patterns import Row

Array = npt.NDArray[np.float64]

CORRELATIONS = np.array([[1, 0.55, 0.50], [0.55, 1, 0.65], [0.50, 0.65, 1]])


def scores(people: int, seed: int, *, monotone: bool = True) -> Array:
    """(people, 3), NaN where missing; half of those who miss post come back unless ``monotone``."""
    rng = np.random.default_rng(seed)
    found = rng.standard_normal((people, 3)) @ np.linalg.cholesky(CORRELATIONS).T * [6.4, 6.5, 6.8] + [12, 10, 9.5]
    no_post = rng.random(people) < 1 / (1 + np.exp(1 - 0.3 * (found[:, 0] - 12)))
    no_follow_up = rng.random(people) < 1 / (1 + np.exp(0.6 - 0.3 * (found[:, 1] - 10)))
    gone = no_post if monotone else no_post & (rng.random(people) < 0.5)
    found[no_follow_up | gone, 2] = np.nan
    found[no_post, 1] = np.nan
    if not monotone:
        found[rng.random(people) < 0.05, 0] = np.nan
    return np.asarray(found)


def rows(table: Array) -> list[Row]:
    """The same with None for NaN."""
    return [tuple(None if np.isnan(value) else float(value) for value in row) for row in table]  # type: ignore[misc]
