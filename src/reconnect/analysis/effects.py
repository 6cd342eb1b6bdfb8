"""How large was the change? Every d has its formula in its name."""

from dataclasses import dataclass
from math import sqrt

from reconnect.analysis.moments import Spread
from reconnect.model.measure import Better

FEW = 10


@dataclass(frozen=True, slots=True)
class Effect:
    """A standardised effect, positive where things got better, with its 95 % interval.

    ``doubtful`` where it may mislead: fewer than 10 pairs, or SD earlier / SD later outside .67 to 1.5, so that
    which SD divides decides how large it looks.
    """

    d: float
    low: float
    high: float
    doubtful: bool


def d_pre(spread: Spread, better: Better) -> Effect | None:
    """Improvement divided by the SD of the earlier occasion among the same people.

    It fits the four values printed by Edwards et al. 2019 (table 3) whatever the r; they call theirs "Cohen's d" and
    do not say which SD it divides by.
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
    return Effect(d, d - reach, d + reach, spread.n < FEW or not _alike(spread.sd_earlier, spread.sd_later))


def _alike(earlier: float, later: float | None) -> bool:
    return later is not None and 0.67 * later <= earlier <= 1.5 * later
