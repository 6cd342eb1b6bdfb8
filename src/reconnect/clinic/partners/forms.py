"""What staff type in about a partner, and what every form about one person has in common."""

from typing import Any
from uuid import UUID

from django import forms

from reconnect.clinic.partners.models import Purpose, When
from reconnect.clinic.partners.queries import times_feared
from reconnect.clinic.people.forms import DateField, OnceForm, sentences
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.ui.plain_errors import RowField

YES_NO = (("yes", "Yes"), ("no", "No"))


class AboutPerson(OnceForm):
    """A form that names whom it was opened for. Sent to somebody else's address, nothing of it is kept.

    ``told`` is what it gives to its action; the token of the sent form becomes the ``id`` of what it adds.
    """

    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = person
        self.fields["person"].initial = person.pk

    def clean(self) -> None:
        """Refuse what was opened for somebody else."""
        super().clean()
        if self.cleaned_data.get("person") != self.about.pk:
            raise forms.ValidationError(
                "This form was opened for somebody else, so nothing was saved. Look at the name above, copy what you"
                " wrote, and open the form again from the right person's page."
            )

    @property
    def told(self) -> dict[str, Any]:
        """Everything but whom it is about."""
        return {name: value for name, value in super().told.items() if name != "person"}

    @property
    def token(self) -> UUID:
        """The id of what it adds."""
        token: UUID = self.cleaned_data["token"]
        return token


def yes_no(label: str, help_text: str = "") -> forms.TypedChoiceField:
    """A question that is answered by yes or no; an empty one is neither."""
    return forms.TypedChoiceField(
        choices=YES_NO, coerce=lambda said: said == "yes", widget=forms.RadioSelect, label=label, help_text=help_text
    )


class PartnerForm(AboutPerson):
    """Whom the person would like to take part."""

    name = forms.CharField(max_length=120, label="The partner's name", help_text="As the person says it.")


class FindingForm(AboutPerson):
    """What was found about involving the partner. ``raised``: how often the page knew that something was told.

    Whoever opened it before the person told of fear has not answered for that.
    """

    person_seen_alone = yes_no("Was the person seen alone?", "Without the partner in the room, or on the line.")
    partner_seen_alone = yes_no("Was the partner seen alone?", "Needed only where they take part from the outset.")
    safe = yes_no("Is it safe to involve the partner?", "Safe for both of them, and wanted by both of them.")
    found_on = DateField(label="Found on")
    raised = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.raised_now = times_feared(person)
        self.fields["raised"].initial = self.raised_now

    def clean(self) -> None:
        """Refuse what was opened before something was told; sent once more, it was seen."""
        super().clean()
        if (self.cleaned_data.pop("raised", None) or 0) != self.raised_now:
            self.data = self.data.copy()
            self.data["raised"] = str(self.raised_now)
            raise forms.ValidationError(
                "Something was told since you opened this page. Look at Safety, then save again if it still holds."
            )


class ModeForm(AboutPerson):
    """When the partner takes part in a course of care."""

    episode = RowField(queryset=Episode.objects.none(), label="Course of care", empty_label=None)
    when = forms.TypedChoiceField(
        choices=When.choices,
        coerce=When,
        widget=forms.RadioSelect,
        label="When do they take part?",
        help_text="As the person wants it. From the outset needs each of them seen alone first.",
    )
    said_on = DateField(label="Said on")

    def __init__(self, *args: object, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["episode"].queryset = person.episodes.all()
        self.fields["episode"].label_from_instance = lambda each: f"from {each.referred_on:%-d %b %Y}"


class SureForm(AboutPerson):
    """One more look before something ends."""


class PartnerNoteForm(AboutPerson):
    """What the partner told alone."""

    told_on = DateField(label="Told on")
    text = sentences("What the partner told", required=True, rows=8)


class PurposeForm(AboutPerson):
    """What a private note is opened for."""

    purpose = forms.TypedChoiceField(
        choices=Purpose.choices,
        coerce=Purpose,
        widget=forms.RadioSelect,
        label="What do you open it for?",
        help_text="Your name, the time and the purpose are kept.",
    )
