"""What happens at the team's desk with some of the invented people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import parse

FILE = Path(__file__).with_name("stories.toml")


@dataclass(frozen=True, slots=True)
class ToldPermission:
    """What the person said to being asked; ``ask_again_days_ago`` only with "not now"."""

    days_ago: int
    answer: str
    at_first_visit: bool
    ask_again_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class ToldAnswers:
    """Answers to a block or worksheet, by item: numbers, and the person's own words."""

    days_ago: int
    questionnaire: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldTry:
    """A technique's worksheet, sent from home."""

    days_ago: int
    technique: str
    numbers: Mapping[str, int]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldSheet:
    """A worksheet that was filled in at home and kept there; ``sent`` to the team too, or to nobody."""

    days_ago: int
    questionnaire: str
    about: str = ""
    sent: bool = False
    shared: bool = False
    numbers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step of somebody's own, which their team may see."""

    days_ago: int
    words: str


@dataclass(frozen=True, slots=True)
class ToldStone:
    """A stepping stone that somebody opened."""

    days_ago: int
    stage: str


@dataclass(frozen=True, slots=True)
class ToldContact:
    """A contact of one person: minutes by technique, and what was agreed to practise."""

    days_ago: int
    minutes: Mapping[str, int]
    practice_agreed: str = ""


@dataclass(frozen=True, slots=True)
class ToldGoal:
    """A goal in the person's words, with what the team works on for it.

    ``weakens`` is which of the arrows they said yes to, from 0 on, the targets mean to weaken.
    """

    days_ago: int
    words: str
    targets: tuple[str, ...]
    weakens: int | None = None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A technique of the plan. ``led_by`` is the member's name in the team; ``serves`` whether it serves the target."""

    technique: str
    days_ago: int
    led_by: str
    adaptation: str
    experiment: str
    serves: bool = True


@dataclass(frozen=True, slots=True)
class ToldPartner:
    """A partner who was seen alone, as the person was, and may take part."""

    days_ago: int
    name: str
    from_the_outset: bool = False


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """What stood in the person's way."""

    days_ago: int
    kind: str
    ended_days_ago: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ToldReferral:
    """To whom the person was sent on."""

    days_ago: int
    recipient: str
    reason: str
    status: str


@dataclass(frozen=True, slots=True)
class ToldConcern:
    """What a member heard that must not wait."""

    days_ago: int
    kind: FlagKind
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One person's. ``accepts`` is how many of the offered arrows they say yes to; None: no picture was made yet."""

    name: str
    permissions: tuple[ToldPermission, ...] = ()
    told: tuple[ToldAnswers, ...] = ()
    accepts: int | None = None
    partners: tuple[ToldPartner, ...] = ()
    contacts: tuple[ToldContact, ...] = ()
    goals: tuple[ToldGoal, ...] = ()
    lines: tuple[ToldLine, ...] = ()
    tries: tuple[ToldTry, ...] = ()
    sheets: tuple[ToldSheet, ...] = ()
    steps: tuple[ToldStep, ...] = ()
    stones: tuple[ToldStone, ...] = ()
    partner_sheets: tuple[ToldSheet, ...] = ()
    events: tuple[ToldEvent, ...] = ()
    referrals: tuple[ToldReferral, ...] = ()
    flags: tuple[ToldConcern, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldLevels:
    """How far a member says they can go with techniques."""

    who: str
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """Everything in the file."""

    able: tuple[ToldLevels, ...]
    stories: tuple[Story, ...]


@cache
def stories() -> Told:
    """The file, checked."""
    return parse(FILE.read_text("utf-8"), Told, FILE.name)
