"""Finding partners from who asks, and whether one may be involved."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.models import Involvement, Partner
from reconnect.clinic.people.models import Person


def partner_for(member: Member, partner_id: UUID) -> Partner:
    """The partner with their person, or 404 where they are another service's."""
    return get_object_or_404(
        Partner.objects.filter(service_id=member.service_id).select_related("person"), pk=partner_id
    )


def partner_of(person: Person) -> Partner | None:
    """The partner whom the person wants to take part now, or None."""
    return person.partners.filter(ended_at=None).first()


def newest_involvement(partner: Partner) -> Involvement | None:
    """What was found last, or None where nobody looked."""
    return partner.involvements.select_related("by").last()


def may_be_involved(partner: Partner) -> bool:
    """Whether letters and sessions may reach the partner: the newest finding is that the person was seen alone, and
    that it is safe. Nothing recorded is no."""
    found = newest_involvement(partner)
    return partner.ended_at is None and found is not None and found.person_seen_alone and found.safe
