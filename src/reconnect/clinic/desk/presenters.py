"""What the desk's pages show: labels, states and what belongs together, ready to print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from reconnect.clinic.library.questionnaires import ASKED, RATED, RATED_AT, edition
from reconnect.clinic.people.models import Episode, Occasion
from reconnect.clinic.people.presenters import MOMENTS
from reconnect.clinic.people.windows import Window, window
from reconnect.clinic.questionnaires.models import Response, Score
from reconnect.model.answer import AnswerState
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Questionnaire, Scoring


class Standing(StrEnum):
    """Where a day lies beside an occasion's window; UNKNOWN while the date it hangs on is not recorded."""

    UNKNOWN = "unknown"
    EARLY = "early"
    OPEN = "open"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Beside:
    """An occasion's label and window, and where today lies."""

    label: str
    window: Window | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Paper:
    """A questionnaire asked at an occasion, and whether an answered one stands there.

    ``beside``: it stands beside the measures, and an occasion is complete without it.
    """

    questionnaire_id: str
    name: str
    answered: bool
    beside: bool = False


@dataclass(frozen=True, slots=True)
class OccasionCard:
    """One occasion: its label, window, and the responses in it; ``replaced`` are those that a correction retracted.

    ``code_until`` is the last day of its open code, None where none is open.
    """

    occasion: Occasion
    label: str
    window: Window | None
    responses: tuple["ResponseCard", ...]
    replaced: tuple["ResponseCard", ...]
    papers: tuple[Paper, ...]
    code_until: date | None

    @property
    def complete(self) -> bool:
        """Whether every measure asked is answered."""
        return all(paper.answered or paper.beside for paper in self.papers)

    def standing(self, today: date) -> Standing:
        """Where ``today`` lies."""
        return standing(self.window, today)


@dataclass(frozen=True, slots=True)
class ResponseCard:
    """One response: its scores with how each was made, and whether its day lies in the occasion's window.

    ``told`` is what was said to each item, where nothing is scored from them.
    """

    response: Response
    questionnaire: Questionnaire
    in_window: bool
    scores: tuple["ScoreLine", ...]
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score and its making: each item's words with what was said."""

    scoring: Scoring
    score: Score | None
    items: tuple[tuple[str, str], ...]


def beside(occasion: Occasion, today: date) -> Beside:
    """What the page of a fresh code must say about the occasion's days."""
    moment = Moment(occasion.moment)
    span = window(moment, occasion.episode.started_on, occasion.episode.ended_on)
    return Beside(MOMENTS[moment], span, standing(span, today))


def standing(span: Window | None, today: date) -> Standing:
    """Where ``today`` lies beside ``span``."""
    if span is None:
        return Standing.UNKNOWN
    if span.holds(today):
        return Standing.OPEN
    return Standing.EARLY if span.opens is not None and today < span.opens else Standing.LATE


def occasion_cards(
    episode: Episode,
    responses: Iterable[Response],
    asked: Mapping[str, Questionnaire],
    codes_until: Mapping[UUID, date],
) -> tuple[OccasionCard, ...]:
    """The episode's occasions in order.

    ``asked`` are the questionnaires that the service asks now, by id; ``codes_until`` the last days of open codes, by
    occasion.
    """
    by_occasion: dict[object, list[Response]] = {}
    for response in responses:
        by_occasion.setdefault(response.occasion_id, []).append(response)
    occasions = {Moment(occasion.moment): occasion for occasion in episode.occasions.all()}
    return tuple(
        _occasion(episode, occasions[moment], by_occasion.get(occasions[moment].pk, ()), asked, codes_until)
        for moment in Moment
        if moment in occasions
    )


def _occasion(
    episode: Episode,
    occasion: Occasion,
    responses: Iterable[Response],
    asked: Mapping[str, Questionnaire],
    codes_until: Mapping[UUID, date],
) -> OccasionCard:
    moment = Moment(occasion.moment)
    span = window(moment, episode.started_on, episode.ended_on)
    cards = [_response(response, span) for response in responses if response.submitted_at]
    live = {card.questionnaire.id: card for card in cards if card.response.retracted_at is None}
    ordered = tuple(live[name] for name in sorted(live, key=_place))
    replaced = tuple(card for card in cards if card.response.retracted_at is not None)
    names = (*ASKED, RATED) if moment in RATED_AT else ASKED
    shown = {name: live[name].questionnaire if name in live else asked[name] for name in names}
    papers = tuple(Paper(name, shown[name].name, name in live, name == RATED) for name in names)
    return OccasionCard(occasion, MOMENTS[moment], span, ordered, replaced, papers, codes_until.get(occasion.pk))


def _place(questionnaire_id: str) -> int:
    return ASKED.index(questionnaire_id) if questionnaire_id in ASKED else len(ASKED)


def _response(response: Response, span: Window | None) -> ResponseCard:
    questionnaire = edition(response.service, response.questionnaire_id, response.version)
    scores = {score.measure_id: score for score in response.scores.all()}
    said = {answer.item_id: _said(answer.state, answer.value) for answer in response.answers.all()}
    lines = tuple(
        ScoreLine(scoring, scores.get(scoring.id), tuple(_items(questionnaire, scoring, said)))
        for scoring in questionnaire.measures
    )
    inside = span is not None and response.answered_on is not None and span.holds(response.answered_on)
    return ResponseCard(response, questionnaire, inside, lines, () if lines else _told(questionnaire, said))


def _told(questionnaire: Questionnaire, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    own = {AnswerState.DOES_NOT_APPLY.value: questionnaire.not_for_me}
    found = ((item, said.get(item.id, AnswerState.NOT_SHOWN.value)) for item in questionnaire.items)
    return tuple(
        (item.text, own.get(text) or (f"{text} of {item.high}" if text.isdigit() else text)) for item, text in found
    )


def _items(questionnaire: Questionnaire, scoring: Scoring, said: dict[str, str]) -> Iterable[tuple[str, str]]:
    for item in questionnaire.items:
        if item.id in scoring.items:
            yield item.text, said.get(item.id, AnswerState.NOT_SHOWN.value)


def _said(state: str, value: int | None) -> str:
    return str(value) if state == AnswerState.VALUE else state
