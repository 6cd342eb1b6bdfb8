"""What changes recorded totals and agreed-medicine notes."""

import re
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.medicines.models import LONGEST_DAYS, AgreedMedicineNote, RecordedTotal, Use
from reconnect.clinic.people.days import refuse_days, today_of
from reconnect.clinic.people.models import Episode
from reconnect.errors import ActionDenied

FIGURES = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


@action
def record_total(
    *,
    episode: Episode,
    total: str,
    source: str,
    held_on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the total's
    at: datetime | None = None,
) -> RecordedTotal:
    """Record a total in mg a day as its source gives it, for the day it held. With an ``id`` it is recorded once.

    Raises IntegrityError the second time, and ActionDenied for what is no figure, or has no source.
    """
    at = at or timezone.now()
    refuse_days(by.service, held_on, at=at)
    if not FIGURES.fullmatch(total) or not source.strip():
        raise ActionDenied("Write the figure as the source gives it, and name the source.")
    recorded = RecordedTotal.objects.create(
        id=id or uuid4(),
        service_id=episode.service_id,
        episode=episode,
        total=total,
        source=source,
        held_on=held_on,
        by=by,
        recorded_at=at,
    )
    _record(by, "record_total", episode, at)
    return recorded


@action
def withdraw_total(*, total: RecordedTotal, by: Member, at: datetime | None = None) -> None:
    """Take a total back that was recorded by mistake. It stays, marked."""
    at = at or timezone.now()
    total.withdrawn_at = total.withdrawn_at or at
    total.save(update_fields=["withdrawn_at"])
    _record(by, "withdraw_total", total.episode, at)


@action
def write_agreed_note(
    *,
    episode: Episode,
    use: Use,
    text: str,
    until: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the note's
    at: datetime | None = None,
) -> AgreedMedicineNote:
    """Write what a prescriber agreed with the person. With an ``id`` once: raises IntegrityError the second time.

    Raises ActionDenied for anybody but a prescriber, and for a last day before today or later than half a year.
    """
    at = at or timezone.now()
    today = today_of(by.service, at)
    _refuse_others(by)
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise ActionDenied("Choose a last day from today on, within half a year.")
    note = AgreedMedicineNote.objects.create(
        id=id or uuid4(),
        service_id=episode.service_id,
        episode=episode,
        use=use,
        text=text,
        by=by,
        signed_name=by.name,
        signed_discipline=by.discipline,
        written_on=today,
        until=until,
        recorded_at=at,
    )
    _record(by, "write_agreed_note", episode, at)
    return note


@action
def withdraw_agreed_note(*, note: AgreedMedicineNote, by: Member, at: datetime | None = None) -> None:
    """Take a note back: from this moment the person sees it no more. Any prescriber of the service may."""
    at = at or timezone.now()
    _refuse_others(by)
    note.withdrawn_at = note.withdrawn_at or at
    note.save(update_fields=["withdrawn_at"])
    _record(by, "withdraw_agreed_note", note.episode, at)


def _refuse_others(by: Member) -> None:
    if not (by.prescriber and by.is_active and by.role in CLINICAL):
        raise ActionDenied("Only a prescriber writes what was agreed about a medicine.")


def _record(by: Member, action_name: str, episode: Episode, at: datetime) -> None:
    if by.service_id != episode.service_id or by.role not in CLINICAL:
        raise ActionDenied("This person belongs to another service.")
    record(actor=by.actor, action=action_name, target=episode.person.target, service_id=by.service_id, at=at)
