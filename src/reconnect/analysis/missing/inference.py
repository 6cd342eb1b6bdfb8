"""How sure: the variance of a contrast of fitted means, and the degrees of freedom that go with it."""

from dataclasses import dataclass

import numpy as np

from reconnect.analysis.missing.fit import Fit
from reconnect.analysis.missing.likelihood import Derivatives
from reconnect.analysis.missing.piles import Array


@dataclass(frozen=True, slots=True)
class Sureness:
    """Variances of one contrast in squared raw points; those of independent contrasts add up, piece by piece.

    ``observed`` is its variance from the observed information of means and covariance. ``expected`` treats the
    covariance as known, and ``doubt`` is the variance of ``expected`` itself; ``adjusted`` and ``adjusted_doubt`` are
    what Kenward and Roger 1997 use in their place.
    """

    observed: float
    expected: float
    doubt: float
    adjusted: float
    adjusted_doubt: float

    def __add__(self, other: "Sureness") -> "Sureness":
        return Sureness(
            self.observed + other.observed,
            self.expected + other.expected,
            self.doubt + other.doubt,
            self.adjusted + other.adjusted,
            self.adjusted_doubt + other.adjusted_doubt,
        )

    @property
    def df(self) -> float:
        """Satterthwaite: 2 expected^2 / doubt, with the observed Hessian of the restricted likelihood."""
        return 2 * self.expected**2 / self.doubt

    @property
    def kenward_roger_df(self) -> float:
        """The same with their expected information: what their df is for a single contrast, where their scale is 1."""
        return 2 * self.expected**2 / self.adjusted_doubt


def sureness(fit: Fit, contrast: Array) -> Sureness:
    """Of ``contrast`` (s, q), a weight in raw points for each fitted mean.

    Observed: with H half the Hessian of -2 l_R and B the slopes of the best means, Var(means) = K^-1 + B H^-1 B'. It
    is the means' block of the inverse of the joint observed information of means and covariance. Under missing at
    random the two are not orthogonal, and K^-1 alone is too small (Kenward and Molenberghs 1998).
    """
    at, contrast = fit.at, contrast * fit.piles.unit
    spread = np.linalg.inv(at.precision)
    lever = np.einsum("sij,sj->si", spread, contrast)
    gradient = -np.einsum("si,skij,sj->k", lever, at.bent, lever)
    unsure = np.linalg.inv(at.hessian / 2)
    moved = np.einsum("si,sik->k", contrast, at.slopes)
    expected = float(np.einsum("si,si->", contrast, lever))
    known, correction = _kenward_roger(at, spread, lever)
    return Sureness(
        expected + float(moved @ unsure @ moved),
        expected,
        float(gradient @ unsure @ gradient),
        expected + correction,
        float(gradient @ known @ gradient),
    )


def _kenward_roger(at: Derivatives, spread: Array, lever: Array) -> tuple[Array, float]:
    """Inverse expected information of the covariance, and what to add to the expected variance.

    Kenward and Roger 1997, whose P is ``bent`` and Q ``curved``; R is 0, because the parameters are the covariance's
    own places.
    """
    ratio = np.einsum("sij,skjm->skim", spread, at.bent)
    information = 0.5 * (
        at.traces - 2 * np.einsum("sij,sklji->kl", spread, at.curved) + np.einsum("skij,slji->kl", ratio, ratio)
    )
    known = np.linalg.inv(information)
    twisted = at.curved - np.einsum("skij,sljm->sklim", at.bent, ratio)
    return known, 2 * float(np.einsum("kl,si,sklij,sj->", known, lever, twisted, lever))


def delta_variance(fit: Fit, by_means: Array, by_covariance: Array) -> float:
    """Delta-method variance of a function of means and covariance (raw units), from all their observed information.

    ``by_means`` (s, q) and ``by_covariance`` (k) are its derivatives.
    """
    unit = fit.piles.unit
    upper = np.triu_indices(len(unit))
    spread, unsure = np.linalg.inv(fit.at.precision), np.linalg.inv(fit.at.hessian / 2)
    by_means = by_means * unit
    direct = np.einsum("si,sij,sj->", by_means, spread, by_means)
    through = np.einsum("si,sik->k", by_means, fit.at.slopes) + by_covariance * np.outer(unit, unit)[upper]
    return float(direct + through @ unsure @ through)
