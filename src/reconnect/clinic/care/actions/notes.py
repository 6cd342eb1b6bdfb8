"""Private notes: written, opened for a purpose, taken back by their author."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.models import NoteReading, PrivateNote
from reconnect.clinic.partners.models import Purpose
from reconnect.clinic.partners.permissions import READERS
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Person
from reconnect.errors import ActionDenied


@action
def write_private_note(
    *,
    person: Person,
    text: str,
    written_on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the note's
    at: datetime | None = None,
) -> PrivateNote:
    """Keep a note apart from the record. With an ``id`` it is kept once: raises IntegrityError the second time."""
    at = at or timezone.now()
    refuse_days(by.service, written_on, at=at)
    note = PrivateNote.objects.create(
        id=id or uuid4(),
        service_id=person.service_id,
        person=person,
        by=by,
        written_on=written_on,
        text=text,
        recorded_at=at,
    )
    _record(by, "write_private_note", note, at)
    return note


@action
def read_private_note(*, note: PrivateNote, purpose: Purpose, by: Member, at: datetime | None = None) -> PrivateNote:
    """Note that the member opens it, and what for."""
    at = at or timezone.now()
    NoteReading.objects.create(service_id=note.service_id, note=note, by=by, purpose=purpose, read_at=at)
    _record(by, "read_private_note", note, at)
    return note


@action
def withdraw_private_note(*, note: PrivateNote, by: Member, at: datetime | None = None) -> PrivateNote:
    """Take a note back. It stays, and is marked. Raises ActionDenied for anybody but its author."""
    if note.by_id != by.pk:
        raise ActionDenied("Only its author may take a note back.")
    note.retracted_at = note.retracted_at or at or timezone.now()
    note.save(update_fields=["retracted_at"])
    _record(by, "withdraw_private_note", note, at)
    return note


def _record(by: Member, action_name: str, note: PrivateNote, at: datetime | None) -> None:
    if by.service_id != note.service_id or by.role not in READERS:
        raise ActionDenied("This note is not yours to open.")
    target = note.person.target
    record(actor=by.actor, action=action_name, target=target, service_id=by.service_id, at=at)
