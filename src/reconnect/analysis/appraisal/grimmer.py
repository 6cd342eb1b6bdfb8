"""GRIMMER: SDs that no whole-number scores with this mean can have.

Source: Anaya 2016, PeerJ Preprints 4: e2400v1; the parity of the sum of squares is Allard's (Analytic-GRIMMER, 2018).
"""

from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.granularity import SteppedCell, stepped_cells
from reconnect.analysis.appraisal.grim import possible_mean
from reconnect.analysis.appraisal.interval import Interval, exactly, printed
from reconnect.analysis.appraisal.sd_bounds import (
    ends,
    in_steps,
    largest_variance,
    smallest_variance,
    step,
    sums,
    variance_of,
)
from reconnect.model.transcript.table import Basis
from reconnect.model.transcript.transcript import Transcript

MOST_TOTALS = 1000  # of a cell; with more of them some sum of squares always fits


@dataclass(frozen=True, slots=True)
class GrimmerFacts:
    """The cell, and the nearest SDs below and above the printed one that its scores can have, dividing by n - 1."""

    cell: SteppedCell
    sd_below: Fraction | None
    sd_above: Fraction
    stated: bool


def grimmer(transcript: Transcript) -> Examined:
    """Every SD that no scores in steps can have with this mean and n, whether it divides by n - 1 or by n.

    Those beyond all bounds are left to ``spread``.
    """
    tried, findings = 0, []
    for cell in stepped_cells(transcript):
        if cell.sd is None or cell.n < 2 or not possible_mean(cell) or not _within_bounds(cell, cell.sd):
            continue
        tried += 1
        if not possible_sd(cell, cell.sd) and not possible_sd(cell, cell.sd, over_n=True):
            findings.append(_finding(cell, cell.sd))
    return Examined(Rule.GRIMMER, tried, tuple(findings))


def possible_sd(cell: SteppedCell, sd: str, *, over_n: bool = False) -> bool:
    """Is there a total, and a sum of squares of the same parity, that gives this mean and SD?

    The SD divides by n - 1, with ``over_n`` by n.
    """
    totals = _totals(cell)
    variance = _variance(cell, sd).times(Fraction(cell.n, cell.n - 1) if over_n else 1)
    return len(totals) > MOST_TOTALS or any(_squares(total, cell.n, variance) for total in totals)


def _totals(cell: SteppedCell) -> range:
    return sums(in_steps(printed(cell.mean), cell.scale), cell.n)


def _variance(cell: SteppedCell, sd: str) -> Interval:
    """In steps."""
    return variance_of(sd) / exactly(step(cell.scale) ** 2)


def _squares(total: int, n: int, variance: Interval) -> range:
    """The sums of squares of ``n`` whole numbers with ``total`` and such a variance: x^2 is odd when x is odd."""
    reach = (variance.times(n - 1) + exactly(Fraction(total**2, n))).whole
    first = max(reach.start, _least(total, n))
    return range(first + (first - total) % 2, reach.stop, 2)


def _least(total: int, n: int) -> int:
    """The smallest sum of squares: everybody is at one of two neighbouring numbers."""
    every, rest = divmod(total, n)
    return n * every**2 + rest * (2 * every + 1)


def _within_bounds(cell: SteppedCell, sd: str) -> bool:
    mean, size, variance = printed(cell.mean), step(cell.scale), variance_of(sd)
    if variance.high < smallest_variance(in_steps(mean, cell.scale), cell.n, over_n=True) * size**2:
        return False
    reach = ends(cell.scale)
    return reach is None or variance.low <= largest_variance(mean, reach.low, reach.high, cell.n)


def _finding(cell: SteppedCell, sd: str) -> Finding:
    """With the nearest possible SD on either side, over every total that gives the mean."""
    size, wanted = step(cell.scale), _variance(cell, sd)
    below, above = [], []
    for total in _totals(cell):
        mean_part = Fraction(total**2, cell.n)
        highest = -(-(wanted.low * (cell.n - 1) + mean_part) // 1) - 1
        highest -= (highest - total) % 2
        lowest = max((wanted.high * (cell.n - 1) + mean_part) // 1 + 1, _least(total, cell.n))
        lowest += (lowest - total) % 2
        below += [(highest - mean_part) / (cell.n - 1)] if highest >= _least(total, cell.n) else []
        above.append((lowest - mean_part) / (cell.n - 1))
    stated = cell.scale.steps_are is Basis.STATED
    facts = GrimmerFacts(
        cell,
        exactly(max(below)).root.low * size if below else None,
        exactly(min(above)).root.low * size,
        stated,
    )
    verdict = Verdict.IMPOSSIBLE if stated else Verdict.IMPOSSIBLE_IF
    return Finding(Rule.GRIMMER, cell.place, cell.where, verdict, facts)
