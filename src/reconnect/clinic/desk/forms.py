"""A paper questionnaire typed in by staff."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from django.core.exceptions import ValidationError

from reconnect.clinic.people.forms import DateField
from reconnect.clinic.questionnaires.answering import Given
from reconnect.clinic.questionnaires.forms import read_basis, read_items
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.questionnaire import Questionnaire


class Cleaned(TypedDict):
    """What a complete form gives to the action."""

    given: dict[str, Given]
    basis: AnswerBasis | None
    answered_on: date


class PaperForm:
    """Every item answered or said to be blank on the paper, a day not in the future, a basis where it is asked."""

    def __init__(self, questionnaire: Questionnaire, sent: Mapping[str, str] | None, today: date) -> None:
        self.questionnaire = questionnaire
        self.sent = sent
        self.today = today
        self.errors: dict[str, str] = {}
        if sent is not None:
            self._read(sent)

    @property
    def complete(self) -> bool:
        """Whether it can be saved."""
        return self.sent is not None and not self.errors

    def _read(self, sent: Mapping[str, str]) -> None:
        given, missing = read_items(self.questionnaire.items, sent)
        for item in missing:
            if sent.get(f"item-{item.id}") == AnswerState.BLANK.value:
                given[item.id] = Given(AnswerState.BLANK)
            else:
                self.errors[f"item-{item.id}"] = "Choose what stands on the paper, or “Left blank”."
        basis = read_basis(sent.get("basis", ""))
        if self.questionnaire.asks_basis and basis is None and sent.get("basis") != "":
            self.errors["basis"] = "Choose what stands on the paper, or “Not said”."
        answered_on = self.today
        try:
            answered_on = DateField().end_at(self.today).clean(sent.get("answered_on", ""))
        except ValidationError:
            self.errors["answered_on"] = "Give the day on the paper, from 1900 to today."
        self.cleaned = Cleaned(given=given, basis=basis, answered_on=answered_on)
