"""What one comparison says: which way the average moved, and how clear that is."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.analysis.result import Result

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
    """One comparison put for reading; ``movement`` is None where nobody answered both times."""

    result: Result
    movement: Movement | None
    better: bool
    clarity: Clarity


def comparison_phrase(result: Result) -> ComparisonPhrase:
    """The phrase of ``result``."""
    movement = _movement(result)
    better = Movement.ROSE if result.measure.better.sign > 0 else Movement.FELL
    return ComparisonPhrase(result, movement, movement is better, _clarity(result))


def _movement(result: Result) -> Movement | None:
    change, measure = result.spread.change, result.measure
    if change is None:
        return None
    if abs(change) > ROUNDING * (measure.high - measure.low):
        return Movement.ROSE if change > 0 else Movement.FELL
    return Movement.LEVEL if result.spread.sd_change else Movement.STILL


def _clarity(result: Result) -> Clarity:
    if result.test is None:
        return Clarity.UNTOLD
    if result.test.low <= 0 <= result.test.high:
        return Clarity.UNSURE
    return Clarity.CLEAR if result.p_bonferroni is None or result.p_bonferroni < 0.05 else Clarity.ALONE
