"""The lines of results: every cell, from sums."""

from reconnect.analysis.change import PairedT, paired_t
from reconnect.analysis.comparison import Cell
from reconnect.analysis.directions import directions
from reconnect.analysis.effects import effects
from reconnect.analysis.ends import crowded
from reconnect.analysis.family import Adjusted, Family
from reconnect.analysis.jackknife import jackknife
from reconnect.analysis.moments import PairMoments, Spread, spread
from reconnect.analysis.quartiles import quartiles
from reconnect.analysis.result import Result
from reconnect.analysis.sums import Sums
from reconnect.analysis.wilcoxon import signed_ranks
from reconnect.model.measure import Measure


def results(measures: tuple[Measure, ...], sums: Sums, family: Family) -> tuple[Result, ...]:
    """A Result a cell of ``sums``, in their order; ps corrected within ``family``."""
    known = {measure.id: measure for measure in measures}
    spreads = {cell: spread(sums.moments(cell)) for cell in sums.pairs}
    tests = {cell: paired_t(each, known[cell.measure].better) for cell, each in spreads.items()}
    adjusted = family.adjust({cell: test.p if test else None for cell, test in tests.items()})
    return tuple(
        _result(cell, known[cell.measure], sums, each, tests[cell], adjusted.get(cell))
        for cell, each in spreads.items()
    )


def _result(
    cell: Cell, measure: Measure, sums: Sums, figures: Spread, test: PairedT | None, adjusted: Adjusted | None
) -> Result:
    counts = sums.counts[cell.measure, cell.stratum].pairs(cell.comparison)
    programmes = [moments for name, moments in sums.pairs[cell].items() if name is not None]
    return Result(
        measure,
        cell.stratum,
        cell.comparison,
        figures,
        test,
        effects(figures, measure.better, crowded=crowded(counts, measure)),
        signed_ranks(counts, measure.better),
        directions(counts, measure.better),
        quartiles(counts.earlier),
        quartiles(counts.later),
        adjusted,
        jackknife(programmes, _change),
    )


def _change(moments: PairMoments) -> float | None:
    return spread(moments).change
