"""Were those who left different at the start from those who stayed?"""

from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtrit

from reconnect.analysis.patterns import PatternMoments, Scatter
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Baseline:
    """Scores at pre of n people, in raw points; None where n leaves a figure undefined."""

    n: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Leavers minus stayers at pre, raw points, with Welch's 95 % interval on ``df``.

    ``standardised`` is positive where leavers were better off at pre.
    """

    difference: float
    df: float
    low: float
    high: float
    standardised: float
    formula: str = "d = sign (mean_leavers - mean_stayers) / sqrt((sd_leavers^2 + sd_stayers^2) / 2)"


@dataclass(frozen=True, slots=True)
class Leavers:
    """People with a score at pre: ``leavers`` have none at ``later``, ``stayers`` do.

    ``unknown`` people have no score at pre, so nothing can be said of them. ``difference`` is None where there is a
    ``reason``.
    """

    later: Occasion
    leavers: Baseline
    stayers: Baseline
    unknown: int
    difference: Difference | None
    reason: Reason | None


def leavers(moments: PatternMoments, later: Occasion, better: Better) -> Leavers:
    """Compare the scores at pre of those who did and did not answer at ``later``.

    The interval is Welch's (1947, doi 10.1093/biomet/34.1-2.28); the standardised difference divides by the root mean
    square of the two SDs (Austin 2009, doi 10.1002/sim.3697), which does not depend on how many left. There is no p:
    people who left can differ in what nobody measured, so no test could show that they do not.
    """
    pre = (Occasion.PRE,)
    left, stayed = _baseline(moments.pooled(pre, absent=[later])), _baseline(moments.pooled(pre, present=[later]))
    difference = _difference(left, stayed, better)
    return Leavers(
        later,
        left,
        stayed,
        moments.count(absent=pre),
        None if isinstance(difference, Reason) else difference,
        difference if isinstance(difference, Reason) else None,
    )


def _baseline(scatter: Scatter) -> Baseline:
    one = scatter.centred()
    if one.n == 0:
        return Baseline(0, None, None)
    return Baseline(one.n, one.means[0], sqrt(one.squares[0] / (one.n - 1)) if one.n > 1 else None)


def _difference(left: Baseline, stayed: Baseline, better: Better) -> Difference | Reason:
    if left.n == 0:
        return Reason.NOBODY_MISSING
    if left.mean is None or stayed.mean is None or left.sd is None or stayed.sd is None:
        return Reason.TOO_FEW
    parts = (left.sd**2 / left.n, stayed.sd**2 / stayed.n)
    if sum(parts) == 0:
        return Reason.NO_SPREAD
    df = sum(parts) ** 2 / (parts[0] ** 2 / (left.n - 1) + parts[1] ** 2 / (stayed.n - 1))
    difference = left.mean - stayed.mean
    reach = float(stdtrit(df, 0.975)) * sqrt(sum(parts))
    standardised = better.sign * difference / sqrt((left.sd**2 + stayed.sd**2) / 2) + 0.0  # never -0.0
    return Difference(difference, df, difference - reach, difference + reach, standardised)
