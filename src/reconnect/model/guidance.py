"""Words for the moment of asking: how a member of staff may begin, what to leave unsaid, and how to end."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.discipline import Discipline
from reconnect.model.source import Source


class Step(StrEnum):
    """Where in the work the words are for, in the order in which somebody may come to it."""

    OFFERING = "offering"  # closeness as one goal of pain management among others
    ASKING = "asking"
    SAFETY_ALONE = "safety-alone"  # only with nobody else in the room
    ASSESSING = "assessing"  # a block of the assessment
    FORMULATING = "formulating"
    EXPLAINING = "explaining"
    TARGETS = "targets"
    UNHELPFUL_WEEK = "unhelpful-week"
    NOT_NOW = "not-now"
    DISCLOSURE = "disclosure"
    CLOSING = "closing"


class Level(StrEnum):
    """How deep a talk goes, after Annon's PLISSIT: fewer people need each next one."""

    PERMISSION = "permission"
    LIMITED_INFORMATION = "limited information"
    SPECIFIC_SUGGESTIONS = "specific suggestions"
    INTENSIVE_THERAPY = "intensive therapy"


@dataclass(frozen=True, slots=True)
class Avoid:
    """What is better left unsaid, and why."""

    say: str
    why: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """Words to say aloud, and what to leave unsaid. They are offered, never scored and never a script.

    ``disciplines`` are those it was written for; none means everyone. ``permission`` asks for leave, which every level
    needs anew, and ``review`` ends it. ``motivational`` is for somebody who is not ready. ``block`` is the assessment
    block that it belongs to.
    """

    id: str
    version: int
    name: str
    step: Step
    level: Level
    openers: tuple[str, ...]
    normalising: tuple[str, ...]
    permission: tuple[str, ...]
    avoid: tuple[Avoid, ...]
    review: tuple[str, ...]
    sources: tuple[Source, ...]
    disciplines: tuple[Discipline, ...] = ()
    motivational: tuple[str, ...] = ()
    block: str = ""

    def is_for(self, discipline: Discipline) -> bool:
        """Whether a member of ``discipline`` is shown it."""
        return not self.disciplines or discipline in self.disciplines
