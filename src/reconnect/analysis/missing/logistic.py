"""Logistic regression by Newton's method, for many weightings of the same rows at once."""

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Array = npt.NDArray[np.float64]

STEPS = 30
CLOSE = 1e-10  # of the largest step in log odds: the next one squares it
# Odds of e^15, 3 million to 1: no clinic has the people to know them, so somebody's answer was told exactly.
SURE = 15.0


def logistic(design: Array, answered: Array, counts: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Maximum likelihood coefficients (b, k) of log odds = design @ coefficients, and whether each fit exists (b).

    ``design`` (n, k) with its column of ones; ``answered`` (n) 0 or 1; ``counts`` (b, n): how often each row counts in
    each of b fits. A fit exists where Newton's method settles (McCullagh and Nelder 1989) at fitted odds below e^15:
    it does not where the columns tell exactly who answered.
    """
    scale = np.abs(design).max(axis=0).clip(min=1e-300)
    unit = design / scale
    squares = (unit[:, :, None] * unit[:, None, :]).reshape(len(unit), -1)
    found = np.zeros((len(counts), design.shape[1]))
    settled = np.zeros(len(counts), dtype=bool)
    lost = np.zeros(len(counts), dtype=bool)
    for _ in range(STEPS):
        odds = found @ unit.T
        lost |= (np.abs(odds) * (counts > 0)).max(axis=1) > SURE
        open_ = ~(settled | lost)
        if not open_.any():
            break
        chance = expit(odds[open_])  # of a row that counts 0 times the odds may be beyond any number
        gradient = (counts[open_] * (answered - chance)) @ unit
        curvature = (counts[open_] * chance * (1 - chance) @ squares).reshape(-1, design.shape[1], design.shape[1])
        singular = np.linalg.cond(curvature) > 1e12
        curvature[singular] = np.eye(design.shape[1])
        step = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
        step[singular] = 0
        found[open_] += step
        settled[open_] = (np.abs(step).max(axis=1) < CLOSE) & ~singular
        lost[np.flatnonzero(open_)[singular]] = True
    return found / scale, settled & ~lost
