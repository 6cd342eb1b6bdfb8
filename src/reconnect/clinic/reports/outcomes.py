"""Build the evaluation's input from a service's scores: the same input that files give."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from reconnect.analysis.outcomes import Outcomes, Participant, Reading
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.models import Agreement, Episode
from reconnect.clinic.people.windows import window
from reconnect.clinic.questionnaires.models import Score
from reconnect.clinic.reports.dose import doses, sessions
from reconnect.clinic.reports.helpful import rating_scale, ratings
from reconnect.clinic.reports.selection import Selection
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion as Moment

EVERYONE = Selection()
BACKGROUND = frozenset({"started", "diagnoses", "pain_duration"})


def service_outcomes(service: Service, selection: Selection = EVERYONE) -> Outcomes:
    """Every episode of the service whose person agrees to anonymised use, and its scores answered in their days.

    An episode is a participant: somebody treated twice counts twice. Answers outside their window are left out, and
    so are the episodes that ``selection`` does not hold. Minutes by technique come from the contacts of each episode,
    and how helpful each was from what people said at the end and later.
    """
    agreed = agreed_of(service)
    episodes = {
        episode.pk: episode
        for episode in Episode.objects.filter(service=service).select_related("person").order_by("referred_on", "id")
        if episode.person_id in agreed and selection.holds(episode)
    }
    measures = measures_of(service)
    attended = sessions(service)
    return Outcomes(
        service.name,
        tuple(measures.values()),
        dict.fromkeys(measures, tuple(Moment)),
        tuple(_participant(episode, attended.get(episode.pk)) for episode in episodes.values()),
        tuple(_readings(service, episodes, measures)),
        BACKGROUND,
        doses(service, episodes),
        ratings(service, episodes),
        rating_scale(service),
    )


def programmes_of(service: Service) -> list[str]:
    """The names of the service's groups, in alphabetical order: sealed, so they are read one by one."""
    return sorted({episode.group for episode in Episode.objects.filter(service=service) if episode.group})


def _readings(service: Service, episodes: Mapping[UUID, Episode], measures: Collection[str]) -> Iterator[Reading]:
    """What was answered and scored in the days of its occasion, of the ``episodes`` and ``measures`` only."""
    scores = Score.objects.filter(service_id=service.pk, value__isnull=False, response__retracted_at=None)
    rows = scores.exclude(response__submitted_at=None).values_list(
        "measure_id",
        "value",
        "response__answered_on",
        "response__basis",
        "response__occasion__moment",
        "response__occasion__episode_id",
    )
    for measure_id, value, answered_on, basis, moment, episode_id in rows.order_by("id").iterator(2000):
        episode = episodes.get(episode_id)
        if episode is None or measure_id not in measures:
            continue
        span = window(Moment(moment), episode.started_on, episode.ended_on)
        if span is not None and span.holds(answered_on):
            in_mind = AnswerBasis(basis) if basis and basis != AnswerState.BLANK else None
            yield Reading(str(episode_id), measure_id, Moment(moment), value, answered_on, in_mind)


def agreed_of(service: Service) -> set[UUID]:
    """The people whose newest word is that they agree; no word is not agreement."""
    said = Agreement.objects.filter(service=service).order_by("recorded_at")
    newest: dict[UUID, bool] = dict(said.values_list("person_id", "agreed"))
    return {person_id for person_id, agreed in newest.items() if agreed}


def measures_of(service: Service) -> dict[str, Measure]:
    """The measures that the service takes at every occasion, by id."""
    return {
        scoring.id: scoring.measure for questionnaire in current(service).values() for scoring in questionnaire.measures
    }


def _participant(episode: Episode, attended: int | None) -> Participant:
    person = episode.person
    since = person.pain_since
    return Participant(
        str(episode.pk),
        gender=person.gender_reported or None,
        service_id=str(episode.service_id),
        cohort_id=episode.group or None,
        diagnoses=tuple(person.diagnoses or ()),
        pain_duration=None if since is None else max(0, episode.referred_on.year - since),
        started_on=episode.started_on,
        ended_on=episode.ended_on,
        sessions=attended,
    )
