"""What the person's pages of steps send."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.forms import DateField
from reconnect.clinic.steps.models import HowItWas
from reconnect.clinic.ui.plain_errors import PlainForm
from reconnect.model.pacing import PERCENTS, Flare

LONGEST = 600  # characters of a step: a few sentences
SHOWN = ("yes", "no")


def _of(values: Iterable[object]) -> list[tuple[str, str]]:
    """Choices whose words stand in the page."""
    return [(str(each), str(each)) for each in values]


class OnceForm(PlainForm):
    """Its ``token`` becomes the id of what it adds, so that two clicks add one."""

    token = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)


class StepForm(OnceForm):
    """A step in somebody's own words. Whether the team may see the steps is ``asked`` with the first one."""

    words = forms.CharField(max_length=LONGEST, required=False)
    together = forms.BooleanField(required=False)
    shown = forms.ChoiceField(choices=_of(SHOWN), required=False)

    def __init__(self, sent: Any = None, *, asked: bool) -> None:
        super().__init__(sent)
        self.asked = asked
        self.fields["words"].error_messages["max_length"] = "This is long for one step. Please make it shorter."

    def clean(self) -> None:
        """A first step is kept only with a choice who sees it."""
        super().clean()
        if self.asked and not self.cleaned_data.get("shown") and "shown" not in self.errors:
            self.add_error("shown", "Please choose who may see your steps.")

    @property
    def team_sees(self) -> bool | None:
        """What a valid form says of the team, where it was asked."""
        return self.cleaned_data["shown"] == "yes" if self.asked else None


class TryForm(OnceForm):
    """How a step went. Only the day is needed; a time is asked for where the step is ``timed``."""

    tried_on = DateField()
    how = forms.ChoiceField(choices=_of(HowItWas.values), required=False)
    flare = forms.ChoiceField(choices=_of(each.value for each in Flare if each), required=False)
    minutes = forms.IntegerField(min_value=0, max_value=120, required=False)
    seconds = forms.IntegerField(min_value=0, max_value=59, required=False)

    def __init__(self, sent: Any = None, *, service: Service, timed: bool) -> None:
        super().__init__(sent)
        self.timed = timed
        today = today_of(service)
        self.fields["tried_on"].end_at(today)
        self.fields["tried_on"].initial = today
        self.fields["tried_on"].error_messages |= {
            "required": "Please choose the day.",
            "invalid": "Please choose a day from the calendar.",
        }
        for name, most in (("minutes", 120), ("seconds", 59)):
            said = f"Please write a whole number from 0 to {most}."
            errors = {"invalid": said, "min_value": said, "max_value": said}
            self.fields[name].error_messages |= errors
            for validator in self.fields[name].validators:
                validator.message = said

    @property
    def told(self) -> dict[str, Any]:
        """What a valid form gives to the action. A time that was left empty is no time, and not 0."""
        said = self.cleaned_data
        parts = (said["minutes"], said["seconds"])
        known = self.timed and any(part is not None for part in parts)
        return {
            "id": said["token"],
            "tried_on": said["tried_on"],
            "how": HowItWas(said["how"]) if said["how"] else None,
            "flare": Flare(said["flare"]),
            "seconds": 60 * (parts[0] or 0) + (parts[1] or 0) if known else None,
        }


class PaceForm(PlainForm):
    """How fast the time of a step may grow."""

    percent = forms.TypedChoiceField(choices=_of(PERCENTS), coerce=int)
