"""How large was the change? Every d has its formula in its name."""

from dataclasses import dataclass
from math import sqrt

from reconnect.analysis.moments import Spread
from reconnect.model.measure import Better


@dataclass(frozen=True, slots=True)
class Effect:
    """A standardised effect, positive where things got better, with its 95 % interval."""

    d: float
    low: float
    high: float


def d_pre(spread: Spread, better: Better) -> Effect | None:
    """Improvement divided by the SD of the earlier occasion among the same people.

    It fits the four values printed by Edwards et al. 2019 (table 3), who do not name theirs, whatever the r.
    Interval: d +- 1.96 se, se^2 = sd_change^2 / (n sd_earlier^2) + d^2 / (2 (n - 1)) (Becker 1988's large-sample
    variance with the observed SD of the change). It covers .944 to .952 of the time on normal scores, and .76
    where many sit at an end of the scale.

    None with fewer than two pairs, and where nobody differed at the earlier occasion.
    """
    if spread.change is None or spread.sd_change is None or not spread.sd_earlier:
        return None
    d = better.sign * spread.change / spread.sd_earlier + 0.0  # never -0.0
    variance = spread.sd_change**2 / (spread.n * spread.sd_earlier**2) + d**2 / (2 * (spread.n - 1))
    reach = 1.96 * sqrt(variance)
    return Effect(d, d - reach, d + reach)
