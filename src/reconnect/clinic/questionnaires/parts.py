"""What a person answers, in parts of a few questions: each part is a page."""

from dataclasses import dataclass

from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.clinic.questionnaires.visits import Visit
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Item, Questionnaire

MOST = 5  # questions on a page


@dataclass(frozen=True, slots=True)
class Question:
    """An item with what this visit said to it (``chosen``), and whether an earlier one did (``kept``)."""

    item: Item
    chosen: str
    kept: bool

    @property
    def field(self) -> str:
        """Its name in the form."""
        return f"item-{self.item.id}"


@dataclass(frozen=True, slots=True)
class Part:
    """A page: the basis of the answers where ``questionnaire`` is None, else some of its questions."""

    number: int
    response: Response | None
    questionnaire: Questionnaire | None
    questions: tuple[Question, ...]
    answered: bool

    @property
    def key(self) -> str:
        """What its form says of which draft it was drawn."""
        return "" if self.response is None else str(self.response.pk)


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
    found: list[Part] = []
    if any(questionnaire.asks_basis for _, questionnaire in responses):
        found.append(Part(1, None, None, (), all(response.basis for response, _ in responses)))
    for response, questionnaire in responses:
        answers = {answer.item_id: answer for answer in response.answers.all()}
        for start in range(0, len(questionnaire.items), MOST):
            items = questionnaire.items[start : start + MOST]
            questions = tuple(_question(item, answers.get(item.id), visit.number) for item in items)
            answered = all(item.id in answers for item in items)
            found.append(Part(len(found) + 1, response, questionnaire, questions, answered))
    return tuple(found)


def first_open(found: tuple[Part, ...]) -> int:
    """The number of the first part with something unanswered; one past the last where there is none."""
    return next((part.number for part in found if not part.answered), len(found) + 1)


def _question(item: Item, answer: Answer | None, visit: int) -> Question:
    if answer is None:
        return Question(item, "", kept=False)
    if answer.visit != visit:
        return Question(item, "", kept=True)
    chosen = str(answer.value) if answer.state == AnswerState.VALUE else answer.state
    return Question(item, chosen, kept=True)
