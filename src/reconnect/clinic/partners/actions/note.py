"""What a partner told alone: written, opened for a purpose, taken back by its author."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.partners.apart import noted, opened, taken_back
from reconnect.clinic.partners.models import PartnerNote, Purpose
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Partner


@action
def write_partner_note(
    *,
    partner: Partner,
    text: str,
    told_on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the note's
    at: datetime | None = None,
) -> PartnerNote:
    """Keep what the partner told alone. With an ``id`` it is kept once: raises IntegrityError the second time."""
    at = at or timezone.now()
    refuse_days(by.service, told_on, at=at)
    note = PartnerNote.objects.create(
        id=id or uuid4(),
        service_id=partner.service_id,
        partner=partner,
        by=by,
        told_on=told_on,
        text=text,
        recorded_at=at,
    )
    return noted(by, "write_partner_note", note, at)


@action
def read_partner_note(*, note: PartnerNote, purpose: Purpose, by: Member, at: datetime | None = None) -> PartnerNote:
    """Note that the member opens it, and what for."""
    return opened(by, "read_partner_note", note, purpose, at)


@action
def withdraw_partner_note(*, note: PartnerNote, by: Member, at: datetime | None = None) -> PartnerNote:
    """Take a note back. It stays, and is marked. Raises ActionDenied for anybody but its author."""
    return taken_back(by, "withdraw_partner_note", note, at)
