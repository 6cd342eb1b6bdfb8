"""A member's own answers, and the team's pictures, ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconnect.clinic.training.models import Moment, Sitting
from reconnect.clinic.training.picture import Picture
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Questionnaire

MOMENTS = {Moment.BEFORE: "Before training", Moment.AFTER: "After training", Moment.YEARLY: "Yearly"}
UNSAID = {AnswerState.DECLINED.value: "preferred not to say", AnswerState.DOES_NOT_APPLY.value: "not part of my work"}


@dataclass(frozen=True, slots=True)
class Column:
    """One of the member's sittings: when, and what was said to each skill by its id, "–" where nothing."""

    label: str
    answered_on: date | None
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A skill with the team's picture of each moment."""

    text: str
    pictures: tuple[tuple[str, Picture | None], ...]


def columns(sittings: Sequence[Sitting]) -> list[Column]:
    """The member's own sittings, in their order."""
    return [
        Column(
            MOMENTS[Moment(each.moment)],
            each.response.answered_on,
            {
                answer.item_id: str(answer.value)
                if answer.state == AnswerState.VALUE
                else UNSAID.get(answer.state, "–")
                for answer in each.response.answers.all()
            },
        )
        for each in sittings
    ]


def team_rows(questionnaire: Questionnaire, found: Mapping[tuple[str, str], Picture | None]) -> list[Row]:
    """Each skill, with its pictures in the order of the moments."""
    return [
        Row(item.text, tuple((MOMENTS[each], found[each.value, item.id]) for each in Moment))
        for item in questionnaire.items
    ]
