"""Reads that span rooms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.library.questionnaires import ASKED
from reconnect.clinic.people.models import Episode, Occasion, Person
from reconnect.clinic.people.presenters import MOMENTS
from reconnect.clinic.people.windows import window
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.questionnaires.queries import open_codes
from reconnect.model.occasion import Occasion as Moment

PAGE = 50


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """A person in the list, with the newest episode and what is due in it."""

    person: Person
    episode: Episode | None
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """A page of the list; ``more`` when another follows."""

    rows: tuple[CaseloadRow, ...]
    number: int
    more: bool


def caseload(member: Member, search: str, number: int, today: date) -> CaseloadPage:
    """Page ``number`` (from 1) of the member's people, newest first, as far as they match ``search``."""
    people = Person.objects.visible_to(member).matching(member.service, search).order_by("-added_at", "id")
    start = (number - 1) * PAGE
    found = list(
        people.prefetch_related(Prefetch("episodes", Episode.objects.order_by("-referred_on")))[
            start : start + PAGE + 1
        ]
    )
    shown = found[:PAGE]
    newest = {person.pk: next(iter(person.episodes.all()), None) for person in shown}
    answered = _answered([episode for episode in newest.values() if episode is not None])
    rows = tuple(CaseloadRow(person, newest[person.pk], _due(newest[person.pk], answered, today)) for person in shown)
    return CaseloadPage(rows, number, len(found) > PAGE)


def _answered(episodes: list[Episode]) -> set[tuple[object, str]]:
    """The episodes and moments at which every questionnaire asked is answered."""
    responses = Response.objects.live().submitted().filter(occasion__episode__in=episodes, questionnaire_id__in=ASKED)
    each_asked = Count("questionnaire_id", distinct=True)
    moments = responses.values("occasion__episode_id", "occasion__moment").annotate(answered=each_asked)
    complete = moments.filter(answered=len(ASKED)).values_list("occasion__episode_id", "occasion__moment")
    return set(complete)


def _due(episode: Episode | None, answered: set[tuple[object, str]], today: date) -> tuple[str, ...]:
    if episode is None:
        return ()
    due = []
    for moment in Moment:
        span = window(moment, episode.started_on, episode.ended_on)
        if span is not None and span.holds(today) and (episode.pk, moment.value) not in answered:
            due.append(MOMENTS[moment])
    return tuple(due)


def occasion_for(member: Member, occasion_id: UUID) -> Occasion:
    """The occasion with its episode and person, or 404 where it is another service's."""
    occasions = Occasion.objects.visible_to(member).select_related("episode__person", "service")
    return get_object_or_404(occasions, pk=occasion_id)


def codes_open_until(person: Person, zone: ZoneInfo) -> dict[UUID, date]:
    """The last day of each open code of the person, by occasion."""
    codes = open_codes(Q(occasion__episode__person=person)).values_list("occasion_id", "expires_at")
    return {occasion_id: expires_at.astimezone(zone).date() for occasion_id, expires_at in codes}


def episodes_of(person: Person) -> list[Episode]:
    """The person's episodes, newest first, with their occasions."""
    return list(person.episodes.prefetch_related("occasions"))


def newest_episode(member: Member, person_id: UUID) -> Episode:
    """The course of care that the person is in, or was in last, with the person; 404 where there is none."""
    episode = Episode.objects.visible_to(member).filter(person=person_id).select_related("person").first()
    if episode is None:
        raise Http404
    episode.service = episode.person.service = member.service  # the very same, which every page asks for anyway
    return episode


def standing_response(occasion: Occasion, questionnaire_id: str) -> Response | None:
    """The submitted response that counts for the questionnaire at this occasion, or None."""
    found = Response.objects.live().submitted().filter(occasion=occasion, questionnaire_id=questionnaire_id)
    return found.select_related("service", "entered_by").prefetch_related("answers").first()


def responses_of(person: Person) -> list[Response]:
    """All that was submitted at the person's occasions, corrected ones included, oldest first, with their scores."""
    submitted = (
        Response.objects.submitted()
        .filter(person=person, occasion__isnull=False)
        .select_related("service", "entered_by")
    )
    return list(submitted.prefetch_related("answers", "scores").order_by("submitted_at", "id"))
