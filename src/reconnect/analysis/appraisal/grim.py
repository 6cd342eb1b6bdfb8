"""GRIM: means that no whole-number total can give (Brown and Heathers 2017, Soc Psychol Personal Sci 8: 363-9)."""

from dataclasses import dataclass
from fractions import Fraction

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.analysis.appraisal.granularity import SteppedCell, stepped_cells
from reconnect.analysis.appraisal.interval import printed
from reconnect.analysis.appraisal.sd_bounds import in_steps, step, sums
from reconnect.model.transcript.coherence import decimal
from reconnect.model.transcript.table import Basis
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class GrimFacts:
    """The cell, and the possible means below and above the printed one, with the totals that give them."""

    cell: SteppedCell
    total_below: Fraction
    mean_below: Fraction
    mean_above: Fraction
    stated: bool


def grim(transcript: Transcript) -> Examined:
    """Every mean that is no total of steps divided by its n, however it was rounded."""
    cells = list(stepped_cells(transcript))
    findings = [_finding(cell) for cell in cells if not possible_mean(cell)]
    return Examined(Rule.GRIM, len(cells), tuple(findings))


def possible_mean(cell: SteppedCell) -> bool:
    """Is there a total of n scores that gives this mean?"""
    return bool(sums(in_steps(printed(cell.mean), cell.scale), cell.n))


def _finding(cell: SteppedCell) -> Finding:
    low, size = Fraction(decimal(cell.scale.low or "0")), step(cell.scale)
    below = in_steps(printed(cell.mean), cell.scale).low * cell.n // 1
    means = [low + size * Fraction(total, cell.n) for total in (below, below + 1)]
    stated = cell.scale.steps_are is Basis.STATED
    facts = GrimFacts(cell, cell.n * means[0], means[0], means[1], stated)
    verdict = Verdict.IMPOSSIBLE if stated else Verdict.IMPOSSIBLE_IF
    return Finding(Rule.GRIM, cell.place, cell.where, verdict, facts)
