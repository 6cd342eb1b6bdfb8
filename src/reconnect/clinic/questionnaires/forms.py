"""What a form sent, as answers; what is not an answer is a blank."""

from collections.abc import Iterable, Mapping

from reconnect.clinic.questionnaires.answering import Given
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.questionnaire import Item

SPOKEN = {
    AnswerState.DECLINED.value: AnswerState.DECLINED,
    AnswerState.DOES_NOT_APPLY.value: AnswerState.DOES_NOT_APPLY,
}


def read_items(items: Iterable[Item], sent: Mapping[str, str]) -> tuple[dict[str, Given], list[Item]]:
    """The answers to ``items``, and the items without one."""
    given: dict[str, Given] = {}
    blank: list[Item] = []
    for item in items:
        answer = read_item(item, sent.get(f"item-{item.id}", ""))
        if answer is None:
            blank.append(item)
        else:
            given[item.id] = answer
    return given, blank


def read_item(item: Item, text: str) -> Given | None:
    """One answer, or None."""
    if text in SPOKEN:
        return Given(SPOKEN[text])
    if text in {str(value) for value in range(item.low, item.high + 1)}:
        return Given(AnswerState.VALUE, int(text))
    return None


def read_basis(text: str) -> AnswerBasis | None:
    """The relationship in mind, or None."""
    return next((basis for basis in AnswerBasis if basis.value == text), None)
