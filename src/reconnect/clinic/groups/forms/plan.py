"""The plan of one session."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.groups.actions.plans import Line, OwnPart
from reconnect.clinic.groups.days import refuse_day_of_plan
from reconnect.clinic.groups.models import Session, SessionPart
from reconnect.clinic.groups.models.session import LONGEST_PART, LONGEST_SESSION
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.forms import ComingDateField, OnceForm, WholeNumberField, sentences
from reconnect.errors import ActionDenied
from reconnect.model.session_plan import Doing

MOST_PARTS = 99


class PlanForm(OnceForm):
    """Day, length, and the lines of the run-sheet. ``seen`` is the change of the plan that it was opened on."""

    planned_on = ComingDateField(label="Day")
    minutes = WholeNumberField(min_value=1, max_value=LONGEST_SESSION, label="Minutes altogether")
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, session: Session, parts: Sequence[SessionPart], **kwargs: Any) -> None:
        initial = {"planned_on": session.planned_on, "minutes": session.minutes, "seen": session.plan_mark}
        super().__init__(*args, initial=initial, **kwargs)
        self.session, self.parts = session, parts
        for part in parts:
            self.fields[f"position-{part.pk}"] = WholeNumberField(
                min_value=1, max_value=MOST_PARTS, initial=part.position, label=f"{part.title}, place"
            )
            self.fields[f"minutes-{part.pk}"] = WholeNumberField(
                min_value=1, max_value=LONGEST_PART, initial=part.minutes, label=f"{part.title}, minutes"
            )
            self.fields[f"out-{part.pk}"] = forms.BooleanField(
                required=False, initial=part.left_out, label=f"{part.title}, leave out"
            )

    def clean_planned_on(self) -> date:
        """A day in the session's place among the others."""
        day: date = self.cleaned_data["planned_on"]
        try:
            refuse_day_of_plan(self.session, day)
        except ActionDenied as denied:
            raise forms.ValidationError(str(denied)) from None
        return day

    @property
    def rows(self) -> Iterator[tuple[SessionPart, BoundField, BoundField, BoundField]]:
        """Each part with its fields: place, minutes, left out."""
        for part in self.parts:
            yield part, self[f"position-{part.pk}"], self[f"minutes-{part.pk}"], self[f"out-{part.pk}"]

    @property
    def told(self) -> dict[str, Any]:
        """What it gives to its action."""
        said = self.cleaned_data
        return {
            "planned_on": said["planned_on"],
            "minutes": said["minutes"],
            "lines": {each.pk: self._line(each.pk) for each in self.parts},
            "seen": said["seen"],
            "id": said["token"],
        }

    def _line(self, part_id: UUID) -> Line:
        said = self.cleaned_data
        return Line(said[f"position-{part_id}"], said[f"minutes-{part_id}"], said[f"out-{part_id}"])

    def look_again(self, session: Session) -> None:
        """Whoever was told of a colleague's change has seen it: sent once more, it takes its place."""
        self.data = self.data.copy()
        self.data["seen"] = str(session.plan_mark or "")


class PartForm(OnceForm):
    """A part that the facilitators add."""

    title = forms.CharField(max_length=80, label="What it is")
    minutes = WholeNumberField(min_value=1, max_value=LONGEST_PART, label="Minutes planned")
    doing = forms.TypedChoiceField(
        choices=[(each.value, each.value.capitalize()) for each in Doing],
        coerce=Doing,
        initial=Doing.DISCUSSION,
        label="What kind of thing",
    )
    technique_id = forms.ChoiceField(required=False, label="Counts for", help_text="The technique its minutes are of.")
    about_sex = forms.BooleanField(required=False, label="About sex")
    optional = forms.BooleanField(required=False, label="Anybody may sit it out")
    words = sentences("How to do it", help_text="For whoever leads.", rows=3)

    def __init__(self, *args: object, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, service=service, **kwargs)
        names = [(each.id, each.name) for each in newest(service, "techniques").values()]
        self.fields["technique_id"].choices = [("", "None"), *sorted(names, key=lambda each: each[1])]

    @property
    def told(self) -> dict[str, Any]:
        """What it gives to its action."""
        said = dict(self.cleaned_data)
        return {"id": said.pop("token"), "part": OwnPart(**said)}
