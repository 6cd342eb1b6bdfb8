"""A session of a person's group in the person's own voice."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.meetings.queries import OwnSession
from reconnect.model.piece import for_anyone
from reconnect.model.session_plan import SessionPlan
from reconnect.model.voice import Voice


@dataclass(frozen=True, slots=True)
class Day:
    """A line of the list. ``title`` is what was given out, or "" while it is not open."""

    id: UUID
    on: date
    held: bool
    title: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was given out on a day, or will be, and what may be tried until the next."""

    on: date
    title: str
    body: tuple[str, ...]
    try_this: tuple[str, ...]
    practice: tuple[str, ...]


def day_of(session: OwnSession) -> Day:
    """A line of the list."""
    title = session.plan.handout.title if session.plan else ""
    return Day(session.id, session.on, session.held, title)


def given_in(voice: Voice, session: OwnSession) -> Given:
    """The handout and the practice, spoken to the person."""
    plan = session.plan
    assert plan is not None  # noqa: S101 only open ones are asked for
    handout = plan.handout
    practice = _practice(voice, plan, session.agreed)
    return Given(session.on, handout.title, voice.speak(handout.body), voice.speak(handout.try_this), practice)


def _practice(voice: Voice, plan: SessionPlan, agreed: str | None) -> tuple[str, ...]:
    """In the person's voice, unless something else than the plan has it was agreed in the group."""
    lines = None if agreed is None else tuple(line.strip() for line in agreed.splitlines() if line.strip())
    if lines is None or lines == Voice().speak(for_anyone(plan.practice)):
        return voice.speak(plan.practice)
    return lines
