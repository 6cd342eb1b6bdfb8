"""What somebody had later of a session that they missed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Attendance, How
from reconnect.clinic.groups.forms.groups import staff_of
from reconnect.clinic.groups.forms.session import UNTICKED
from reconnect.clinic.groups.meeting import There, minutes_of
from reconnect.clinic.groups.models import SessionPart
from reconnect.clinic.groups.models.session import LONGEST_PART
from reconnect.clinic.partners.forms import AboutPerson
from reconnect.clinic.people.forms import DateField, WholeNumberField, sentences
from reconnect.clinic.ui.plain_errors import RowsField


class MakeUpForm(AboutPerson):
    """A contact with one person, which had parts of a session in it."""

    held_on = DateField(label="Held on")
    how = forms.TypedChoiceField(choices=How.choices, coerce=How, label="How they met")
    leaders = RowsField(queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple, label="Led by")
    practice = sentences("Practice agreed", help_text="In the person's words, and theirs to leave out.")
    note = sentences("Note for the team", help_text="The whole team sees it. Nobody else's name belongs here.")

    def __init__(self, *args: object, parts: Sequence[SessionPart], by: Member, practice: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"leaders": [by.pk], "practice": practice}, **kwargs)
        self.fields["leaders"].queryset = staff_of(by.service)
        self.parts = [each for each in parts if not each.left_out]
        for part in self.parts:
            self.fields[f"done-{part.pk}"] = forms.BooleanField(required=False, label=f"Done: {part.title}")
            self.fields[f"minutes-{part.pk}"] = WholeNumberField(
                required=False, min_value=1, max_value=LONGEST_PART, label=f"{part.title}, minutes it took"
            )

    @property
    def rows(self) -> Iterator[tuple[SessionPart, BoundField, BoundField]]:
        """Each part of the session, with its tick and its minutes."""
        for part in self.parts:
            yield part, self[f"done-{part.pk}"], self[f"minutes-{part.pk}"]

    def clean(self) -> None:
        """At least one part, and no minutes without a tick."""
        super().clean()
        said = self.cleaned_data
        for part in self.parts:
            if said.get(f"minutes-{part.pk}") and not said.get(f"done-{part.pk}"):
                self.add_error(f"minutes-{part.pk}", UNTICKED)
        if not any(said.get(f"done-{part.pk}") for part in self.parts):
            raise forms.ValidationError("Tick what they had: at least one part.")

    @property
    def told(self) -> dict[str, Any]:
        """What it gives to its action."""
        said = self.cleaned_data
        done = {part.pk: said[f"minutes-{part.pk}"] or part.minutes for part in self.parts if said[f"done-{part.pk}"]}
        minutes, techniques = minutes_of(done, self.parts, There(Attendance.ATTENDED))
        told = Encounter(
            held_on=said["held_on"],
            how=said["how"],
            leaders=tuple(said["leaders"]),
            minutes=minutes,
            techniques=techniques,
            practice_agreed=said["practice"],
            note=said["note"],
        )
        return {"told": told, "id": self.token}
