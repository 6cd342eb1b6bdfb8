"""What a person answers, in parts of a few questions: each part is a page."""

from collections.abc import Callable
from dataclasses import dataclass

from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.clinic.questionnaires.visits import Visit
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire, Use

MOST = 5  # questions on a page


@dataclass(frozen=True, slots=True)
class Question:
    """An item with what this visit said to it (``chosen``: for several choices their steps).

    ``kept`` where anything was said, ``hidden`` where it is not shown: an earlier visit said it, or it is sealed, and
    whoever stands beside the person must not find it by going back a page.
    """

    item: Item
    chosen: str | tuple[str, ...]
    kept: bool
    hidden: bool = False

    @property
    def field(self) -> str:
        """Its name in the form."""
        return f"item-{self.item.id}"


@dataclass(frozen=True, slots=True)
class Part:
    """A page: the basis of the answers where ``questionnaire`` is None, else some of its questions.

    ``response`` is the draft it was drawn for; the basis names the first that asks it, though it goes to all.
    """

    number: int
    response: Response
    questionnaire: Questionnaire | None
    questions: tuple[Question, ...]
    answered: bool

    @property
    def key(self) -> str:
        """What its form says of which draft it was drawn."""
        return str(self.response.pk)


def parts(visit: Visit) -> tuple[Part, ...]:
    """All parts of the visit's occasion, in order."""
    responses = [
        (response, edition(visit.code.service, response.questionnaire_id, response.version))
        for response in Response.objects.live()
        .opened_by(visit.code)
        .filter(submitted_at=None)
        .prefetch_related("answers")
        .order_by("questionnaire_id")
    ]
    responses.sort(key=lambda each: each[1].use is Use.RATING)  # after the measures, whatever it is called
    found: list[Part] = []
    first = next((response for response, questionnaire in responses if questionnaire.asks_basis), None)
    if first is not None:
        found.append(Part(1, first, None, (), all(response.basis for response, _ in responses)))
    for response, questionnaire in responses:
        found += pages(response, questionnaire, visit, before=len(found))
    return tuple(found)


def pages(
    response: Response,
    questionnaire: Questionnaire,
    visit: Visit,
    before: int = 0,
    asks: Callable[[Item], bool] = lambda item: True,  # noqa: ARG005
) -> tuple[Part, ...]:
    """The response's own pages; ``before`` pages come first. What it does not ask leaves the others in their places."""
    answers = {answer.item_id: answer for answer in response.answers.all()}
    found = []
    for number, start in enumerate(range(0, len(questionnaire.items), MOST), before + 1):
        asked = [item for item in questionnaire.items[start : start + MOST] if asks(item)]
        questions = tuple(_question(item, answers.get(item.id), visit.number) for item in asked)
        answered = all(item.id in answers for item in asked)
        found.append(Part(number, response, questionnaire, questions, answered))
    return tuple(found)


def first_open(found: tuple[Part, ...]) -> int:
    """The number of the first part with something unanswered; one past the last where there is none."""
    return next((part.number for part in found if not part.answered), len(found) + 1)


def _question(item: Item, answer: Answer | None, visit: int) -> Question:
    if answer is None:
        return Question(item, "", kept=False)
    if answer.visit != visit or item.sealed:
        return Question(item, "", kept=True, hidden=True)
    return Question(item, form_value(item, answer), kept=True)


def form_value(item: Item, answer: Answer) -> str | tuple[str, ...]:
    """What was said, as a form sends it."""
    if answer.state != AnswerState.VALUE:
        return (
            "" if item.kind in {ItemKind.TEXT, ItemKind.CHOICES} and answer.state == AnswerState.BLANK else answer.state
        )
    value = answer.value_of(item)
    if value is None:
        return str(answer.text)
    if item.kind is ItemKind.CHOICES:
        return tuple(str(step) for step in range(item.low, item.high + 1) if value & 2**step)
    return str(value)
