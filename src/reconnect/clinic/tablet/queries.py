"""The people whom staff chose, and what they could be asked today."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.models import Episode, Occasion, Person
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.questionnaires.queries import open_codes


def people_for(member: Member, ids: Iterable[str]) -> list[Person]:
    """The people, in the order in which they were named; 404 where one is not the service's."""
    try:
        named = list(dict.fromkeys(UUID(each) for each in ids))
    except ValueError:
        raise Http404 from None
    found = Person.objects.visible_to(member).in_bulk(named)
    if len(found) != len(named):
        raise Http404
    return [found[each] for each in named]


def newest_episodes(people: Sequence[Person]) -> dict[UUID, Episode]:
    """The course of care that each is in, or was in last, with its occasions, by the person's id."""
    newest: dict[UUID, Episode] = {}
    for episode in Episode.objects.filter(person__in=people).prefetch_related("occasions"):
        newest.setdefault(episode.person_id, episode)
    return newest


def codes_of(occasions: Iterable[Occasion]) -> dict[UUID, EntryCode]:
    """The open code of each occasion that has one, by the occasion's id."""
    return {code.occasion_id: code for code in open_codes(Q(occasion__in=list(occasions)))}
