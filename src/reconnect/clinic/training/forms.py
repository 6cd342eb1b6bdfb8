"""How sure somebody feels, as they send it."""

from django.http import QueryDict

from reconnect.clinic.questionnaires.forms import read_items, token_in
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.training.models import Moment
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import Questionnaire


class SittingForm:
    """A moment, and as many numbers as somebody likes, one at least. ``token`` becomes the id of what is kept."""

    def __init__(self, questionnaire: Questionnaire, sent: QueryDict | None) -> None:
        self.questionnaire = questionnaire
        self.sent = sent
        self.token = token_in(sent)
        self.moment = sent.get("moment", "") if sent else ""
        self.errors: dict[str, str] = {}
        self.given: dict[str, Given] = {}
        if sent is not None:
            self._read(sent)

    @property
    def complete(self) -> bool:
        """Whether it can be kept."""
        return self.sent is not None and not self.errors

    def chosen(self, item_id: str) -> str:
        """What stands at an item."""
        return self.sent.get(f"item-{item_id}", "") if self.sent else ""

    def _read(self, sent: QueryDict) -> None:
        self.given, empty = read_items(self.questionnaire.items, sent)
        if not self.given:
            self.errors[f"item-{self.questionnaire.items[0].id}"] = "Choose a number for one skill at least."
        self.given |= {item.id: Given(AnswerState.BLANK) for item in empty}
        if self.moment not in Moment:
            self.errors["moment"] = "Choose when this is."
