"""What staff type in about a person."""

from datetime import date

from django import forms

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.days import EARLIEST, today_of

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


class StaffForm(forms.Form):
    """A form of the service's staff: its days end today, and what it misses is asked for kindly."""

    def __init__(self, *args: object, service: Service, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today_of(service)
        for field in self.fields.values():
            field.error_messages["required"] = "Please fill this in."
            if isinstance(field, DateField):
                field.end_at(self.today)


class PersonForm(StaffForm):
    """A new person and what they were referred for. Only the name and the day of referral are needed."""

    name = forms.CharField(max_length=120, label="Name")
    born_on = DateField(required=False, label="Born on")
    nhs_number = forms.RegexField(r"^[0-9 ]{10,12}$", required=False, label="NHS number", help_text="Ten figures.")
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
    referred_on = DateField(label="Referred on")
    group = forms.CharField(max_length=60, required=False, label="Group")

    def clean_diagnoses(self) -> list[str]:
        """Each once, in the order given."""
        return list(dict.fromkeys(part.strip() for part in self.cleaned_data["diagnoses"].split(";") if part.strip()))

    def clean_pain_since(self) -> int | None:
        """Not in the future."""
        year: int | None = self.cleaned_data["pain_since"]
        if year is not None and year > self.today.year:
            raise forms.ValidationError("This year lies in the future.")
        return year


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
