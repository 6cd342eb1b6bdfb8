"""What the phones send, and what a facilitator chooses."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from reconnect.clinic.polls.actions import LONGEST
from reconnect.clinic.polls.models import Choice
from reconnect.clinic.ui.plain_errors import PlainForm

LONGEST_QUESTION = 500  # characters: it must be read from the wall


class AnswerForm(PlainForm):
    """One answer, to the poll that was on the page."""

    poll = forms.UUIDField()
    choice = forms.ChoiceField(choices=Choice.choices, error_messages={"required": "Choose one, or leave it out."})


class QuestionForm(PlainForm):
    """Words for the box; ``token`` keeps the second of two clicks from putting them in twice."""

    words = forms.CharField(
        max_length=LONGEST_QUESTION,
        label="Your question",
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_QUESTION, "autocomplete": "off"}),
        help_text=f"Up to {LONGEST_QUESTION} characters.",
        error_messages={"required": "Nothing was written, so nothing was sent."},
    )
    token = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    @property
    def told(self) -> dict[str, Any]:
        """What it gives to its action."""
        token: UUID | None = self.cleaned_data["token"]
        return {"words": self.cleaned_data["words"], "id": token}


class HoursForm(PlainForm):
    """For how long the room opens."""

    hours = forms.TypedChoiceField(
        choices=[(hours, f"{hours} hour" + ("s" if hours > 1 else "")) for hours in range(1, LONGEST + 1)],
        coerce=int,
        initial=3,
        label="For how long",
        error_messages={"required": "Choose for how long."},
    )


class PlacingForm(PlainForm):
    """Where a question goes: on the wall, off it, or aside."""

    to = forms.ChoiceField(choices=[(each, each) for each in ("wall", "back", "aside")])
