"""A finding in words: templates hold every sentence, the analysis every number."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reconnect.analysis.appraisal.finding import Finding, Verdict
from reconnect.analysis.appraisal.interval import Interval
from reconnect.exchange.report.wording import exactly, fixed
from reconnect.model.occasion import Occasion

WHEN = {Occasion.PRE: "before treatment", Occasion.POST: "after treatment", Occasion.FOLLOW_UP: "at follow-up"}
JUST_PRINTED = 0.001  # a p below it is told as below it


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding with what was printed, what that implies, and the arithmetic in words.

    ``assumptions``: what has to hold for it to be impossible; empty unless its verdict says so.
    """

    finding: Finding
    printed: str
    implied: str
    assumptions: tuple[str, ...]
    explanation: str


def explain(finding: Finding) -> Explained:
    """``finding`` by the template of its rule."""
    words = appraisal_environment().get_template(f"{finding.rule}.j2").make_module({"facts": finding.facts})
    printed, implied, assumptions, explanation = (
        str(getattr(words, name)()) for name in ("printed", "implied", "assumptions", "explanation")
    )
    conditional = finding.verdict is Verdict.IMPOSSIBLE_IF
    lines = (_one_line(line) for line in assumptions.splitlines() if conditional)
    return Explained(
        finding,
        _one_line(printed),
        _one_line(implied),
        tuple(line for line in lines if line),
        _one_line(explanation),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def appraisal_environment() -> Environment:
    """Templates of plain text, in which a misspelt name is an error."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=False,  # noqa: S701 plain text for a terminal and for JSON, never a page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": figure, "reach": reach, "shown": shown, "probability": probability, "when": when}
    return environment


def figure(number: Fraction | float, places: int) -> str:
    """``number`` to ``places`` decimals, with a true minus sign."""
    return fixed(float(number), places)


def reach(interval: Interval, places: int) -> str:
    """An interval's ends."""
    return f"[{figure(interval.low, places)}, {figure(interval.high, places)}]"


def shown(number: Fraction) -> str:
    """``number`` just as it is: 0.00625, 20."""
    return exactly(float(number))


def probability(p: Interval) -> str:
    """A p, or from where to where it may be."""
    if p.high < JUST_PRINTED:
        return f"below {exactly(JUST_PRINTED)}"
    low, high = figure(p.low, 4), figure(p.high, 4)
    return low if low == high else f"{low} to {high}"


def when(occasion: Occasion) -> str:
    """An occasion within a sentence."""
    return WHEN[occasion]
