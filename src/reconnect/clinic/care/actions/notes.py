"""Private notes: written, opened for a purpose, taken back by their author."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.models import PrivateNote
from reconnect.clinic.partners.apart import noted, opened, taken_back
from reconnect.clinic.partners.models import Purpose
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Person


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
    return noted(by, "write_private_note", note, at)


@action
def read_private_note(*, note: PrivateNote, purpose: Purpose, by: Member, at: datetime | None = None) -> PrivateNote:
    """Note that the member opens it, and what for."""
    return opened(by, "read_private_note", note, purpose, at)


@action
def withdraw_private_note(*, note: PrivateNote, by: Member, at: datetime | None = None) -> PrivateNote:
    """Take a note back. It stays, and is marked. Raises ActionDenied for anybody but its author."""
    return taken_back(by, "withdraw_private_note", note, at)
