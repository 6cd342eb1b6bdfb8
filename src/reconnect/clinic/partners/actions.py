"""What changes partners."""

from datetime import date, datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.partners.models import Involvement, Partner
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Person
from reconnect.errors import ActionDenied


@action
def add_partner(*, person: Person, name: str, by: Member, at: datetime | None = None) -> Partner:
    """Note whom the person would like to take part. Raises ActionDenied while another one is noted."""
    at = at or timezone.now()
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    if person.partners.filter(ended_at=None).exists():
        raise ActionDenied("A partner is noted already: end that first.")
    partner = Partner.objects.create(service_id=person.service_id, person=person, name=name, added_at=at)
    _record(by, "add_partner", partner, at)
    return partner


@action
def end_partner(*, partner: Partner, by: Member, at: datetime | None = None) -> Partner:
    """The person no longer wants the partner to take part."""
    partner.ended_at = at or timezone.now()
    partner.save(update_fields=["ended_at"])
    _record(by, "end_partner", partner, at)
    return partner


@action
def record_involvement(
    *,
    partner: Partner,
    person_seen_alone: bool,
    safe: bool,
    found_on: date,
    by: Member,
    partner_seen_alone: bool = False,
    at: datetime | None = None,
) -> Involvement:
    """Record whether the partner may be involved. Raises ActionDenied for "safe" before the person was seen alone."""
    at = at or timezone.now()
    refuse_days(by.service, found_on, at=at)
    if safe and not person_seen_alone:
        raise ActionDenied("See the person alone first: only then can it be found safe.")
    involvement = Involvement.objects.create(
        service_id=partner.service_id,
        partner=partner,
        person_seen_alone=person_seen_alone,
        partner_seen_alone=partner_seen_alone,
        safe=safe,
        found_on=found_on,
        by=by,
        recorded_at=at,
    )
    _record(by, "record_involvement", partner, at)
    return involvement


def _record(by: Member, action_name: str, partner: Partner, at: datetime | None) -> None:
    if by.service_id != partner.service_id:
        raise ActionDenied("This person belongs to another service.")
    record(actor=by.actor, action=action_name, target=partner.person.target, service_id=by.service_id, at=at)
