"""Where a fact comes from, and how sure we are of it."""

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How a fact was checked; anything below ``read`` is shown with its source, never as settled."""

    READ = "read"  # read in the source named
    SECONDARY = "secondary"  # read in another source that reports it
    RECALLED = "recalled"  # not checked
    DESIGN = "design"  # our proposal, not evidence


@dataclass(frozen=True, slots=True)
class Source:
    """A citation, the place in it, and our confidence that it says so."""

    citation: str
    place: str
    confidence: Confidence
