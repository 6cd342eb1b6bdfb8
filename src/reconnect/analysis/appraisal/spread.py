"""SDs that cannot stand where they stand: beside t and the other SD, or on their scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.contrast import Contrast, contrast, possible_counts, printed_count
from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict, gravest
from reconnect.analysis.appraisal.implied_r import change_variance, correlation
from reconnect.analysis.appraisal.interval import Interval, exactly, printed
from reconnect.analysis.appraisal.sd_bounds import (
    ends,
    in_steps,
    largest_variance,
    smallest_variance,
    step,
    variance_of,
)
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.coherence import decimal
from reconnect.model.transcript.table import Basis, Earlier, Later, PrintedTest, Row, Scale, Table
from reconnect.model.transcript.transcript import Transcript

POSSIBLE = Interval(Fraction(-1), Fraction(1))


@dataclass(frozen=True, slots=True)
class ImpliedR:
    """The correlation that one printed t implies: ``r`` from the numbers as printed, ``reach`` from their intervals.

    ``sd_change`` is the SD of the change that they imply. ``possible``: some correlation from -1 to 1 is within reach,
    be it with SDs that divide by n - 1 or by n.
    """

    contrast: Contrast
    r: Fraction
    reach: Interval
    sd_change: Fraction
    possible: bool


@dataclass(frozen=True, slots=True)
class SdBound:
    """An SD beyond what its mean and scale allow: ``bound`` is the smallest one possible, or the largest.

    The smallest hangs on the ``step`` of the scores, and on whether the paper states it.
    """

    occasion: Occasion
    cell: Earlier | Later
    n: int | None
    bound: Fraction
    stated: bool
    step: str | None

    @property
    def smallest(self) -> bool:
        """Is it below the smallest SD, and not above the largest?"""
        return self.step is not None


@dataclass(frozen=True, slots=True)
class SpreadFacts:
    """All that speaks against the SDs of a row; ``same_people``: every t is of just the people of the row."""

    row: Row
    implied: tuple[ImpliedR, ...]
    bounds: tuple[SdBound, ...]
    same_people: bool
    stated: bool


def spread(transcript: Transcript) -> Examined:
    """Rows whose SDs would need a correlation beyond 1 or -1, or lie outside what their scale allows."""
    tried, findings = 0, []
    for table in transcript.tables:
        for row in table.rows:
            implied = [each for later in row.later if (each := implied_r(contrast(table, row, later))) is not None]
            checks = list(_cells(transcript, table, row))
            tried += len(implied) + len(checks)
            wrong = tuple(each for each in implied if not each.possible)
            bounds = tuple(bound for check in checks for bound in check)
            if wrong or bounds:
                findings.append(_finding(table, row, wrong, bounds))
    return Examined(Rule.SPREAD, tried, tuple(findings))


def implied_r(found: Contrast) -> ImpliedR | None:
    """The correlation that the paired t of ``found`` implies; None where something that it takes is not printed."""
    if found.table.test is not PrintedTest.PAIRED_T or found.pairs is None or not found.sure:
        return None
    if found.t is None or found.sd_pre is None or found.sd_later is None or found.later.t is None:
        return None
    variance = change_variance(found.change, found.t, found.pairs)
    reach = None if variance is None else correlation(found.sd_pre, found.sd_later, variance)
    t = exactly(abs(Fraction(decimal(found.later.t))))
    as_printed = change_variance(exactly(found.change_printed), t, found.pairs)
    if reach is None or as_printed is None:
        return None
    middle = correlation(exactly(found.sd_pre.middle), exactly(found.sd_later.middle), as_printed)
    if variance is None or middle is None:
        return None
    over_n = correlation(found.sd_pre, found.sd_later, variance.times(Fraction(found.pairs - 1, found.pairs)))
    possible = reach.meets(POSSIBLE) or (over_n is not None and over_n.meets(POSSIBLE))
    return ImpliedR(found, middle.low, reach, as_printed.root.low, possible)


def _cells(transcript: Transcript, table: Table, row: Row) -> Iterator[tuple[SdBound, ...]]:
    """For every cell that can be checked, the bound that it breaks, if any."""
    scale = transcript.scale(row.scale)
    if scale is None:
        return
    cells: list[tuple[Occasion, Earlier | Later]] = [(Occasion.PRE, row.pre)]
    cells += [(later.occasion, later) for later in row.later]
    for occasion, cell in cells:
        if cell.sd is None or (scale.step is None and ends(scale) is None):
            continue
        certain = printed_count(row, cell)
        counts = possible_counts(row, cell, table, transcript) if certain is None else (certain,)
        found = (_too_small(occasion, cell, certain, counts, scale), _too_large(occasion, cell, counts, scale))
        yield tuple(each for each in found if each is not None)


def _too_small(
    occasion: Occasion, cell: Earlier | Later, certain: int | None, counts: tuple[int, ...], scale: Scale
) -> SdBound | None:
    """Below the bound for the printed n, or else for any n; and for an SD that divides by n, as some do."""
    if scale.step is None or cell.sd is None:
        return None
    mean, size = in_steps(printed(cell.mean), scale), step(scale)
    bound = smallest_variance(mean, certain, over_n=True) * size**2
    if variance_of(cell.sd).high >= bound:
        return None
    shown = smallest_variance(mean, counts[0]) * size**2 if counts else bound
    stated = scale.steps_are is Basis.STATED
    return SdBound(occasion, cell, counts[0] if counts else None, exactly(shown).root.low, stated, scale.step)


def _too_large(occasion: Occasion, cell: Earlier | Later, counts: tuple[int, ...], scale: Scale) -> SdBound | None:
    reach = ends(scale)
    if reach is None or cell.sd is None:
        return None
    n = min(counts) if counts else None
    bound = largest_variance(printed(cell.mean), reach.low, reach.high, n)
    if variance_of(cell.sd).low <= bound:
        return None
    return SdBound(occasion, cell, n, exactly(bound).root.high, stated=True, step=None)


def _finding(table: Table, row: Row, implied: tuple[ImpliedR, ...], bounds: tuple[SdBound, ...]) -> Finding:
    facts = SpreadFacts(
        row,
        implied,
        bounds,
        all(each.contrast.same_people for each in implied),
        all(each.stated for each in bounds),
    )
    verdicts = [Verdict.IMPOSSIBLE if each.contrast.same_people else Verdict.IMPOSSIBLE_IF for each in implied]
    verdicts += [Verdict.IMPOSSIBLE if each.stated else Verdict.IMPOSSIBLE_IF for each in bounds]
    return Finding(Rule.SPREAD, f"{table.id}.{row.id}", f"{table.name}, {row.label}", gravest(verdicts), facts)
