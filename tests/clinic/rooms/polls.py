"""The room with the phones, for the tests that look at all rooms: an open poll, a closed one, and a box."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from reconnect.clinic.groups.actions.groups import found_group
from reconnect.clinic.groups.models import Session
from reconnect.clinic.people.days import today_of
from reconnect.clinic.polls.actions import (
    close_poll,
    close_room,
    empty_box,
    open_poll,
    open_room,
    set_question_aside,
    show_question,
    take_down_question,
    wipe_questions,
)
from reconnect.clinic.polls.anonymous import count_answer, put_in_box
from reconnect.clinic.polls.models import Choice, Poll, Question
from reconnect.model.load import shipped_library
from rooms import BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.accounts.models import Member


def build_session(by: Member, name: str, number: int = 5) -> Session:
    """A session of a group of nobody."""
    programme = shipped_library().programmes.newest["link"]
    group = found_group(
        programme=programme, name=name, starts_on=today_of(by.service), leads=(by,), distress_lead=by, by=by
    )
    return group.sessions.get(number=number)


def furnish(place: Place) -> dict[str, object]:
    """A session whose room is open: five answered one belief, another stands open, two questions, one on the wall."""

    def canary(field: str) -> str:
        return f"Canary{field}{place.mark}".title()

    by = place.clinician
    session = build_session(by, canary("roomgroup"))
    door = open_room(session=session, by=by, hours=6)
    first, second = shipped_library().myths.in_order[:2]
    poll = open_poll(session=session, myth=first, by=by)
    for _ in range(5):
        count_answer(door=door, poll_id=poll.pk, choice=Choice.AGREE)
    close_poll(poll=poll, by=by)
    poll = open_poll(session=session, myth=second, by=by)
    boxed = {field: uuid4() for field in ("roomshown", "roombox")}
    for field, question_id in boxed.items():
        put_in_box(door=door, words=canary(field), id=question_id)
    show_question(question=Question.objects.get(pk=boxed["roomshown"]), by=by)
    return {"room_id": session.pk, "room_code": door.code, "poll_id": poll.pk, "box_id": boxed["roombox"]}


def _session(universe: Universe) -> Session:
    return Session.objects.get(pk=universe.north.parts["room_id"])


def _question(universe: Universe) -> Question:
    return Question.objects.get(pk=universe.north.parts["box_id"])


def _poll(universe: Universe) -> Poll:
    return Poll.objects.get(pk=universe.north.parts["poll_id"])


def _placed(act: Callable[..., object]) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(question=_question(universe), by=universe.north.clinician)


def _in_session(act: Callable[..., object], **told: object) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(session=_session(universe), by=universe.north.clinician, **told)


def _ask(universe: Universe) -> Act:
    close_poll(poll=_poll(universe), by=universe.north.clinician)
    myth = shipped_library().myths.in_order[2]
    return lambda: open_poll(session=_session(universe), myth=myth, by=universe.north.clinician)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    open_room: _in_session(open_room, hours=2),
    close_room: _in_session(close_room),
    open_poll: _ask,
    close_poll: lambda universe: lambda: close_poll(poll=_poll(universe), by=universe.north.clinician),
    show_question: _placed(show_question),
    take_down_question: _placed(take_down_question),
    set_question_aside: _placed(set_question_aside),
    empty_box: _in_session(empty_box),
    wipe_questions: lambda _: lambda: wipe_questions(at=timezone.now() + timedelta(days=15)),
}

WALL = {"portal", "support", "roomshown"}  # everybody in the room sees it alike, whoever they are elsewhere
DESK = BAR | {"roomgroup", "roomshown", "roombox"}
CARERS = [("/staff/room/", DESK)]
EVERYBODY = ("administrator", "privacy officer", "no second factor", "person", "anonymous", "at home", "partner")
ALLOWED = {who: [*CARERS, ("/r/", WALL)] for who in ("clinician", "facilitator", "lead")}
ALLOWED |= {who: [("/r/", WALL)] for who in EVERYBODY}
