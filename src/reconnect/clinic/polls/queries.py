"""Reads of the room: from its code, which is nobody's, and from the member who leads."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.groups.models import Membership, Session
from reconnect.clinic.library.content import edition, newest
from reconnect.clinic.polls.codes import plain_code
from reconnect.clinic.polls.models import Poll, Question, RoomDoor
from reconnect.errors import ContentError
from reconnect.model.address import at_address
from reconnect.model.myth import Myth


def open_door(typed: str, at: datetime | None = None) -> RoomDoor | None:
    """The door that the code opens now, or None."""
    doors = RoomDoor.objects.select_related("service", "session")
    return doors.filter(code=plain_code(typed), opens_until__gt=at or timezone.now()).first()


def door_of(session: Session, at: datetime | None = None) -> RoomDoor | None:
    """The session's own while it is open, or None."""
    return RoomDoor.objects.filter(session=session, opens_until__gt=at or timezone.now()).first()


def poll_now(session_id: UUID) -> Poll | None:
    """The one that is open, else the one that was asked last; or None."""
    polls = Poll.objects.filter(session=session_id)
    return polls.filter(closed_at=None).first() or polls.last()


def polls_of(session: Session) -> tuple[Poll, ...]:
    """All of a session, the first first."""
    return tuple(Poll.objects.filter(session=session))


def question_shown(session_id: UUID) -> Question | None:
    """The one on the wall, or None."""
    return Question.objects.filter(session=session_id, shown=True).first()


def questions_of(session: Session) -> tuple[Question, ...]:
    """All in the box of a session, in no order that says anything."""
    return tuple(Question.objects.filter(session=session))


def poll_for(member: Member, poll_id: UUID) -> Poll:
    """The poll with its session and group, or 404 where it is another service's."""
    return get_object_or_404(Poll.objects.visible_to(member).select_related("session__group"), pk=poll_id)


def question_for(member: Member, question_id: UUID) -> Question:
    """The question with its session and group, or 404 where it is another service's."""
    return get_object_or_404(Question.objects.visible_to(member).select_related("session__group"), pk=question_id)


def how_many(session: Session) -> int:
    """Who is in the group now."""
    return Membership.objects.filter(group=session.group_id, left_on=None).count()


def myth_of(service: Service, poll: Poll) -> Myth:
    """The belief, in the very words that were asked."""
    found: Myth = edition(service, "myths", poll.myth_id, poll.myth_version)
    return found


def looked_at(session: Session) -> set[str]:
    """The beliefs that were asked in the session, or of which something was or may be shown in another of its group."""
    shown = Q(answered__isnull=False) | Q(closed_at=None)
    seen = Q(session=session) | Q(shown, session__group=session.group_id)
    return set(Poll.objects.filter(seen).order_by().values_list("myth_id", flat=True))


def myths_for(session: Session) -> tuple[Myth, ...]:
    """Every belief that may be asked in the session: first those of its plan."""
    asked = looked_at(session)
    planned = _planned(session)
    left = [each for each in newest(session.service, "myths").values() if each.id not in asked]
    return tuple(sorted(left, key=lambda each: (each.id not in planned, each.order, each.id)))


def myth_at(session: Session, address: str) -> Myth | None:
    """The belief of that address, asked before or not; or None."""
    return at_address(address, newest(session.service, "myths").values())


def _planned(session: Session) -> tuple[str, ...]:
    try:
        myths: tuple[str, ...] = edition(session.service, "sessions", session.plan_id, session.plan_version).myths
    except ContentError:  # planned from something that is gone, which is no reason to ask nothing
        return ()
    return myths
