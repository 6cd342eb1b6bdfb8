"""A session of a group as content: its run-sheet, exercise, handout and distress plan."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.discipline import Discipline
from reconnect.model.source import Source
from reconnect.model.voice import Paragraph


class Doing(StrEnum):
    """What kind of thing a part of a session is."""

    WELCOME = "welcome"
    TALK = "talk"
    DISCUSSION = "discussion"
    EXERCISE = "exercise"
    BREAK = "break"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the run-sheet. ``minutes`` are planned. ``words`` are for whoever leads, a cue before each line.

    The cues are "Say:", "Ask:", "Do:" and "If nobody speaks:" (model/session_coherence.py). ``technique`` is the id
    that its minutes count for, or empty. Nobody has to join in where it is ``optional``.
    """

    id: str
    title: str
    doing: Doing
    minutes: int
    words: tuple[str, ...]
    technique: str = ""
    about_sex: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Exercise:
    """What the group may try in the room, and what somebody may do instead."""

    title: str
    aim: str
    steps: tuple[str, ...]
    instead: str


@dataclass(frozen=True, slots=True)
class Handout:
    """One sheet to take home. It is right for whoever reads it; its words are a person's."""

    title: str
    body: tuple[Paragraph, ...]
    try_this: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class DistressPlan:
    """What may upset somebody in this session, what is seen then, what to do and say, and what is done afterwards."""

    may_touch_on: tuple[str, ...]
    signs: tuple[str, ...]
    do: tuple[str, ...]
    say: tuple[str, ...]
    afterwards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session: ``minutes`` is how long it is; the minutes of its parts add up to it.

    ``notice`` is said to everybody before it begins, and cannot be left out. ``leads`` are the disciplines that lead
    it, each line one of the two or more places at the front. ``practice`` is what people may try until the next.
    ``myths`` are ids of beliefs that may be asked about in the room.
    """

    id: str
    version: int
    name: str
    about: str
    minutes: int
    notice: tuple[str, ...]
    leads: tuple[tuple[Discipline, ...], ...]
    materials: tuple[str, ...]
    parts: tuple[Part, ...]
    exercise: Exercise
    handout: Handout
    distress: DistressPlan
    practice: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
    myths: tuple[str, ...] = ()

    @property
    def minutes_about_sex(self) -> int:
        """Planned minutes about sex."""
        return sum(part.minutes for part in self.parts if part.about_sex)
