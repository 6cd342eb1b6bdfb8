"""The smallest and the largest SD that people's scores can have, given their mean and where a score can be.

Everything here is in steps of the scale, counted from its lower end: a score is a whole number of them.
"""

from fractions import Fraction

from reconnect.analysis.appraisal.interval import Interval, exactly, printed
from reconnect.model.transcript.coherence import decimal
from reconnect.model.transcript.table import Scale


def in_steps(number: Interval, scale: Scale) -> Interval:
    """A mean as a number of steps above the lower end (above 0 where no lower end is known)."""
    low = exactly(Fraction(decimal(scale.low or "0")))
    return (number - low) / exactly(step(scale))


def step(scale: Scale) -> Fraction:
    """The size of a step."""
    return Fraction(decimal(scale.step or "1"))


def sums(mean: Interval, n: int) -> range:
    """The whole-number totals of ``n`` people whose mean, in steps, is in ``mean``; empty where there is none."""
    return mean.times(n).whole


def smallest_variance(mean: Interval, n: int | None, *, over_n: bool = False) -> Fraction:
    """The smallest variance (n - 1 in the denominator) of whole numbers with such a mean; ``n`` None: however many.

    With a mean f of the way between two whole numbers everybody is at one of the two: n / (n - 1) f (1 - f).
    0 where no total fits: that is for the GRIM test to say. With ``over_n`` the denominator is n.
    """
    if n is None:
        return _least(mean.low, mean.high)
    totals = sums(mean, n)
    if n < 2 or not totals:
        return Fraction(0)
    least = _least(Fraction(totals[0], n), Fraction(totals[-1], n))
    return least if over_n else least * Fraction(n, n - 1)


def _least(low: Fraction, high: Fraction) -> Fraction:
    """The least f (1 - f) between ``low`` and ``high``: at an end, or 0 where a whole number lies between."""
    if low // 1 != high // 1 or low.denominator == 1:
        return Fraction(0)
    return min(part * (1 - part) for part in (low % 1, high % 1))


def largest_variance(mean: Interval, low: Fraction, high: Fraction, n: int | None) -> Fraction:
    """The largest variance of scores from ``low`` to ``high``: n / (n - 1) (high - m) (m - low), everybody at an end.

    With ``n`` None twice the latter, which is its most (n = 2). Source: Bhatia and Davis 2000, Am Math Mon 107: 353-7.
    """
    closest = min(max((low + high) / 2, mean.low), mean.high)
    factor = Fraction(2) if n is None or n < 2 else Fraction(n, n - 1)
    return max((high - closest) * (closest - low), Fraction(0)) * factor


def ends(scale: Scale) -> Interval | None:
    """From the lower end to the upper, None where either is unknown."""
    if scale.low is None or scale.high is None:
        return None
    return Interval(Fraction(decimal(scale.low)), Fraction(decimal(scale.high)))


def variance_of(text: str) -> Interval:
    """The variances that a printed SD may stand for."""
    read = printed(text)
    return Interval(max(read.low, Fraction(0)), read.high).squared
