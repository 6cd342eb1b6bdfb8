"""The room as phones, the wall and the desk show it."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.groups.models import Session
from reconnect.clinic.polls.anonymous import MOST
from reconnect.clinic.polls.codes import spaced
from reconnect.clinic.polls.models import Choice, Poll, Question, RoomDoor
from reconnect.clinic.polls.outcome import FEWEST
from reconnect.clinic.polls.queries import (
    door_of,
    how_many,
    myth_of,
    myths_for,
    poll_now,
    polls_of,
    question_shown,
    questions_of,
)
from reconnect.model.address import address_of
from reconnect.model.myth import Myth
from reconnect.model.voice import Voice

ANYBODY = Voice()


@dataclass(frozen=True, slots=True)
class Asked:
    """A belief that was asked about. ``most`` is the answer of more than half, in words, or ""."""

    id: UUID
    belief: str
    is_open: bool
    answered: int | None
    most: str
    fairer: tuple[str, ...]
    often_from: str
    may_cost: str


@dataclass(frozen=True, slots=True)
class Room:
    """What everybody in the room sees alike. ``mark`` changes when any of it does."""

    code: str
    spaced: str
    service: Service
    asked: Asked | None
    question: str
    mark: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the facilitator sees: the box, and nothing more of a poll than everybody."""

    session: Session
    door: RoomDoor | None
    code: str
    is_small: bool
    is_full: bool
    asked: tuple[Asked, ...]
    open_one: Asked | None
    waiting: tuple[Question, ...]
    aside: tuple[Question, ...]
    beliefs: tuple[tuple[str, str], ...]


def room_of(door: RoomDoor) -> Room:
    """The room behind an open door."""
    poll, question = poll_now(door.session_id), question_shown(door.session_id)
    seen = (poll and poll.pk, poll and poll.closed_at, question and question.pk)
    mark = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
    asked = asked_of(door.service, poll) if poll else None
    return Room(door.code, spaced(door.code), door.service, asked, question.words if question else "", mark)


def asked_of(service: Service, poll: Poll) -> Asked:
    """The belief of a poll, said to nobody in particular."""
    myth = myth_of(service, poll)
    return Asked(
        poll.pk,
        ANYBODY.say(myth.belief),
        poll.closed_at is None,
        poll.answered,
        Choice(poll.most).label if poll.most else "",
        tuple(ANYBODY.say(each.text) for each in myth.fairer if not each.only),
        ANYBODY.say(myth.often_from),
        ANYBODY.say(myth.may_cost),
    )


def desk_of(session: Session, service: Service) -> Desk:
    """The desk of a session."""
    door, questions = door_of(session), questions_of(session)
    asked = tuple(asked_of(service, each) for each in polls_of(session))
    return Desk(
        session,
        door,
        spaced(door.code) if door else "",
        how_many(session) < FEWEST,
        len(questions) >= MOST,
        asked,
        next((each for each in asked if each.is_open), None),
        tuple(each for each in questions if not each.set_aside),
        tuple(each for each in questions if each.set_aside),
        tuple(_offered(each) for each in myths_for(session)),
    )


def _offered(myth: Myth) -> tuple[str, str]:
    return address_of(myth.id), ANYBODY.say(myth.belief)
