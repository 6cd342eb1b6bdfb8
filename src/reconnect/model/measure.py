"""A measure: one number about a person at one occasion, with its range and its better direction."""

from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    """Which way a measure moves when things get better; "improved" is never inferred from a raw sign."""

    LOWER = "lower"
    HIGHER = "higher"

    @property
    def sign(self) -> int:
        """+1 or -1: multiply a raw change (later - earlier) by it and positive means better."""
        return 1 if self is Better.HIGHER else -1


@dataclass(frozen=True, slots=True)
class Measure:
    """What the evaluation needs to know of a measure. ``low`` and ``high`` are the ends of the scale, in points."""

    id: str
    name: str
    low: float
    high: float
    better: Better

    def holds(self, value: float) -> bool:
        """Whether ``value`` lies on the scale, ends included."""
        return self.low <= value <= self.high
