"""What the desk's pages show: labels, dates and states, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.models import Episode, Occasion, Person, age_on
from reconnect.clinic.people.windows import Window, window
from reconnect.clinic.questionnaires.models import Response, Score
from reconnect.model.answer import AnswerState
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Questionnaire, Scoring

MOMENTS = {Moment.PRE: "Before", Moment.POST: "At the end", Moment.FOLLOW_UP: "Follow-up"}


@dataclass(frozen=True, slots=True)
class Banner:
    """Who this is, at the top of every page about a person."""

    name: str
    born_on: str | None
    age: int | None
    nhs_number: str | None


@dataclass(frozen=True, slots=True)
class OccasionCard:
    """One occasion: its label, window, and the responses that stand in it."""

    occasion: Occasion
    label: str
    window: Window | None
    responses: tuple["ResponseCard", ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class ResponseCard:
    """One response: its scores with how each was made, and whether its day lies in the occasion's window."""

    response: Response
    questionnaire: Questionnaire
    in_window: bool
    scores: tuple["ScoreLine", ...]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score and its making: each item's words with what was said."""

    scoring: Scoring
    score: Score | None
    items: tuple[tuple[str, str], ...]


def banner(person: Person, today: date) -> Banner:
    """The person's identity, opened."""
    return Banner(person.name, person.born_on, age_on(person.born_on, today), person.nhs_number)


def occasion_cards(episode: Episode, responses: Iterable[Response]) -> tuple[OccasionCard, ...]:
    """The episode's occasions in order; retracted responses are in the list too, marked by their own field."""
    by_occasion: dict[object, list[Response]] = {}
    for response in responses:
        by_occasion.setdefault(response.occasion_id, []).append(response)
    occasions = {Moment(occasion.moment): occasion for occasion in episode.occasions.all()}
    return tuple(
        _occasion(episode, occasions[moment], by_occasion.get(occasions[moment].pk, ()))
        for moment in Moment
        if moment in occasions
    )


def _occasion(episode: Episode, occasion: Occasion, responses: Iterable[Response]) -> OccasionCard:
    moment = Moment(occasion.moment)
    span = window(moment, episode.started_on, episode.ended_on)
    cards = tuple(_response(response, span) for response in responses if response.submitted_at)
    return OccasionCard(
        occasion, MOMENTS[moment], span, cards, any(card.response.retracted_at is None for card in cards)
    )


def _response(response: Response, span: Window | None) -> ResponseCard:
    questionnaire = edition(response.service, response.questionnaire_id, response.version)
    scores = {score.measure_id: score for score in response.scores.all()}
    said = {answer.item_id: _said(answer.state, answer.value) for answer in response.answers.all()}
    lines = tuple(
        ScoreLine(scoring, scores.get(scoring.id), tuple(_items(questionnaire, scoring, said)))
        for scoring in questionnaire.measures
    )
    inside = span is not None and response.answered_on is not None and span.holds(response.answered_on)
    return ResponseCard(response, questionnaire, inside, lines)


def _items(questionnaire: Questionnaire, scoring: Scoring, said: dict[str, str]) -> Iterable[tuple[str, str]]:
    for item in questionnaire.items:
        if item.id in scoring.items:
            yield item.text, said.get(item.id, AnswerState.NOT_SHOWN.value)


def _said(state: str, value: int | None) -> str:
    return str(value) if state == AnswerState.VALUE else state
