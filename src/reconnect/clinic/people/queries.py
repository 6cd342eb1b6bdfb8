"""Finding people and episodes from who asks."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.people.models import Agreement, Episode, Person, PersonToken
from reconnect.clinic.people.nhs_number import figures_of
from reconnect.clinic.sealing.tokens import whole_name_token


def person_for(member: Member, person_id: UUID) -> Person:
    """The person, or 404 where the member's service does not have them."""
    person = get_object_or_404(Person.objects.visible_to(member), pk=person_id)
    person.service = member.service  # the very same, which every page asks for anyway
    return person


def person_added_by(member: Member, person_id: UUID) -> Person:
    """The person whom this very member added, or 404."""
    person = person_for(member, person_id)
    added = AuditEvent.objects.filter(action="add_person", actor=member.actor, target=person.target)
    if not added.exists():
        raise Http404
    return person


def other_of_number(service: Service, nhs_number: str, person_id: UUID | None) -> Person | None:
    """Somebody else of the service who has this NHS number; other services are not looked at."""
    people = Person.objects.filter(service=service).matching(service, figures_of(nhs_number))
    return people.exclude(pk=person_id).order_by("-added_at", "id").first()


def has_namesake(person: Person) -> bool:
    """Whether somebody else of the service has the very same name, however it is written."""
    alike = PersonToken.objects.filter(token=whole_name_token(person.service_id, person.name))
    return alike.exclude(person=person).exists()


def episode_for(member: Member, episode_id: UUID) -> Episode:
    """The episode with its person, or 404 where it is another service's."""
    return get_object_or_404(Episode.objects.visible_to(member).select_related("person"), pk=episode_id)


def episode_of(person: Person, episode_id: UUID) -> Episode:
    """The episode, or 404 where it is not this person's."""
    return get_object_or_404(Episode, pk=episode_id, person=person)


def episodes_of(person: Person) -> list[Episode]:
    """The person's courses of care, newest first."""
    return list(person.episodes.all())


def newest_episode(person: Person) -> Episode | None:
    """The course of care that the person is in, or was in last."""
    return person.episodes.first()


def newest_agreement(person: Person) -> Agreement | None:
    """What the person said last, or None where they were not asked."""
    return person.agreements.order_by("-recorded_at").first()
