"""What changes partners: whether there is one, whether that is safe, and from when on they take part."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.partners.models import Involvement, PartnerMode, When
from reconnect.clinic.partners.queries import may_take_part_from_the_outset
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Episode, Partner, Person
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied


@action
def add_partner(
    *,
    person: Person,
    name: str,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the partner's
    at: datetime | None = None,
) -> Partner:
    """Note whom the person would like to take part. Raises ActionDenied while another one is noted.

    With an ``id`` the same is added once: the second time finds what the first one added.
    """
    at = at or timezone.now()
    person.hold()
    noted = person.partners.filter(ended_at=None).first()
    if noted is not None and noted.pk == id:
        return noted
    if noted is not None:
        raise ActionDenied("A partner is noted already: end that first.")
    partner = Partner.objects.create(
        id=id or uuid4(), service_id=person.service_id, person=person, name=name, added_at=at
    )
    record_about(by, "add_partner", partner.person, at)
    return partner


@action
def end_partner(*, partner: Partner, by: Member, at: datetime | None = None) -> Partner:
    """The person no longer wants the partner to take part. What ended stays ended, with its first day."""
    partner.ended_at = partner.ended_at or at or timezone.now()
    partner.save(update_fields=["ended_at"])
    record_about(by, "end_partner", partner.person, at)
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
    id: UUID | None = None,  # noqa: A002 it is the finding's
    at: datetime | None = None,
) -> Involvement:
    """Record whether the partner may be involved. Raises ActionDenied for "safe" before the person was seen alone.

    It answers for what was told until ``found_on``: abuse, assault or somebody at risk told later needs a new one.
    With an ``id`` the same is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    refuse_days(by.service, found_on, at=at)
    _refuse_ended(partner)
    if safe and not person_seen_alone:
        raise ActionDenied("See the person alone first: only then can it be found safe.")
    involvement = Involvement.objects.create(
        id=id or uuid4(),
        service_id=partner.service_id,
        partner=partner,
        person_seen_alone=person_seen_alone,
        partner_seen_alone=partner_seen_alone,
        safe=safe,
        found_on=found_on,
        by=by,
        recorded_at=at,
    )
    record_about(by, "record_involvement", partner.person, at)
    return involvement


@action
def record_mode(
    *,
    partner: Partner,
    episode: Episode,
    when: When,
    said_on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the row's
    at: datetime | None = None,
) -> PartnerMode:
    """Record when the partner takes part. Raises ActionDenied for "from the outset" before each was seen alone.

    With an ``id`` the same is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    refuse_days(by.service, said_on, at=at)
    _refuse_ended(partner)
    if episode.person_id != partner.person_id:
        raise ActionDenied("This course of care is somebody else's.")
    if when == When.FROM_THE_OUTSET and not may_take_part_from_the_outset(partner):
        raise ActionDenied("See each of them alone first, and record that it was found safe.")
    mode = PartnerMode.objects.create(
        id=id or uuid4(),
        service_id=partner.service_id,
        partner=partner,
        episode=episode,
        when=when,
        said_on=said_on,
        by=by,
        recorded_at=at,
    )
    record_about(by, "record_mode", partner.person, at)
    return mode


def _refuse_ended(partner: Partner) -> None:
    # Held until the transaction is over, so that nothing is found about somebody whose part ends at the same moment.
    if Partner.objects.select_for_update().only("pk", "ended_at").get(pk=partner.pk).ended_at is not None:
        raise ActionDenied("The person no longer wants this partner to take part.")
