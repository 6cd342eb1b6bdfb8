"""What staff type in about medicines."""

from datetime import date, timedelta

from django import forms

from reconnect.clinic.medicines.actions import FIGURES
from reconnect.clinic.medicines.models import LONGEST_DAYS, Use
from reconnect.clinic.partners.forms import AboutPerson
from reconnect.clinic.people.forms import WRITTEN, DateField

LONGEST = 1000  # characters of a note: a person reads it whole on a phone


class TotalForm(AboutPerson):
    """A total that somebody worked out elsewhere."""

    total = forms.RegexField(
        FIGURES,
        label="Total, in mg a day",
        help_text="As the source gives it. Nothing here works it out, adds or compares it.",
        error_messages={"invalid": "Write figures only, such as the source gives them."},
    )
    source = forms.CharField(
        max_length=300, label="Where it comes from", help_text="Who worked it out, and by which table or tool."
    )
    held_on = DateField(label="The day it held")


class AgreedNoteForm(AboutPerson):
    """What a prescriber agreed with the person, as the person will read it."""

    use = forms.TypedChoiceField(choices=Use.choices, coerce=Use, widget=forms.RadioSelect, label="What it is for")
    text = forms.CharField(
        max_length=LONGEST,
        label="What you agreed, in words for the person",
        help_text="They read it word for word, with your name, your discipline and the last day.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    until = forms.DateField(
        label="Last day it holds",
        help_text="Within half a year. The day after, the person no longer sees it.",
        widget=forms.DateInput(attrs={"type": "date"}, format=WRITTEN),
        input_formats=(WRITTEN,),
    )

    def clean_until(self) -> date:
        """From today to half a year from today."""
        until: date = self.cleaned_data["until"]
        if not self.today <= until <= self.today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError("Choose a day from today on, within half a year.")
        return until


class SureForm(AboutPerson):
    """One more look before something is taken back."""
