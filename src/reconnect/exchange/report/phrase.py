"""What one comparison says: which way the average moved, and how clear that is."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.exchange.report.lead import Lead

# Averages of floats that should be equal differ by less than this part of their scale.
ROUNDING = 1e-9


class Movement(StrEnum):
    """Where an average went: ``still`` where everybody's value is the same, ``level`` where only the average is."""

    ROSE = "rose"
    FELL = "fell"
    LEVEL = "level"
    STILL = "still"


class Clarity(StrEnum):
    """How clear a change is.

    ``clear``: p_bonferroni under .05, or outside the family an interval without 0. ``alone``: an interval without 0
    in the family, but p_bonferroni of .05 or more. ``unsure``: the interval holds 0. ``untold``: no interval.
    """

    CLEAR = "clear"
    ALONE = "alone"
    UNSURE = "unsure"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class ComparisonPhrase:
    """One comparison put for reading; ``movement`` is None where nothing can be said of a change."""

    lead: Lead
    movement: Movement | None
    better: bool
    clarity: Clarity


def comparison_phrase(lead: Lead) -> ComparisonPhrase:
    """The phrase of the line that goes first in ``lead``."""
    movement = _movement(lead)
    better = Movement.ROSE if lead.result.measure.better.sign > 0 else Movement.FELL
    return ComparisonPhrase(lead, movement, movement is better, _clarity(lead))


def _movement(lead: Lead) -> Movement | None:
    measure, first = lead.result.measure, lead.first
    if first is None:
        return None
    if abs(first.change) > ROUNDING * (measure.high - measure.low):
        return Movement.ROSE if first.change > 0 else Movement.FELL
    return Movement.LEVEL if first.low is not None else Movement.STILL


def _clarity(lead: Lead) -> Clarity:
    first = lead.first
    if first is None or first.low is None or first.high is None:
        return Clarity.UNTOLD
    if first.low <= 0 <= first.high:
        return Clarity.UNSURE
    return Clarity.CLEAR if lead.p_bonferroni is None or lead.p_bonferroni < 0.05 else Clarity.ALONE
