"""A meeting in the person's own voice."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.meetings.queries import Meeting
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
    """What was given out on a day, or will be. ``agreed`` is what the group agreed to try, in its leaders' words."""

    on: date
    title: str
    body: tuple[str, ...]
    try_this: tuple[str, ...]
    practice: tuple[str, ...]
    agreed: str


def day_of(meeting: Meeting) -> Day:
    """A line of the list."""
    title = meeting.plan.handout.title if meeting.plan else ""
    return Day(meeting.id, meeting.on, meeting.held, title)


def given_in(voice: Voice, meeting: Meeting) -> Given:
    """The handout and the practice, spoken to the person."""
    plan = meeting.plan
    assert plan is not None  # noqa: S101 only open ones are asked for
    handout = plan.handout
    return Given(
        meeting.on,
        voice.say(handout.title),
        voice.speak(handout.body),
        voice.speak(handout.try_this),
        voice.speak(plan.practice),
        meeting.agreed,
    )
