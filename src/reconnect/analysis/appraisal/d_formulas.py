"""What each formula of a d can give for a change and two SDs, none of them known beyond its rounding."""

from dataclasses import dataclass
from fractions import Fraction
from math import exp, log

from scipy.special import gammaln

from reconnect.analysis.appraisal.contrast import Contrast
from reconnect.analysis.appraisal.implied_r import correlation
from reconnect.analysis.appraisal.interval import Interval, near, printed
from reconnect.model.transcript.table import Formula, PrintedTest

ANY_R = Interval(Fraction(-1), Fraction(1))
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Fit:
    """Can this formula give the printed d? ``reach`` is all that it can give, where that does not hang on r.

    ``r``: the correlations that would make it so, for d_z alone.
    """

    fits: bool
    reach: Interval | None
    r: Interval | None = None


def fit(formula: Formula, found: Contrast, *, hedges: bool) -> Fit | None:
    """How ``formula`` fits the d of ``found``, with Hedges' J or without; None where something it takes is missing."""
    if found.later.d is None or (hedges and (found.pairs is None or found.pairs < 3)):
        return None
    size = printed(found.later.d).size
    j = hedges_j(found.pairs) if hedges and found.pairs is not None else None
    wanted = size if j is None else Interval(size.low / j.high, size.high / j.low)
    if formula is Formula.D_Z:
        return _fit_z(found, wanted)
    reach = _reach(formula, found)
    if reach is None:
        return None
    shown = reach if j is None else reach * j
    return Fit(reach.meets(wanted), shown)


def _reach(formula: Formula, found: Contrast) -> Interval | None:
    """d_rm is change / SD of the change, times sqrt(2 (1 - r)): 0 at r = 1, and d_average at r = -1, its most."""
    a, b = found.sd_pre, found.sd_later
    divisor: Interval | None
    match formula:
        case Formula.D_PRE:
            divisor = a
        case Formula.D_POST:
            divisor = b
        case _ if a is None or b is None:
            divisor = None
        case Formula.D_POOLED:
            divisor = (a.squared + b.squared).times(Fraction(1, 2)).root
        case _:
            divisor = (a + b).times(Fraction(1, 2))
    if divisor is None or divisor.low <= 0:
        return None
    quotient = found.change / divisor
    return Interval(NOTHING, quotient.high) if formula is Formula.D_RM else quotient


def _fit_z(found: Contrast, wanted: Interval) -> Fit | None:
    """d_z = change / SD of the change = t / sqrt(n): by t where it is printed, else by the r that it would take."""
    if found.t is not None and found.pairs is not None and found.table.test is PrintedTest.PAIRED_T:
        n = Interval(Fraction(found.pairs), Fraction(found.pairs))
        reach = found.t / n.root
        return Fit(reach.meets(wanted), reach)
    if found.sd_pre is None or found.sd_later is None:
        return None
    if wanted.low <= 0:
        return Fit(found.change.holds(0) or wanted.high > 0, None, ANY_R if found.change.holds(0) else None)
    r = correlation(found.sd_pre, found.sd_later, (found.change / wanted).squared)
    possible = None if r is None else r.within(ANY_R)
    return None if r is None else Fit(possible is not None, None, possible)


def hedges_j(pairs: int) -> Interval:
    """Hedges' correction, exact (gamma) or 1 - 3 / (4 m - 1), with m = n - 1 or 2 n - 2: papers use each of the four.

    Source: Hedges 1981, J Educ Stat 6: 107-28.
    """
    values = []
    for m in (pairs - 1, 2 * pairs - 2):
        values += [exp(gammaln(m / 2) - gammaln((m - 1) / 2) - log(m / 2) / 2), 1 - 3 / (4 * m - 1)]
    return Interval(near(min(values)).low, near(max(values)).high)
