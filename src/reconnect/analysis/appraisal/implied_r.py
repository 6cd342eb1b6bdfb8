"""The correlation between before and after that a t test, its means and its SDs imply."""

from fractions import Fraction

from scipy.special import stdtrit

from reconnect.analysis.appraisal.interval import Interval, exactly, near


def change_variance(change: Interval, t: Interval, pairs: int) -> Interval | None:
    """The variance of the change that a paired t implies: (change sqrt(n) / t)^2; change and t without sign.

    None where t may be 0. Source: t = change / (SD of the change / sqrt(n)), Student 1908.
    """
    return None if t.holds(0) else (change / t).squared.times(pairs)


def correlation(earlier: Interval, later: Interval, variance: Interval) -> Interval | None:
    """r = (a^2 + b^2 - c^2) / (2 a b) over all a in ``earlier``, b in ``later`` (SDs) and c^2 in ``variance``.

    It is not cut off at -1 and 1: beyond them no two sets of scores have such a change. None where an SD may be 0.
    r falls in c^2; in a it falls up to sqrt(b^2 - c^2) and then rises, in b likewise, so the largest r is at a
    corner and the smallest at a corner or at such a point.
    """
    if earlier.low <= 0 or later.low <= 0:
        return None
    corners = [(a, b) for a in (earlier.low, earlier.high) for b in (later.low, later.high)]
    highest = max(_r(a, b, variance.low) for a, b in corners)
    lowest = [_r(a, b, variance.high) for a, b in corners]
    lowest += _turns(earlier, later, variance.high) + _turns(later, earlier, variance.high)
    return Interval(min(lowest), highest)


def _r(a: Fraction, b: Fraction, variance: Fraction) -> Fraction:
    return (a**2 + b**2 - variance) / (2 * a * b)


def _turns(moving: Interval, fixed: Interval, variance: Fraction) -> list[Fraction]:
    """The smallest r within ``moving`` at either end of ``fixed``: sqrt(b^2 - c^2) / b at a = sqrt(b^2 - c^2)."""
    turns = []
    for b in (fixed.low, fixed.high):
        rest = exactly(max(b**2 - variance, Fraction(0))).root
        if rest.low > 0 and rest.meets(moving):
            turns.append(rest.low / b)
    return turns


def needed_correlation(
    change: Interval, earlier: Interval, later: Interval, pairs: int, alpha: float
) -> Interval | None:
    """The r above which a paired t of ``pairs`` people has p under ``alpha`` (two-sided).

    A larger r makes the SD of the change smaller and t larger. None with fewer than two pairs or an SD that may be 0.
    Intervals of one number (``exactly``) give what it is for numbers just as printed.
    """
    if pairs < 2:
        return None
    variance = change_variance(change, near(float(stdtrit(pairs - 1, 1 - alpha / 2))), pairs)
    return None if variance is None else correlation(earlier, later, variance)
