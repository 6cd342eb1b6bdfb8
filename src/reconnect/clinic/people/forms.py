"""What staff type in about a person."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.days import EARLIEST, today_of, too_young
from reconnect.clinic.people.models import Person
from reconnect.clinic.people.nhs_number import figures_of, is_nhs_number, spaced
from reconnect.clinic.people.queries import other_of_number
from reconnect.clinic.ui.plain_errors import PlainForm

LONGEST = 10_000  # characters of a note: some pages
WRITTEN = "%Y-%m-%d"  # as a date control sends it: 01/02/2024 is two days


class DateField(forms.DateField):
    """A day from 1900 to ``latest``, which is today."""

    widget = forms.DateInput(attrs={"type": "date", "min": EARLIEST.isoformat()}, format=WRITTEN)
    input_formats = (WRITTEN,)
    latest: date

    def end_at(self, latest: date) -> "DateField":
        """The same field, whose last day is known."""
        self.latest = latest
        self.widget.attrs["max"] = latest.isoformat()
        return self

    def validate(self, value: date | None) -> None:
        """Refuse a day outside."""
        super().validate(value)
        if value is not None and value < EARLIEST:
            raise forms.ValidationError("This day lies before 1900.")
        if value is not None and value > self.latest:
            raise forms.ValidationError("This day lies in the future.")


class ComingDateField(forms.DateField):
    """A day that may lie ahead."""

    widget = forms.DateInput(attrs={"type": "date"}, format=WRITTEN)
    input_formats = (WRITTEN,)


class WholeNumberField(forms.IntegerField):
    """A whole number between two ends. Whatever is wrong with it, the error says what may be written."""

    def __init__(self, *, min_value: int, max_value: int, **kwargs: Any) -> None:
        kind = f"Write a whole number from {min_value} to {max_value}."
        errors = {"invalid": kind, "min_value": kind, "max_value": kind} | kwargs.pop("error_messages", {})
        super().__init__(min_value=min_value, max_value=max_value, error_messages=errors, **kwargs)


def sentences(
    label: str, *, required: bool = False, rows: int = 4, help_text: str = "", longest: int = LONGEST
) -> forms.CharField:
    """A field for a few sentences."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=longest, label=label, required=required, widget=area, help_text=help_text)


class StaffForm(PlainForm):
    """A form of the service's staff: its days end today."""

    overtaken = False  # somebody else changed the same meanwhile

    def __init__(self, *args: object, service: Service, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today_of(service)
        for field in self.fields.values():
            if isinstance(field, DateField):
                field.end_at(self.today)

    @property
    def status(self) -> int:
        """How a page that shows it answers: 409 where somebody was faster, 422 where something is wrong in it."""
        if not self.is_bound:
            return 200
        return 409 if self.overtaken else 422


class PersonForm(StaffForm):
    """Who somebody is. Only the name is needed.

    A number that somebody else of the service has is asked for once more; the form then sends it as ``same_number``.
    """

    name = forms.CharField(max_length=120, label="Name")
    born_on = DateField(required=False, label="Born on")
    nhs_number = forms.CharField(max_length=20, required=False, label="NHS number", help_text="Ten figures.")
    words_preferred = forms.CharField(
        max_length=300,
        required=False,
        label="Words they prefer",
        help_text="For their body, for closeness, for themselves.",
    )
    gender_said = forms.CharField(max_length=60, required=False, label="Gender, in their own words")
    gender_reported = forms.CharField(
        max_length=40, required=False, label="Gender to count by", help_text="Used in reports. May stay empty."
    )
    diagnoses = forms.CharField(max_length=300, required=False, label="Diagnoses", help_text="Divided by semicolons.")
    pain_since = forms.IntegerField(required=False, min_value=EARLIEST.year, label="Pain since (year)")

    def __init__(self, *args: object, service: Service, person_id: UUID | None = None, **kwargs: object) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.service = service
        self.person_id = person_id
        self.same_number = ""
        self.other: Person | None = None

    def clean_born_on(self) -> date | None:
        """Old enough for this service."""
        born_on: date | None = self.cleaned_data["born_on"]
        if too_young(self.service, born_on):
            years = self.service.youngest
            raise forms.ValidationError(f"This service sees people from {years} years on. Look at the day again.")
        return born_on

    def clean_nhs_number(self) -> str:
        """Ten figures that fit each other, as they are written for people."""
        figures = figures_of(self.cleaned_data["nhs_number"])
        if figures and not is_nhs_number(figures):
            raise forms.ValidationError("These are not the figures of an NHS number: look at each of them again.")
        return figures and spaced(figures)

    def clean_diagnoses(self) -> list[str]:
        """Each once, in the order given."""
        return list(dict.fromkeys(part.strip() for part in self.cleaned_data["diagnoses"].split(";") if part.strip()))

    def clean_pain_since(self) -> int | None:
        """Not in the future."""
        year: int | None = self.cleaned_data["pain_since"]
        if year is not None and year > self.today.year:
            raise forms.ValidationError("This year lies in the future.")
        return year

    def clean(self) -> None:
        """Ask once more about a number that somebody else has."""
        number = self.cleaned_data.get("nhs_number")
        self.other = other_of_number(self.service, number, self.person_id) if number else None
        if self.other:
            self.same_number = number
            if self.data.get("same_number") != number:
                self.add_error("nhs_number", "Somebody else in your service has this number.")


def known_of(person: Person) -> dict[str, object]:
    """What a PersonForm shows of somebody who is known."""
    fields = ("name", "nhs_number", "born_on", "words_preferred", "gender_said", "gender_reported", "pain_since")
    return {name: getattr(person, name) for name in fields} | {"diagnoses": "; ".join(person.diagnoses or ())}


class ReferralForm(StaffForm):
    """What begins an episode."""

    referred_on = DateField(label="Referred on")
    group = forms.CharField(max_length=60, required=False, label="Group")


class OnceForm(StaffForm):
    """A form that adds something once: its ``token`` becomes the id of what it adds."""

    token = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    @property
    def told(self) -> dict[str, Any]:
        """What it gives to its action."""
        told = dict(self.cleaned_data)
        return told | {"id": told.pop("token")}


class NewEpisodeForm(OnceForm, ReferralForm):
    """Another episode of somebody who was treated before."""


class NewPersonForm(OnceForm, ReferralForm, PersonForm):
    """A person and what they were referred for."""

    def clean(self) -> None:
        """The second click of two must not find the number of the first."""
        self.person_id = self.cleaned_data.get("token")
        super().clean()


class EpisodeForm(StaffForm):
    """The two days that everything else is counted from. An empty field takes a recorded day back."""

    started_on = DateField(required=False, label="First ReConnect contact")
    ended_on = DateField(required=False, label="End of treatment")


class AgreementForm(StaffForm):
    """What the person said about anonymised use of their answers."""

    agreed = forms.TypedChoiceField(
        choices=[("yes", "Yes, they agree"), ("no", "No, they do not")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        label="May their answers be counted in the service's anonymous figures?",
    )
    said_on = DateField(label="Said on")
