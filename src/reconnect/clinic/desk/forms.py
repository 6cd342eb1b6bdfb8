"""A questionnaire that was answered on paper or by telephone, typed in by staff."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from django.core.exceptions import ValidationError

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.forms import DateField
from reconnect.clinic.questionnaires.forms import read_basis, read_items
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Mode, Response
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.questionnaire import Questionnaire

TYPED_IN = (Mode.PAPER, Mode.TELEPHONE)


class Cleaned(TypedDict):
    """What a complete form gives to the action."""

    given: dict[str, Given]
    basis: AnswerBasis | None
    answered_on: date
    mode: Mode


class PaperForm:
    """Every item answered or said to be blank, a day not in the future, how it came, a basis where it is asked.

    ``standing`` is the submitted response that stands there now, which a form not sent yet shows. The form says in
    ``live`` which one it was opened on, so that nobody replaces answers they did not see.
    """

    def __init__(
        self, questionnaire: Questionnaire, sent: Mapping[str, str] | None, today: date, standing: Response | None
    ) -> None:
        self.questionnaire = questionnaire
        self.sent = sent
        self.today = today
        self.standing = standing
        self.errors: dict[str, str] = {}
        self.shown = _told(standing) if sent is None and standing is not None else sent or {}
        if sent is not None:
            self._read(sent)

    @property
    def complete(self) -> bool:
        """Whether it can be saved."""
        return self.sent is not None and not self.errors

    @property
    def live(self) -> str:
        """The id of the response that stands there, empty where none does."""
        return str(self.standing.pk) if self.standing else ""

    @property
    def overtaken(self) -> bool:
        """Whether another response stands there than when the form was opened."""
        return self.sent is not None and self.sent.get("live", "") != self.live

    @property
    def opened_on(self) -> str:
        """What ``live`` is to say. Whoever was told of another response has seen that one."""
        return self.live if self.sent is None or self.complete else self.sent.get("live", "")

    def was_saved_by(self, by: Member) -> bool:
        """Whether what stands there is this very form, sent before by the same member: the first of two clicks."""
        standing = self.standing
        if not self.complete or standing is None or standing.entered_by != by:
            return False
        saved = _told(standing) | {"live": str(standing.supersedes_id or "")}
        return {name: self.shown.get(name, "") for name in saved} == saved

    def _read(self, sent: Mapping[str, str]) -> None:
        given, missing = read_items(self.questionnaire.items, sent)
        for item in missing:
            if sent.get(f"item-{item.id}") == AnswerState.BLANK.value:
                given[item.id] = Given(AnswerState.BLANK)
            else:
                self.errors[f"item-{item.id}"] = "Choose what was answered, or “Left blank”."
        basis = read_basis(sent.get("basis", ""))
        if self.questionnaire.asks_basis and basis is None and sent.get("basis") != "":
            self.errors["basis"] = "Choose what was answered, or “Not said”."
        mode = next((each for each in TYPED_IN if each == sent.get("mode")), None)
        if mode is None:
            self.errors["mode"] = "Choose how the answers came."
        answered_on = self.today
        try:
            answered_on = DateField().end_at(self.today).clean(sent.get("answered_on", ""))
        except ValidationError:
            self.errors["answered_on"] = "Give the day on the paper, or of the call, from 1900 to today."
        self.cleaned = Cleaned(given=given, basis=basis, answered_on=answered_on, mode=mode or Mode.PAPER)


def _told(response: Response) -> dict[str, str]:
    """A response as the form would send it; what was never shown is left open."""
    told = {
        f"item-{answer.item_id}": str(answer.value) if answer.state == AnswerState.VALUE else answer.state
        for answer in response.answers.all()
        if answer.state != AnswerState.NOT_SHOWN
    }
    day = response.answered_on
    mode = response.mode if response.mode in TYPED_IN else ""
    return told | {"basis": response.basis, "answered_on": day.isoformat() if day else "", "mode": mode}
