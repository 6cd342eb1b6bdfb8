"""What a person told last, item by item, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.models import Person
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.model.answer import AnswerState
from reconnect.model.condition import ValueOf
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire

PASSED_OVER = {AnswerState.NOT_SHOWN.value, AnswerState.BLANK.value}  # what was told before still stands


@dataclass(frozen=True, slots=True)
class Told:
    """The newest word to an item: its value or words, both None where the person would not say."""

    questionnaire: Questionnaire
    item: Item
    state: AnswerState
    value: int | None
    words: str | None
    response_id: UUID
    answered_on: date

    @property
    def said(self) -> tuple[str, ...]:
        """What was said, in words: labels of the steps, or the person's own."""
        if self.value is not None:
            return self.item.chosen(self.value)
        return (self.words,) if self.words else ()


TellsOf = dict[tuple[str, str], Told]


def newest_told(person: Person, *, sealed: bool = False) -> TellsOf:
    """By (questionnaire id, item id), from everything submitted and not retracted.

    Sealed answers (safety, abuse) are left out unless asked for: a page shows them only where they belong.
    """
    return newest_of(responses_of(person), sealed=sealed)


def responses_of(person: Person) -> list[Response]:
    """All that the person submitted and did not retract, oldest first, with the answers. Two queries.

    Worksheets about one card, practice or step are left out: the newest of them would speak for all.
    """
    responses = Response.objects.live().submitted().filter(person=person, about="")
    responses = responses.select_related("service", "occasion")
    return list(responses.order_by("answered_on", "submitted_at", "id").prefetch_related("answers"))


def value_of(told: TellsOf) -> ValueOf:
    """The newest values, as conditions ask for them."""
    return lambda questionnaire_id, item_id: (
        told[questionnaire_id, item_id].value if (questionnaire_id, item_id) in told else None
    )


def newest_of(responses: Iterable[Response], *, sealed: bool = False) -> TellsOf:
    """The newest word to each item in ``responses``, which are oldest first. A word passed over leaves the older."""
    found: TellsOf = {}
    for response in responses:
        questionnaire = edition(response.service, response.questionnaire_id, response.version)
        answers = {answer.item_id: answer for answer in response.answers.all()}
        for item in questionnaire.items:
            answer = answers.get(item.id)
            if answer is None or answer.state in PASSED_OVER or (item.sealed and not sealed):
                continue
            found[questionnaire.id, item.id] = _told(questionnaire, item, answer, response)
    return found


def _told(questionnaire: Questionnaire, item: Item, answer: Answer, response: Response) -> Told:
    words = answer.text if item.kind is ItemKind.TEXT else None
    state = AnswerState(answer.state)
    return Told(questionnaire, item, state, answer.value_of(item), words, response.pk, response.answered_on)
