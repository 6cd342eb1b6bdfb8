"""Events in somebody's life that stood in the way: recorded, put right, taken back."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.models import Barrier, LifeEvent
from reconnect.clinic.care.overtaking import retract
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied


@action
def record_event(
    *,
    person: Person,
    kind: Barrier,
    began_on: date,
    by: Member,
    ended_on: date | None = None,
    words: str = "",
    id: UUID | None = None,  # noqa: A002 it is the event's
    at: datetime | None = None,
) -> LifeEvent:
    """Record what stood in the way, and from when to when. Raises ActionDenied for an end before its beginning.

    With an ``id`` it is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    event = _keep(person, kind, began_on, ended_on, words, by, at, id, None)
    record_about(by, "record_event", person, at)
    return event


@action
def correct_event(
    *,
    event: LifeEvent,
    kind: Barrier,
    began_on: date,
    by: Member,
    ended_on: date | None = None,
    words: str = "",
    id: UUID | None = None,  # noqa: A002 it is the new event's
    at: datetime | None = None,
) -> LifeEvent:
    """Put an event right, or say when it ended: a new one takes its place, and the old one stays.

    Raises OvertakenError where somebody else did so meanwhile.
    """
    at = at or timezone.now()
    done = retract(event, at, id)
    if done is not None:
        return done
    corrected = _keep(event.person, kind, began_on, ended_on, words, by, at, id, event)
    record_about(by, "correct_event", event.person, at)
    return corrected


@action
def withdraw_event(*, event: LifeEvent, by: Member, at: datetime | None = None) -> LifeEvent:
    """Take an event back that was recorded about the wrong person, or by mistake. It stays, and is marked."""
    at = at or timezone.now()
    retract(event, at)
    record_about(by, "withdraw_event", event.person, at)
    return event


def _keep(
    person: Person,
    kind: Barrier,
    began_on: date,
    ended_on: date | None,
    words: str,
    by: Member,
    at: datetime,
    chosen: UUID | None,
    old: LifeEvent | None,
) -> LifeEvent:
    refuse_days(by.service, began_on, ended_on, at=at)
    if ended_on is not None and ended_on < began_on:
        raise ActionDenied("It cannot end before it began.")
    return LifeEvent.objects.create(
        id=chosen or uuid4(),
        service_id=person.service_id,
        person=person,
        kind=kind,
        began_on=began_on,
        ended_on=ended_on,
        words=words or None,
        by=by,
        recorded_at=at,
        supersedes=old,
    )
