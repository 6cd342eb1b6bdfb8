"""What the person's pages, and staff, send."""

import re

from django import forms
from django.http import QueryDict

from reconnect.clinic.people.forms import StaffForm
from reconnect.clinic.people.models import Episode
from reconnect.clinic.questionnaires.forms import read_items
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.parts import Part
from reconnect.model.answer import AnswerState
from reconnect.model.questionnaire import ItemKind, Questionnaire

ABOUT = re.compile(r"[a-z0-9-]{1,60}")
EMPTIED = {ItemKind.TEXT, ItemKind.CHOICES}  # can be emptied again; a radio button cannot


def read_page(page: Part, sent: QueryDict) -> dict[str, Given]:
    """The answers on a page that was sent whole.

    What was left empty is a blank, where nothing was said before, or where it stood in the page and was taken out:
    a page that was drawn earlier must not wipe what was said since.
    """
    given, empty = read_items([question.item for question in page.questions], sent)
    drawn = set(sent.getlist("drawn"))
    said = {question.item.id for question in page.questions if question.kept and question.field not in drawn}
    return given | {item.id: Given(AnswerState.BLANK) for item in empty if item.id not in said}


def read_single(page: Part, sent: QueryDict) -> dict[str, Given]:
    """The answers that were just given, one by one; words and choices may have been emptied."""
    items = [question.item for question in page.questions if question.field in sent]
    given, empty = read_items(items, sent)
    return given | {
        item.id: Given(AnswerState.BLANK)
        for item in empty
        if item.kind in EMPTIED and not any(sent.getlist(f"item-{item.id}"))
    }


def about_of(sent: QueryDict) -> str:
    """The id of what a worksheet is filled in for, or "": a card, practice or step of content, or a row's own id."""
    about = sent.get("about", "")
    return about if ABOUT.fullmatch(about) else ""


class InviteForm(StaffForm):
    """Which block to ask for at home."""

    block = forms.ChoiceField(label="What they may fill in at home")

    def __init__(self, sent: QueryDict | None, *, episode: Episode, blocks: tuple[Questionnaire, ...]) -> None:
        super().__init__(sent, service=episode.service, auto_id=f"{episode.pk}-%s")
        self.blocks = {each.id: each for each in blocks}
        self.fields["block"].choices = [("", "Choose one"), *((each.id, each.name) for each in blocks)]
        self.fields["block"].error_messages["invalid_choice"] = "Choose one of the list."

    @property
    def chosen(self) -> Questionnaire:
        """The block of a valid form."""
        return self.blocks[self.cleaned_data["block"]]
