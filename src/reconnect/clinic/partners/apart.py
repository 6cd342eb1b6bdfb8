"""What may be done with a note kept apart from the record, of either kind. Its event has the name of the action."""

from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.models import NoteApart, Purpose
from reconnect.clinic.partners.permissions import READERS
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied

N = TypeVar("N", bound=NoteApart)


def noted(by: Member, action_name: str, note: N, at: datetime | None) -> N:
    """The note, with its event in the trail. Raises ActionDenied for whoever may not open it."""
    if by.service_id != note.service_id or by.role not in READERS:
        raise ActionDenied("This note is not yours to open.")
    record_about(by, action_name, note.person, at)
    return note


def opened(by: Member, action_name: str, note: N, purpose: Purpose, at: datetime | None) -> N:
    """The note, with who opens it and what for."""
    at = at or timezone.now()
    note.readings.create(service_id=note.service_id, by=by, purpose=purpose, read_at=at)
    return noted(by, action_name, note, at)


def taken_back(by: Member, action_name: str, note: N, at: datetime | None) -> N:
    """The note, marked: it stays. Raises ActionDenied for anybody but its author."""
    if note.by_id != by.pk:
        raise ActionDenied("Only its author may take a note back.")
    note.retracted_at = note.retracted_at or at or timezone.now()
    note.save(update_fields=["retracted_at"])
    return noted(by, action_name, note, at)
