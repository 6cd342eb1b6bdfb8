"""What staff, and people on their own pages, send."""

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator

from reconnect.clinic.partners.forms import AboutPerson
from reconnect.clinic.people.forms import DateField
from reconnect.clinic.ui.plain_errors import PlainForm

SHORTEST = 8  # characters beside a code of 60 bits


class OpenPagesForm(AboutPerson):
    """That the clinician saw the person alone, and when."""

    seen_alone_on = DateField(label="I saw them alone on")
    sure = forms.BooleanField(
        label="They want these pages, and we spoke about who else can see their phone, post or screen",
        error_messages={"required": "Please speak about this first, and tick it."},
    )


class PhraseForm(PlainForm):
    """A phrase of one's own, typed twice; and the ``present`` one, where the code has ``chosen`` one before."""

    present = forms.CharField(max_length=128, strip=False, required=False, widget=forms.PasswordInput)
    phrase = forms.CharField(max_length=128, strip=False, widget=forms.PasswordInput)
    again = forms.CharField(max_length=128, strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: object, chosen: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        for field in self.fields.values():
            field.error_messages["required"] = "Please type your phrase here."

    def clean_phrase(self) -> str:
        """Long enough, and not one that everybody tries."""
        phrase: str = self.cleaned_data["phrase"]
        if len(phrase) < SHORTEST:
            raise forms.ValidationError(f"This phrase is too short. Please use at least {SHORTEST} letters.")
        try:
            CommonPasswordValidator().validate(phrase)
        except forms.ValidationError:
            raise forms.ValidationError(
                "Many people use this one, so it is easy to guess. Please choose another."
            ) from None
        return phrase

    def clean(self) -> None:
        """The same twice."""
        told = self.cleaned_data
        if "phrase" in told and "again" in told and told["phrase"] != told["again"]:
            self.add_error("again", "This is not the same phrase. Please type it once more.")
