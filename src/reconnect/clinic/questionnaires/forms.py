"""What a form sent, as answers; what is not an answer is a blank."""

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from django.http import QueryDict

from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.questionnaire import Item, ItemKind

LONGEST = 10_000  # characters of somebody's own words: some pages

Sent = Mapping[str, str] | Mapping[str, str | list[str]]  # a field by its name, with all that it sent

SPOKEN = {
    AnswerState.DECLINED.value: AnswerState.DECLINED,
    AnswerState.DOES_NOT_APPLY.value: AnswerState.DOES_NOT_APPLY,
}


def read_items(items: Iterable[Item], sent: Sent) -> tuple[dict[str, Given], list[Item]]:
    """The answers to ``items``, and the items without one."""
    given: dict[str, Given] = {}
    blank: list[Item] = []
    for item in items:
        answer = read_item(item, _all(sent, f"item-{item.id}"))
        if answer is None:
            blank.append(item)
        else:
            given[item.id] = answer
    return given, blank


def read_item(item: Item, sent: Iterable[str]) -> Given | None:
    """One answer, from all that its field sent, or None."""
    texts = [text for text in sent if text.strip()]
    if item.kind is ItemKind.TEXT:
        plain = "\n".join(texts).replace("\0", "").replace("\r\n", "\n")  # a form counts the end of a line once
        words = plain.strip()[: item.longest or LONGEST]
        return Given(AnswerState.VALUE, text=words) if words else None
    spoken = next((SPOKEN[text] for text in texts if text in SPOKEN), None)
    if spoken is not None:
        return Given(spoken)
    steps = {str(step): step for step in range(item.low, item.high + 1)}
    chosen = [steps[text] for text in dict.fromkeys(texts) if text in steps]
    if not chosen:
        return None
    return Given(AnswerState.VALUE, sum(2**step for step in chosen) if item.kind is ItemKind.CHOICES else chosen[-1])


def _all(sent: Sent, name: str) -> list[str]:
    if isinstance(sent, QueryDict):
        return sent.getlist(name)
    said = sent.get(name, "")
    return [said] if isinstance(said, str) else said


def token_in(sent: Mapping[str, str] | None) -> UUID:
    """The id of what a sent form adds; a new one where it was not sent, or holds none."""
    try:
        return UUID(sent.get("token", "")) if sent else uuid4()
    except ValueError:
        return uuid4()


def read_basis(text: str) -> AnswerBasis | None:
    """The relationship in mind, or None."""
    return next((basis for basis in AnswerBasis if basis.value == text), None)
