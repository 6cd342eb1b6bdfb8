"""What somebody sends who shares: until which day."""

from datetime import date

from django import forms
from django.http import QueryDict

from reconnect.clinic.people.forms import WRITTEN
from reconnect.clinic.together.actions import LONGEST, USUAL
from reconnect.clinic.ui.plain_errors import PlainForm

REACH = "Choose a day from today on, within ninety days."


class UntilForm(PlainForm):
    """The last day on which it is seen: always one, and never far away."""

    until = forms.DateField(
        label="Until when?",
        help_text="It ends by itself after this day. You may stop it sooner, at any moment.",
        input_formats=(WRITTEN,),
        error_messages={"required": REACH, "invalid": REACH},
    )

    def __init__(self, sent: QueryDict | None, *, today: date) -> None:
        super().__init__(sent, initial={"until": today + USUAL})
        self.first, self.last = today, today + LONGEST
        ends = {"type": "date", "min": self.first.isoformat(), "max": self.last.isoformat()}
        self.fields["until"].widget = forms.DateInput(attrs=ends, format=WRITTEN)

    def clean_until(self) -> date:
        """Within reach."""
        until: date = self.cleaned_data["until"]
        if not self.first <= until <= self.last:
            raise forms.ValidationError(REACH)
        return until
