"""Which formula can have made a table's d?"""

from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.contrast import Contrast, contrast
from reconnect.analysis.appraisal.d_formulas import Fit, fit
from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.interval import Interval, printed
from reconnect.model.transcript.table import Formula, Table
from reconnect.model.transcript.transcript import Transcript

FORMULAS = tuple(formula for formula in Formula if formula is not Formula.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Miss:
    """A d that a formula cannot give. ``nearest``: the most that it can give, or the least where ``under``.

    None where no correlation gives it.
    """

    contrast: Contrast
    nearest: Fraction | None
    under: bool


@dataclass(frozen=True, slots=True)
class FormulaFit:
    """One formula over the whole table: how many d it was tried on, and those it cannot give.

    ``common_r``: for d_z, the correlations that would give every d at once; None where none does, or t decides.
    ``by_r``: it fits only as the correlations happen to be. ``by_t``: the printed t gives it, as t / sqrt(n).
    """

    formula: Formula
    hedges: bool
    tried: int
    misses: tuple[Miss, ...]
    by_r: bool
    by_t: bool
    common_r: Interval | None

    @property
    def fits(self) -> bool:
        """Can it give every d?"""
        return not self.misses


@dataclass(frozen=True, slots=True)
class WhichDFacts:
    """Every formula's fit; ``stated`` is the one that the paper names. ``unfit``: d that no formula at all can give.

    ``same_people``: every row prints one n, so that its means and SDs are of the people compared.
    """

    cells: tuple[Contrast, ...]
    stated: Formula
    fits: tuple[FormulaFit, ...]
    unfit: tuple[Contrast, ...]
    same_people: bool


def which_d(transcript: Transcript) -> Examined:
    """For every table with d: what can have divided the change; or that what the paper names cannot."""
    tried, findings = 0, []
    for table in transcript.tables:
        cells = [contrast(table, row, later) for row in table.rows for later in row.later if later.d is not None]
        fits = tuple(
            each
            for formula in FORMULAS
            for hedges in (False, True)
            if (each := _over(cells, formula, hedges=hedges)) is not None
        )
        if fits:
            tried += len(cells)
            findings += _findings(table, cells, fits)
    return Examined(Rule.WHICH_D, tried, tuple(findings))


def _over(cells: list[Contrast], formula: Formula, *, hedges: bool) -> FormulaFit | None:
    found: list[tuple[Contrast, Fit]] = [
        (cell, each) for cell in cells if (each := fit(formula, cell, hedges=hedges)) is not None
    ]
    if not found or len(found) < len(cells):
        return None
    misses = tuple(_miss(cell, each.reach) for cell, each in found if not each.fits)
    ranges = [each.r for _, each in found if each.r is not None]
    common: Interval | None = ranges[0] if ranges and len(ranges) == len(found) else None
    for r in ranges[1:]:
        common = None if common is None else common.within(r)
    by_r = formula is Formula.D_RM or bool(ranges)
    by_t = formula is Formula.D_Z and not ranges and all(each.reach is not None for _, each in found)
    return FormulaFit(formula, hedges, len(found), misses, by_r, by_t, common)


def _miss(found: Contrast, reach: Interval | None) -> Miss:
    if reach is None or found.later.d is None:
        return Miss(found, None, under=False)
    under = printed(found.later.d).size.middle < reach.low
    return Miss(found, reach.low if under else reach.high, under)


def _findings(table: Table, cells: list[Contrast], fits: tuple[FormulaFit, ...]) -> list[Finding]:
    unfit = tuple(cell for cell in cells if all(any(miss.contrast is cell for miss in each.misses) for each in fits))
    facts = WhichDFacts(tuple(cells), table.d, fits, unfit, all(cell.row.n is not None for cell in cells))
    if table.d is Formula.NOT_STATED:
        verdict = Verdict.UNEXPLAINED if unfit else Verdict.NOTE
        return [Finding(Rule.WHICH_D, table.id, f"{table.name}, d", verdict, facts)]
    named = [each for each in fits if each.formula is table.d]
    if not named or any(each.fits for each in named):
        return []
    return [Finding(Rule.WHICH_D, table.id, f"{table.name}, d", Verdict.IMPOSSIBLE_IF, facts)]
