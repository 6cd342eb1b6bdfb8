"""What goes first of a comparison: the estimate of everyone who started, or else the people who answered both times."""

from dataclasses import dataclass

from scipy.special import stdtr

from reconnect.analysis.comparison import Cell
from reconnect.analysis.everyone import Estimate
from reconnect.analysis.family import Family
from reconnect.analysis.jackknife import Jackknife
from reconnect.analysis.result import Result


@dataclass(frozen=True, slots=True)
class Line:
    """A change from ``earlier``, in raw points, with its 95 % interval; ``low`` and ``high`` None where undefined.

    ``by_programme``: the interval is the one over programmes. ``p`` is two-sided, for no change.
    """

    earlier: float
    change: float
    low: float | None
    high: float | None
    p: float | None
    by_programme: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """One comparison in ``all``. ``modelled`` is the line of everyone who started, ``pairs`` that of complete pairs.

    Either is None where it cannot be computed. ``p_bonferroni`` is that of ``first`` within the family of tests.
    """

    result: Result
    estimate: Estimate | None
    modelled: Line | None
    pairs: Line | None
    p_bonferroni: float | None = None

    @property
    def first(self) -> Line | None:
        """The line to lead with."""
        return self.modelled or self.pairs

    @property
    def cell(self) -> Cell:
        """The cell of results that it is about."""
        return Cell(self.result.measure.id, self.result.stratum, self.result.comparison)


def lead(result: Result, estimate: Estimate | None, family: Family) -> Lead:
    """The lines of ``result``; the interval over programmes goes first where there are enough (Jackknife.primary)."""
    modelled, pairs = _modelled(estimate), _pairs(result)
    found = Lead(result, estimate, modelled, pairs)
    p = None if found.first is None else found.first.p
    return Lead(result, estimate, modelled, pairs, family.bonferroni(found.cell, p))


def _modelled(estimate: Estimate | None) -> Line | None:
    figures = None if estimate is None else estimate.modelled.figures
    if estimate is None or figures is None:
        return None
    people = Line(figures.mean_pre, figures.change, figures.low, figures.high, figures.p)
    return _over_programmes(people, estimate.by_programme) or people


def _pairs(result: Result) -> Line | None:
    spread, test = result.spread, result.test
    if spread.change is None or spread.mean_earlier is None:
        return None
    if test is None:
        return Line(spread.mean_earlier, spread.change, None, None, None)
    people = Line(spread.mean_earlier, spread.change, test.low, test.high, test.p)
    return _over_programmes(people, result.by_programme) or people


def _over_programmes(people: Line, programmes: Jackknife | None) -> Line | None:
    if programmes is None or programmes.interval is None or not programmes.primary:
        return None
    found = programmes.interval
    p = 2 * float(stdtr(found.df, -abs(found.estimate / found.se)))
    return Line(people.earlier, people.change, found.low, found.high, p, by_programme=True)
