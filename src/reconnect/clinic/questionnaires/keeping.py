"""How answers are kept and submitted: what every action on responses shares. Nothing here is noted in the trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.questionnaires.models import Answer, Mode, Response, Score
from reconnect.clinic.safety.actions import raise_flag
from reconnect.errors import ActionDenied
from reconnect.model import answer as said
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire, Wording
from reconnect.model.scoring import Score as ComputedScore
from reconnect.model.scoring import score

UPDATED = ["state", "value", "text", "visit"]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it came in: its state, and its value, or the person's own words, where it has one."""

    state: AnswerState
    value: int | None = None
    text: str | None = None


def keep_answers(response: Response, questionnaire: Questionnaire, given: Mapping[str, Given], visit: int) -> None:
    """Write them into the draft, each over what stood there. Raises ActionDenied where one belongs to no item."""
    answers = []
    for item_id, each in given.items():
        item: Item | None = questionnaire.item(item_id)
        if item is None or not _fits(item, each):
            raise ActionDenied("This answer does not belong to the question.")
        answers.append(_answer(response, item, each, visit))
    # A sealed cell opens in its own row only: what a conflict would write over the older row is no longer readable.
    sealed = [answer.item_id for answer in answers if answer.text is not None]
    if sealed:
        response.answers.filter(item_id__in=sealed).delete()
    Answer.objects.bulk_create(
        answers, update_conflicts=True, unique_fields=["response", "item_id"], update_fields=UPDATED
    )


def _fits(item: Item, given: Given) -> bool:
    if given.state is not AnswerState.VALUE:
        return given.value is None and given.text is None
    if item.kind is ItemKind.TEXT:
        return given.value is None and bool(given.text)
    return given.text is None and given.value is not None and item.allows(given.value)


def _answer(response: Response, item: Item, given: Given, visit: int) -> Answer:
    hidden = item.sealed and given.value is not None
    return Answer(
        service_id=response.service_id,
        response=response,
        item_id=item.id,
        state=given.state.value,
        value=None if hidden else given.value,
        text=str(given.value) if hidden else given.text,
        visit=visit,
    )


def submit(responses: Sequence[Response], *, on: date, at: datetime, actor: str, mode: Mode | None = None) -> None:
    """Mark them as sent, with what was not shown, score them, and raise the flags that somebody must look at.

    From now on they never change. ``actor`` is whom the trail names for a flag: whoever sends them. ``mode`` is how
    they came, where somebody answered for themselves.
    """
    unseen, scores = [], []
    for response in responses:
        questionnaire = edition(response.service, response.questionnaire_id, response.version)
        answers = {each.item_id: each for each in response.answers.all()}
        _raise_flags(response, questionnaire, answers, actor, at)
        unseen += [_not_shown(response, item) for item in questionnaire.items if item.id not in answers]
        # Stand-in wording is no measure's wording: its answers are kept, and outside a demo never scored.
        if questionnaire.wording is not Wording.STAND_IN or (settings.DEMO and response.service.demo):
            scored = {item_id for measure in questionnaire.measures for item_id in measure.items}
            told = [_said(response, answer) for answer in answers.values() if answer.item_id in scored]
            scores += [_score(response, each) for each in score(questionnaire, told)]
    Answer.objects.bulk_create(unseen)
    Score.objects.bulk_create(scores)
    Response.objects.filter(pk__in=[each.pk for each in responses]).update(
        answered_on=on, submitted_at=at, mode=mode or ""
    )


def _raise_flags(
    response: Response, questionnaire: Questionnaire, answers: Mapping[str, Answer], actor: str, at: datetime
) -> None:
    """Of each kind one, whoever typed the answers in; staff's own answers are about nobody in care."""
    if response.person is None:
        return
    flagged = [item for item in questionnaire.items if item.flag is not None and item.id in answers]
    said = [(item, answers[item.id].value_of(item)) for item in flagged]
    for kind in sorted({item.flag for item, value in said if value is not None and item.raises_flag(value)}):
        raise_flag(person=response.person, kind=kind, actor=actor, source=f"response:{response.pk}", at=at)


def _not_shown(response: Response, item: Item) -> Answer:
    state = AnswerState.NOT_SHOWN.value
    return Answer(service_id=response.service_id, response=response, item_id=item.id, state=state)


def _score(response: Response, computed: ComputedScore) -> Score:
    return Score(
        service_id=response.service_id,
        response=response,
        measure_id=computed.measure_id,
        value=computed.value,
        missing=computed.missing,
        of=computed.of,
    )


def _said(response: Response, answer: Answer) -> said.Answer:
    return said.Answer(
        response.questionnaire_id, response.version, answer.item_id, AnswerState(answer.state), answer.value
    )
