"""A person's own measures, read for their own page."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.library.questionnaires import ASKED, edition
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.windows import window
from reconnect.clinic.questionnaires.models import Response, Score
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Questionnaire, Scoring, Wording


@dataclass(frozen=True, slots=True)
class Point:
    """What a measure came to at an occasion: a value, or why there is none."""

    moment: Moment
    answered_on: date
    value: int | None
    missing: int
    of: int


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """One measure through the episode, oldest first, in the newest wording that was answered."""

    questionnaire: Questionnaire
    scoring: Scoring
    points: tuple[Point, ...]


def own_measures(episode: Episode) -> tuple[OwnMeasure, ...]:
    """Every measure that the person answered in this course of care. Stand-in wording is no measure's, and left out.

    Three queries.
    """
    sent = Response.objects.live().submitted().filter(occasion__episode=episode, questionnaire_id__in=ASKED)
    responses = list(sent.select_related("service", "occasion").prefetch_related("scores"))
    responses.sort(key=lambda each: (ASKED.index(each.questionnaire_id), _order(each)))
    found: dict[str, tuple[Questionnaire, Scoring, list[Point]]] = {}
    for response in responses:
        wording = edition(response.service, response.questionnaire_id, response.version)
        if wording.wording is Wording.STAND_IN:  # a demonstration scores it, which is no measurement
            continue
        scores = {each.measure_id: each for each in response.scores.all()}
        for scoring in wording.measures:
            before = found.get(scoring.id, (wording, scoring, []))[2]
            found[scoring.id] = (wording, scoring, [*before, _point(response, scoring, scores.get(scoring.id))])
    return tuple(OwnMeasure(wording, scoring, tuple(points)) for wording, scoring, points in found.values())


def times_come(episode: Episode, today: date) -> frozenset[Moment]:
    """The times whose days have begun: before that nobody was asked, and without a recorded end nobody knows when."""
    spans = {moment: window(moment, episode.started_on, episode.ended_on) for moment in Moment}
    return frozenset(
        moment for moment, span in spans.items() if span is not None and (span.opens is None or span.opens <= today)
    )


def _order(response: Response) -> int:
    return list(Moment).index(Moment(response.occasion.moment))


def _point(response: Response, scoring: Scoring, score: Score | None) -> Point:
    moment = Moment(response.occasion.moment)
    if score is None:
        return Point(moment, response.answered_on, None, len(scoring.items), len(scoring.items))
    return Point(moment, response.answered_on, score.value, score.missing, score.of)
