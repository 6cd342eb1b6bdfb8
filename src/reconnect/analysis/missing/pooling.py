"""One answer from several imputed data sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import fmean, variance

from scipy.special import stdtr, stdtrit


@dataclass(frozen=True, slots=True)
class Pooled:
    """The pooled estimate of m data sets with its 95 % interval.

    ``fmi`` is the fraction of the information that is missing, ``p`` two-sided for no change.
    """

    m: int
    estimate: float
    se: float
    df: float
    low: float
    high: float
    p: float
    fmi: float


def pool(estimates: Sequence[float], variances: Sequence[float], complete_df: float) -> Pooled:
    """Rubin's rules (1987) with the df of Barnard and Rubin 1999 (doi 10.1093/biomet/86.4.948).

    ``variances`` are the squared standard errors of ``estimates``, one a data set, at least two; ``complete_df`` is
    what the df would be were nothing missing. With b the variance between data sets and u the mean variance within:
    total = u + (1 + 1/m) b, lambda = (1 + 1/m) b / total, r = (1 + 1/m) b / u, old = (m - 1) / lambda^2,
    observed = (complete + 1) / (complete + 3) complete (1 - lambda), df = old observed / (old + observed),
    fmi = (r + 2 / (df + 3)) / (r + 1).
    """
    m = len(estimates)
    estimate, within, between = fmean(estimates), fmean(variances), variance(estimates) * (1 + 1 / m)
    total = within + between
    share = between / total
    old = (m - 1) / share**2 if share else inf
    observed = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - share)
    df = 1 / (1 / old + 1 / observed)
    ratio = between / within
    se = sqrt(total)
    reach = float(stdtrit(df, 0.975)) * se
    return Pooled(
        m,
        estimate,
        se,
        df,
        estimate - reach,
        estimate + reach,
        float(2 * stdtr(df, -abs(estimate) / se)),
        (ratio + 2 / (df + 3)) / (ratio + 1),
    )
