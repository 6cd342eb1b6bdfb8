"""Finding what a course of care holds, from who asks."""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.care.models import (
    Contact,
    ContactLeader,
    ContactMinutes,
    LifeEvent,
    PrivateNote,
    Referral,
    StatusChange,
)
from reconnect.clinic.people.models import Person
from reconnect.clinic.safety.queries import routes_by


def contacts_of(person: Person, *, replaced: bool = False) -> list[Contact]:
    """The person's contacts, newest first; those that were ``replaced`` or taken back only where asked for."""
    found = _contacts().filter(episode__person=person)
    return list(found if replaced else found.live())


def contact_for(member: Member, contact_id: UUID) -> Contact:
    """The contact with its person, or 404 where it is another service's."""
    return get_object_or_404(_contacts().visible_to(member), pk=contact_id)


def referrals_of(person: Person, *, replaced: bool = False) -> list[Referral]:
    """The person's referrals, newest first, each with its steps; else as ``contacts_of``."""
    found = _referrals().filter(episode__person=person)
    return list(found if replaced else found.live())


def referral_for(member: Member, referral_id: UUID) -> Referral:
    """The referral with its steps, or 404 where it is another service's."""
    return get_object_or_404(_referrals().visible_to(member), pk=referral_id)


def events_of(person: Person, *, replaced: bool = False) -> list[LifeEvent]:
    """What stood in the person's way, newest first; else as ``contacts_of``."""
    found = LifeEvent.objects.filter(person=person).select_related("by")
    return list(found if replaced else found.live())


def event_for(member: Member, event_id: UUID) -> LifeEvent:
    """The event with its person, or 404 where it is another service's."""
    return get_object_or_404(LifeEvent.objects.visible_to(member).select_related("person"), pk=event_id)


def private_notes_of(person: Person) -> list[PrivateNote]:
    """The person's private notes, newest first, sealed until one is opened for a purpose."""
    return list(
        PrivateNote.objects.filter(person=person).defer("text").select_related("by").prefetch_related("readings__by")
    )


def private_note_for(member: Member, note_id: UUID) -> PrivateNote:
    """The note with its person, or 404 where it is another service's."""
    return get_object_or_404(PrivateNote.objects.visible_to(member).select_related("person", "by"), pk=note_id)


def leaders_of(service: Service, standing: Contact | None) -> QuerySet[Member]:
    """Who may have led a contact: active clinical staff of the service, and whoever stands there already."""
    here = Q(service=service, is_active=True, role__in=CLINICAL)
    there = [each.member_id for each in standing.leaders.all()] if standing else []
    return Member.objects.filter(here | Q(pk__in=there)).order_by("name", "id")


def routes_for(service: Service) -> dict[str, str]:
    """The names of the service's routes, by id."""
    return {route.id: route.name for route in routes_by(service).values()}


def _contacts() -> QuerySet[Contact]:
    return Contact.objects.select_related("episode__person", "by", "partner").prefetch_related(
        Prefetch("techniques", ContactMinutes.objects.order_by("technique_id")),
        Prefetch("leaders", ContactLeader.objects.select_related("member").order_by("member__name", "id")),
    )


def _referrals() -> QuerySet[Referral]:
    changes = StatusChange.objects.select_related("by")
    return Referral.objects.select_related("episode__person", "by").prefetch_related(Prefetch("changes", changes))
