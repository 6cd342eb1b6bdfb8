"""Programmes and session plans, ready to read and to print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from reconnect.clinic.programmes.queries import techniques
from reconnect.model.address import address_of
from reconnect.model.piece import for_anyone
from reconnect.model.programme import ENOUGH_ABOUT_SEX, Programme, minutes_about_sex
from reconnect.model.session_plan import Doing, Part, SessionPlan
from reconnect.model.voice import Only, Paragraph, Voice

DOINGS = {
    Doing.WELCOME: "Welcome",
    Doing.TALK: "Talk",
    Doing.DISCUSSION: "Discussion",
    Doing.EXERCISE: "Exercise",
    Doing.BREAK: "Break",
    Doing.CLOSE: "Close",
}
ONLIES = {
    Only.PARTNER: "with a partner",
    Only.NO_PARTNER: "without a partner",
    Only.PENETRATION: "penetration may be spoken of",
    Only.NO_PENETRATION: "no penetration",
}
EVERYBODY = "Everybody"
# Whom a printed sheet speaks to. Nothing is known of whoever gets the first.
READERS: Mapping[str, tuple[str, Voice | None]] = {
    "": ("Anybody", None),
    "1": ("Somebody with a partner", Voice(partner=True)),
    "2": ("Somebody without a partner", Voice()),
    "3": ("Somebody with a partner, without penetration", Voice(partner=True, penetration=False)),
    "4": ("Somebody without a partner, without penetration", Voice(penetration=False)),
}


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme. ``few`` are its minutes about sex where they are too few for one of its kind, or else None."""

    address: str
    programme: Programme
    plans: tuple["PlanCard", ...]
    minutes: int
    about_sex: int
    few: int | None


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A session plan in a list."""

    address: str
    plan: SessionPlan


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the run-sheet, with the minutes from the start at which it begins and ends."""

    part: Part
    doing: str
    technique: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A session plan as staff read it. Each paragraph comes with whom it is for."""

    card: PlanCard
    lines: tuple[Line, ...]
    leads: tuple[str, ...]
    body: tuple[tuple[str, str], ...]
    try_this: tuple[tuple[str, str], ...]
    practice: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout on paper. ``size`` is how small its letters are, so that one sheet holds it."""

    title: str
    body: tuple[str, ...]
    try_this: tuple[str, ...]
    practice: tuple[str, ...]
    size: str


def programme_card(programme: Programme, plans: Mapping[str, SessionPlan]) -> ProgrammeCard:
    """The programme with the sessions as the service runs them."""
    held = [plans[each] for each in programme.sessions]
    about_sex = minutes_about_sex(held)
    return ProgrammeCard(
        address_of(programme.id),
        programme,
        tuple(map(plan_card, held)),
        sum(each.minutes for each in held),
        about_sex,
        about_sex if about_sex < ENOUGH_ABOUT_SEX and not programme.block else None,
    )


def plan_card(plan: SessionPlan) -> PlanCard:
    """A line of a list."""
    return PlanCard(address_of(plan.id), plan)


def plan_page(plan: SessionPlan) -> PlanPage:
    """The session plan in full."""
    return PlanPage(
        plan_card(plan),
        lines_of(plan),
        tuple(" or ".join(each) for each in plan.leads),
        _told(plan.handout.body),
        _told(plan.handout.try_this),
        _told(plan.practice),
    )


def lines_of(plan: SessionPlan) -> tuple[Line, ...]:
    """The run-sheet, each part with its time."""
    names = {each.id: each.name for each in techniques()}
    found, begins = [], 0
    for part in plan.parts:
        ends = begins + part.minutes
        found.append(Line(part, DOINGS[part.doing], names.get(part.technique, ""), begins, ends))
        begins = ends
    return tuple(found)


def sheet_of(plan: SessionPlan, reader: str) -> Sheet:
    """The handout as it is given out: to anybody, or in the words for one reader. It names nobody."""
    _, voice = READERS[reader]
    parts = [_spoken(each, voice) for each in (plan.handout.body, plan.handout.try_this, plan.practice)]
    letters = sum(len(text) for part in parts for text in part)
    return Sheet(plan.handout.title, *parts, size=_size(letters))


def readers() -> list[tuple[str, str]]:
    """Whom a sheet may speak to, for a form."""
    return [(key, label) for key, (label, _) in READERS.items()]


def technique_choices() -> list[tuple[str, str]]:
    """What a part's minutes may count for, for a form."""
    return [("", "Nothing in particular"), *((each.id, each.name) for each in techniques())]


def only_choices() -> list[tuple[str, str]]:
    """Whom a paragraph may be for, for a form."""
    partners, ways = ((), (Only.PARTNER,), (Only.NO_PARTNER,)), ((), (Only.PENETRATION,), (Only.NO_PENETRATION,))
    return [(" ".join(only), label_of(only)) for only in (one + other for one, other in product(partners, ways))]


def label_of(only: Iterable[Only]) -> str:
    """Whom a paragraph is for, in words."""
    return ", ".join(ONLIES[each] for each in only).capitalize() or EVERYBODY


def _told(paragraphs: Iterable[Paragraph]) -> tuple[tuple[str, str], ...]:
    plain = Voice()
    return tuple((plain.say(each.text), label_of(each.only) if each.only else "") for each in paragraphs)


def _spoken(paragraphs: tuple[Paragraph, ...], voice: Voice | None) -> tuple[str, ...]:
    return Voice().speak(for_anyone(paragraphs)) if voice is None else voice.speak(paragraphs)


def _size(letters: int) -> str:
    """As Chromium's sheets came out: what fits on one at each size."""
    return "large" if letters < 2200 else "middle" if letters < 3400 else "small"
