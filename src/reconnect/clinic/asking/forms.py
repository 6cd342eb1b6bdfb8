"""What staff note while they ask."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from reconnect.clinic.asking.labels import LEVELS
from reconnect.clinic.asking.models import Purpose, Reason, Said
from reconnect.clinic.asking.waiting import NO_LEVEL, waiting_problem
from reconnect.clinic.people.forms import ComingDateField, DateField, OnceForm, sentences
from reconnect.clinic.questionnaires.forms import read_basis, read_items, token_in
from reconnect.clinic.questionnaires.told import TellsOf, Told
from reconnect.clinic.ui.plain_errors import PlainForm
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire

SPOKEN = (("declined", "Would rather not say"), ("does not apply", "Does not apply"))
NOTHING_SAID = "Nothing is filled in yet. Fill in what was told, or press “Leave for later”."


class PermissionForm(OnceForm):
    """Three answers, none of them chosen before, and the day that each of them rests on."""

    answer = forms.ChoiceField(choices=Said.choices, widget=forms.RadioSelect, label="What did they say?")
    said_on = DateField(label="Said on")
    when = forms.ChoiceField(
        choices=[("first", "At their first visit"), ("later", "Later")],
        widget=forms.RadioSelect,
        label="When were they asked?",
    )
    level = forms.ChoiceField(
        choices=[("", "Not said"), *((level.value, text) for level, text in LEVELS.items())],
        required=False,
        label="How far would they like to go for now?",
    )
    ask_again_on = ComingDateField(
        required=False,
        label="May be asked again from",
        help_text="The day they named. From then on the whole team sees it. Nothing is ever sent to them.",
    )
    note = sentences(
        "A note",
        rows=3,
        help_text="Only what the next of us needs: words they use, what made it easier.",
        longest=2000,
    )

    def clean(self) -> None:
        """The day to ask again belongs to "not now", and comes later."""
        told = self.cleaned_data
        if told.get("ask_again_on") and told.get("answer") and told.get("said_on"):
            problem = waiting_problem(told["answer"], told["said_on"], told["ask_again_on"])
            if problem:
                self.add_error("ask_again_on", problem)
        if told.get("level") and told.get("answer") not in {None, Said.YES}:
            self.add_error("level", NO_LEVEL)

    @property
    def told(self) -> dict[str, object]:
        """What the action takes."""
        told = super().told
        return told | {"at_first_visit": told.pop("when") == "first"}


class OpeningForm(PlainForm):
    """Why a locked block is opened."""

    reason = forms.ChoiceField(choices=Reason.choices, widget=forms.RadioSelect)


class LookForm(PlainForm):
    """What sealed answers are looked at for."""

    purpose = forms.ChoiceField(choices=Purpose.choices, widget=forms.RadioSelect)


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as the form asks it: what stands chosen, the ways not to answer, and what was told before."""

    item: Item
    field: str
    chosen: str | list[str]
    ways: tuple[tuple[str, str], ...]
    before: Told | None


class BlockForm:
    """A block, every question of which may stay open. ``told`` stands beside; nothing of it is filled in.

    ``later`` is that all of it was left for later; ``token`` becomes the id of the response.
    """

    def __init__(self, block: Questionnaire, sent: QueryDict | None, today: date, told: TellsOf) -> None:
        self.block = block
        self.sent = sent
        self.today = today
        self.errors: dict[str, str] = {}
        self.later = sent is not None and "later" in sent
        self.answered_on = today.isoformat() if sent is None else sent.get("answered_on", "")
        self.basis = "" if sent is None else sent.get("basis", "")
        self.token = token_in(sent)
        self.asked = tuple(self._asked(item, told) for item in block.items)
        if sent is not None:
            self._read(sent)

    @property
    def complete(self) -> bool:
        """Whether it can be saved."""
        return self.sent is not None and not self.errors

    def _asked(self, item: Item, told: TellsOf) -> Asked:
        field = f"item-{item.id}"
        before = None if item.sealed else told.get((self.block.id, item.id))
        if item.kind is ItemKind.CHOICES:
            return Asked(item, field, self.sent.getlist(field) if self.sent else [], SPOKEN, before)
        ways = (("", "Not asked"), *SPOKEN)
        return Asked(item, field, self.sent.get(field, "") if self.sent else "", ways, before)

    def _read(self, sent: QueryDict) -> None:
        given, _ = read_items(self.block.items, sent)
        given = {} if self.later else given
        if not given and not self.later:
            self.errors["items"] = NOTHING_SAID
        day = self.today
        try:
            day = DateField().end_at(self.today).clean(self.answered_on)
        except ValidationError:
            self.errors["answered_on"] = "Give the day on which it was told, from 1900 to today."
        basis = read_basis(self.basis) if self.block.asks_basis and not self.later else None
        self.told = {"given": given, "answered_on": day, "basis": basis, "id": self.token}
