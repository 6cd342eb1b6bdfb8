"""Finding people and episodes from who asks."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.models import Agreement, Episode, Person


def person_for(member: Member, person_id: UUID) -> Person:
    """The person, or 404 where the member's service does not have them."""
    return get_object_or_404(Person.objects.visible_to(member), pk=person_id)


def episode_for(member: Member, episode_id: UUID) -> Episode:
    """The episode with its person, or 404 where it is another service's."""
    return get_object_or_404(Episode.objects.visible_to(member).select_related("person"), pk=episode_id)


def newest_agreement(person: Person) -> Agreement | None:
    """What the person said last, or None where they were not asked."""
    return person.agreements.order_by("-recorded_at").first()
