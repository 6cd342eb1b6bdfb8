"""What staff type in about a person."""

from datetime import date

from django import forms
from django.utils import timezone

from reconnect.clinic.accounts.models import Service

FIRST_YEAR = 1900


class DateField(forms.DateField):
    """A day as a date control sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonForm(forms.Form):
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
    pain_since = forms.IntegerField(required=False, min_value=FIRST_YEAR, label="Pain since (year)")
    referred_on = DateField(label="Referred on")
    group = forms.CharField(max_length=60, required=False, label="Group")

    def __init__(self, *args: object, service: Service, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.now().astimezone(service.zone).date()

    def clean_diagnoses(self) -> list[str]:
        """Each once, in the order given."""
        return list(dict.fromkeys(part.strip() for part in self.cleaned_data["diagnoses"].split(";") if part.strip()))

    def clean(self) -> None:
        """Nothing lies in the future."""
        for name in ("born_on", "referred_on"):
            day = self.cleaned_data.get(name)
            if day is not None and day > self.today:
                self.add_error(name, "This day lies in the future.")
        year = self.cleaned_data.get("pain_since")
        if year is not None and year > self.today.year:
            self.add_error("pain_since", "This year lies in the future.")


class EpisodeForm(forms.Form):
    """The two days that everything else is counted from. An empty field takes a recorded day back."""

    started_on = DateField(required=False, label="First ReConnect contact")
    ended_on = DateField(required=False, label="End of treatment")


class AgreementForm(forms.Form):
    """What the person said about anonymised use of their answers."""

    agreed = forms.TypedChoiceField(
        choices=[("yes", "Yes, they agree"), ("no", "No, they do not")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        label="May their answers be counted in the service's anonymous figures?",
    )
    said_on = DateField(label="Said on")

    def __init__(self, *args: object, service: Service, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.now().astimezone(service.zone).date()

    def clean_said_on(self) -> date:
        """Nobody can have said it tomorrow."""
        day: date = self.cleaned_data["said_on"]
        if day > self.today:
            raise forms.ValidationError("This day lies in the future.")
        return day
