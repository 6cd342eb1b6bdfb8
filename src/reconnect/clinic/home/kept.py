"""What somebody kept on their own pages, as they find it again. What was sealed is on no page, nor a gap for it."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.home.subjects import subject_of
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.questionnaires.models import Answer, Response
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Item, ItemKind
from reconnect.model.voice import Voice

UNSAID = {
    AnswerState.DECLINED.value: "Prefer not to say",
    AnswerState.DOES_NOT_APPLY.value: "Does not apply to me",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """``subject`` is what it is about, or "".

    ``lines`` are questions and what was said, "" where nothing was; a scale's ends stand with its figure.
    """

    response: Response
    name: str
    subject: str
    kept_on: date
    sent: bool
    lines: tuple[tuple[str, str], ...]


def kept_card(response: Response, voice: Voice) -> Kept:
    """The response, its answers at hand, for the reader whose voice it is."""
    wording = edition(response.service, response.questionnaire_id, response.version)
    answers = {each.item_id: each for each in response.answers.all()}
    shown = [item for item in wording.items if not item.sealed]
    kept_on = response.kept_at.astimezone(response.service.zone).date()
    lines = tuple((item.text, said(item, answers.get(item.id))) for item in shown)
    sent = response.submitted_at is not None
    return Kept(response, wording.name, subject_of(response, voice), kept_on, sent, lines)


def said(item: Item, answer: Answer | None) -> str:
    """What was said, in the words of the page it was said on."""
    if answer is None or answer.state != AnswerState.VALUE:
        return UNSAID.get(answer.state, "") if answer else ""
    value = answer.value_of(item)
    if value is None:
        return answer.text or ""
    chosen = ", ".join(item.chosen(value))
    if item.kind is not ItemKind.SCALE or chosen != str(value):
        return chosen
    low, high = item.low, item.high
    return f"{chosen} ({low}: {item.labels[str(low)]}, {high}: {item.labels[str(high)]})"
