"""Finding what a course of care holds, from who asks."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.models import Contact, ContactLeader, ContactMinutes, LifeEvent, Referral, StatusChange
from reconnect.clinic.people.models import Person


def _contacts() -> QuerySet[Contact]:
    return Contact.objects.select_related("episode__person", "by").prefetch_related(
        Prefetch("techniques", ContactMinutes.objects.order_by("technique_id")),
        Prefetch("leaders", ContactLeader.objects.select_related("member").order_by("member__name", "id")),
    )


def contacts_of(person: Person) -> list[Contact]:
    """The person's contacts, newest first, without what was replaced or taken back."""
    return list(_contacts().filter(episode__person=person, retracted_at=None))


def replaced_contacts_of(person: Person) -> list[Contact]:
    """What was recorded first and then replaced, or taken back."""
    return list(_contacts().filter(episode__person=person).exclude(retracted_at=None))


def contact_for(member: Member, contact_id: UUID) -> Contact:
    """The contact with its person, or 404 where it is another service's."""
    return get_object_or_404(_contacts().filter(service_id=member.service_id), pk=contact_id)


def referrals_of(person: Person) -> list[Referral]:
    """The person's referrals, newest first, each with its steps."""
    return list(_referrals().filter(episode__person=person, retracted_at=None))


def referral_for(member: Member, referral_id: UUID) -> Referral:
    """The referral with its steps, or 404 where it is another service's."""
    return get_object_or_404(_referrals().filter(service_id=member.service_id), pk=referral_id)


def _referrals() -> QuerySet[Referral]:
    changes = StatusChange.objects.select_related("by")
    return Referral.objects.select_related("episode__person", "by").prefetch_related(Prefetch("changes", changes))


def events_of(person: Person) -> list[LifeEvent]:
    """What stood in the person's way, newest first."""
    return list(LifeEvent.objects.live().filter(person=person).select_related("by"))


def event_for(member: Member, event_id: UUID) -> LifeEvent:
    """The event with its person, or 404 where it is another service's."""
    return get_object_or_404(LifeEvent.objects.visible_to(member).select_related("person"), pk=event_id)
