"""A line's averages to one decimal, so that neither n nor anybody's answer follows (``disclosure`` says why so)."""

from math import ceil, gcd, sqrt

from scipy.special import stdtrit

from reconnect.analysis.outcomes import Outcomes
from reconnect.analysis.result import Result
from reconnect.analysis.shared import HIDDEN, Figure, SharedResult
from reconnect.analysis.shared_counts import ROUND, rounded
from reconnect.model.measure import Measure

FEWEST_WITH_FIGURES = 13
ROOM = 2  # scales, between the sum of all answers and that of everybody at the end
LARGEST_VARIANCE = 0.85  # of that of people who are all at the two ends: above, n shows
STEPS = (
    15  # an SD printed s spans variances 0.2 s apart, in steps of 2 / (n - 1): 10 / (n - 1) holds one, less the ends
)
HIDDEN_SIDE: tuple[Figure, Figure] = (HIDDEN, HIDDEN)


def shared_result(result: Result, point: float, *, told: bool) -> SharedResult:
    """A line; ``point`` is what the measure goes in, ``told`` whether its averages may stand beside the others."""
    spread, measure = result.spread, result.measure
    n = rounded(spread.n)
    if spread.n == 0:
        return SharedResult(measure, result.stratum, result.comparison, 0, *[None] * 8)
    least = (spread.n + ROUND // 2) // ROUND * ROUND - ROUND // 2
    enough = told and least >= FEWEST_WITH_FIGURES and least > 10 * point
    earlier, sd_earlier = (
        told_side(spread.mean_earlier, spread.sd_earlier, measure, least, point) if enough else HIDDEN_SIDE
    )
    later, sd_later = told_side(spread.mean_later, spread.sd_later, measure, least, point) if enough else HIDDEN_SIDE
    change: Figure = HIDDEN
    low: Figure = HIDDEN
    high: Figure = HIDDEN
    d_pre: Figure = HIDDEN
    if isinstance(earlier, float) and isinstance(later, float) and isinstance(sd_earlier, float):
        change = _decimal(later - earlier)
        d_pre = _decimal(measure.better.sign * change / sd_earlier)
        if spread.sd_change is not None and _varies(_decimal(spread.sd_change), least, point):
            reach = ceil(10 * float(stdtrit(least - 1, 0.975)) * spread.sd_change / sqrt(least)) / 10
            low, high = _decimal(change - reach), _decimal(change + reach)
    figures = (earlier, sd_earlier, later, sd_later, change, low, high, d_pre)
    return SharedResult(measure, result.stratum, result.comparison, n, *figures)


def told_side(
    mean: float | None, sd: float | None, measure: Measure, least: int, point: float
) -> tuple[Figure, Figure]:
    """Mean and SD of one occasion as printed, both or neither; ``least`` is the fewest people n may stand for."""
    if mean is None or sd is None:
        return HIDDEN_SIDE
    shown, spread = _decimal(mean), _decimal(sd)
    room = min(shown - measure.low, measure.high - shown)
    told = (
        least * room >= ROOM * (measure.high - measure.low)
        and spread**2 <= LARGEST_VARIANCE * (shown - measure.low) * (measure.high - shown)
        and _varies(spread, least, point)
    )
    return (shown, spread) if told else HIDDEN_SIDE


def _varies(sd: float, least: int, point: float) -> bool:
    """Whether an SD printed so fits every number of people that n stands for."""
    return sd > 0 and sd >= STEPS * point**2 / (least - 1)


def points(outcomes: Outcomes, measure: Measure) -> float:
    """The points that the measure goes in: what divides all its values, to a hundredth."""
    hundredths = (round(100 * (each.value - measure.low)) for each in outcomes.readings if each.measure == measure.id)
    return gcd(*hundredths) / 100 or 1.0


def _decimal(number: float) -> float:
    return round(number, 1) + 0.0  # never -0.0
