"""How somebody's pages speak, as a form: their choices of now, and what they chose instead."""

from dataclasses import dataclass

from django.http import QueryDict

from reconnect.clinic.questionnaires.forms import read_items
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.questionnaires.parts import form_value
from reconnect.clinic.questionnaires.voices import ASKED, LONGEST
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire

ABOUT_PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with what stands there, and what to put right."""

    item: Item
    chosen: str
    error: str

    @property
    def field(self) -> str:
        """Its name in the form."""
        return f"item-{self.item.id}"


class SpeakForm:
    """``sent`` is what was chosen just now, or None where the page is only looked at.

    A ``partner`` is not asked about a partner: their pages always speak of one.
    """

    def __init__(self, present: Response | None, sent: QueryDict | None, *, partner: bool) -> None:
        items = self.questionnaire.items
        self.items = tuple(each for each in items if each.id != ABOUT_PARTNER) if partner else items
        self.sent = sent
        self.present = present
        self.given: dict[str, Given] = {}
        if sent is not None:
            self.given, _ = read_items(self.items, sent)

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions."""
        return shipped_library().questionnaires.newest[ASKED]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Each question; what was typed stays typed."""
        answers = {} if self.present is None else {each.item_id: each for each in self.present.answers.all()}
        found = []
        for item in self.items:
            said = form_value(item, answers[item.id]) if item.id in answers else ""
            if self.sent is not None:
                said = self.sent.get(f"item-{item.id}", "")
            found.append(Choice(item, str(said) if said not in UNASKED else "", self._error(item)))
        return tuple(found)

    @property
    def errors(self) -> tuple[Choice, ...]:
        """Those that are not right."""
        return tuple(each for each in self.choices if each.error) if self.sent is not None else ()

    def _error(self, item: Item) -> str:
        given = self.given.get(item.id)
        if item.kind is ItemKind.TEXT and given is not None and len(given.text or "") > LONGEST:
            return f"Please use a word or two: {LONGEST} letters at most."
        return ""


UNASKED = {"not shown", "blank"}
