"""Did it change? The paired t test and its interval."""

from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtr, stdtrit

from reconnect.analysis.moments import Spread
from reconnect.model.measure import Better


@dataclass(frozen=True, slots=True)
class PairedT:
    """Student's paired t: ``t`` positive where things got better, ``p`` two-sided.

    ``low`` and ``high`` bound the change (later - earlier, raw points) with 95 % confidence.
    """

    t: float
    df: int
    p: float
    low: float
    high: float


def paired_t(spread: Spread, better: Better) -> PairedT | None:
    """t = sign * change / (sd_change / sqrt(n)), df = n - 1 (Student 1908); sign = +1 where higher is better.

    None with fewer than two pairs, and where every change is the same (the SD is 0, t would be infinite).
    """
    if spread.change is None or not spread.sd_change:
        return None
    df = spread.n - 1
    error = spread.sd_change / sqrt(spread.n)
    t = better.sign * spread.change / error + 0.0  # never -0.0
    reach = float(stdtrit(df, 0.975)) * error
    return PairedT(t, df, float(2 * stdtr(df, -abs(t))), spread.change - reach, spread.change + reach)
