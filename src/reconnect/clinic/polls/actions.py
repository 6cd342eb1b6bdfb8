"""What staff do with the room. Each is in the audit trail; what comes from the phones is not (anonymous.py)."""

from datetime import datetime, timedelta

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.groups.models import Session
from reconnect.clinic.groups.trail import record_of_group
from reconnect.clinic.polls.codes import new_code
from reconnect.clinic.polls.models import Choice, Poll, Question, RoomDoor, Tally
from reconnect.clinic.polls.outcome import outcome_of
from reconnect.clinic.polls.queries import looked_at
from reconnect.errors import ActionDenied
from reconnect.model.myth import Myth

LONGEST = 6  # hours
KEPT = timedelta(days=14)  # questions, after the room was open for the last time


@action
def open_room(*, session: Session, by: Member, hours: int, at: datetime | None = None) -> RoomDoor:
    """Let phones in for some hours, by a fresh code; an earlier one opens nothing any more."""
    at = at or timezone.now()
    if not 1 <= hours <= LONGEST:
        raise ActionDenied(f"A room opens for 1 to {LONGEST} hours.")
    session.hold()
    code = new_code()
    while RoomDoor.objects.filter(code=code).exists():
        code = new_code()
    told = {"service_id": session.service_id, "code": code, "opens_until": at + timedelta(hours=hours)}
    door, _ = RoomDoor.objects.update_or_create(session=session, defaults=told)
    _record(by, "open_room", session, at)
    return door


@action
def close_room(*, session: Session, by: Member, at: datetime | None = None) -> None:
    """Let no phone in any more. A poll that is open can still be closed, and then shown."""
    at = at or timezone.now()
    RoomDoor.objects.filter(session=session, opens_until__gt=at).update(opens_until=at)
    _record(by, "close_room", session, at)


@action
def open_poll(*, session: Session, myth: Myth, by: Member, at: datetime | None = None) -> Poll:
    """Ask the room about a belief.

    Raises ActionDenied where one is open, or this one was asked in the session, or shown in another of the group.
    """
    at = at or timezone.now()
    session.group.hold()
    session.hold()
    if not RoomDoor.objects.filter(session=session, opens_until__gt=at).exists():
        raise ActionDenied("Open the room first, or nobody can answer.")
    asked = Poll.objects.filter(session=session)
    if asked.filter(closed_at=None).exists():
        raise ActionDenied("Close the one that is open first.")
    if myth.id in looked_at(session):
        raise ActionDenied("This group was asked this before. A second look at it could tell who answered what.")
    poll = Poll.objects.create(
        service_id=session.service_id, session=session, myth_id=myth.id, myth_version=myth.version, opened_at=at
    )
    Tally.objects.bulk_create(Tally(service_id=poll.service_id, poll=poll, choice=choice) for choice in Choice)
    _record(by, "open_poll", session, at)
    return poll


@action
def close_poll(*, poll: Poll, by: Member, at: datetime | None = None) -> Poll:
    """Count, keep what may be shown, and nothing else: the tallies go. It never opens again; twice is once."""
    at = at or timezone.now()
    poll.session.hold()
    # Whoever is being counted at this moment is waited for; whoever comes later finds no tally to raise.
    tallies = list(Tally.objects.select_for_update().filter(poll=poll).order_by("id"))
    outcome = outcome_of({each.choice: each.count for each in tallies})
    closed = Poll.objects.filter(pk=poll.pk, closed_at=None).update(
        closed_at=at, answered=outcome and outcome.answered, most=outcome.most if outcome else ""
    )
    if closed:
        Tally.objects.filter(poll=poll).delete()
        _record(by, "close_poll", poll.session, at)
    poll.refresh_from_db()
    return poll


@action
def show_question(*, question: Question, by: Member, at: datetime | None = None) -> None:
    """Put one question on the wall and on the phones; another that hung there comes down."""
    at = at or timezone.now()
    question.session.hold()
    Question.objects.filter(session=question.session_id, shown=True).update(shown=False)
    Question.objects.filter(pk=question.pk).update(shown=True, set_aside=False)
    _record(by, "show_question", question.session, at)


@action
def take_down_question(*, question: Question, by: Member, at: datetime | None = None) -> None:
    """Show it no longer; it waits with the others."""
    at = at or timezone.now()
    question.session.hold()  # or this would reach no row while the box is written anew
    Question.objects.filter(pk=question.pk).update(shown=False, set_aside=False)
    _record(by, "take_down_question", question.session, at)


@action
def set_question_aside(*, question: Question, by: Member, at: datetime | None = None) -> None:
    """Put it below the others: it was answered, or is not for the room."""
    at = at or timezone.now()
    question.session.hold()  # or this would reach no row while the box is written anew
    Question.objects.filter(pk=question.pk).update(shown=False, set_aside=True)
    _record(by, "set_question_aside", question.session, at)


@action
def empty_box(*, session: Session, by: Member, at: datetime | None = None) -> None:
    """Wipe every question of the session now."""
    at = at or timezone.now()
    session.hold()
    Question.objects.filter(session=session).delete()
    _record(by, "empty_box", session, at)


@action
def wipe_questions(*, at: datetime | None = None) -> dict[str, int]:
    """Wipe the questions of every session whose room was open for the last time 14 days ago; how many there were."""
    at = at or timezone.now()
    old = Question.objects.filter(session__door__opens_until__lte=at - KEPT)
    services = set(old.values_list("service_id", flat=True))
    wiped, _ = old.delete()
    for service_id in sorted(services):
        record(actor="operator", action="wipe_questions", target=f"service:{service_id}", service_id=service_id, at=at)
    return {"questions wiped": wiped}


def _record(by: Member, did: str, session: Session, at: datetime) -> None:
    record_of_group(by, did, session.group, at)
