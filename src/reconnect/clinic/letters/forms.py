"""What staff type into letters and their templates."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms

from reconnect.clinic.letters.models import Letter, Way
from reconnect.clinic.letters.wording import lines_in, paragraphs_in
from reconnect.clinic.people.forms import DateField, OnceForm, StaffForm
from reconnect.clinic.ui.plain_errors import PlainForm
from reconnect.errors import Problem
from reconnect.exchange.letter.letter import holdable
from reconnect.model.letter_template import LetterTemplate, Recipient

MOST_LINES, LONGEST_LINE = 7, 60  # of an address, as the window of an envelope shows it
LONGEST = 20_000  # characters of a letter: some eight pages
AGREED = {
    Recipient.PERSON: ("They said this is a safe way to reach them, on", "Needed unless you hand it over."),
    Recipient.GP: ("Agreed with the person on", "They know what this letter says, and agreed that their GP gets it."),
    Recipient.PARTNER: ("Agreed with the person on", "They know what this letter says, and where it goes is safe."),
}


F = TypeVar("F", bound=forms.Form)


class LineField(forms.CharField):
    """One line of text, as documents can hold it."""

    def to_python(self, value: Any) -> str:
        """Without what no document can hold."""
        return " ".join(holdable(super().to_python(value)).split())


class LinesField(forms.CharField):
    """Lines of text."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST, strip=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Those that are not empty."""
        found = lines_in(super().clean(value))
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


class ParagraphsField(LinesField):
    """Paragraphs with a blank line between them."""

    def clean(self, value: Any) -> list[str]:
        """Each with its own line breaks."""
        super().clean(value)
        return paragraphs_in(value or "")


class NewLetterForm(OnceForm):
    """Which letter to begin."""

    template = forms.ChoiceField(widget=forms.RadioSelect, label="Which letter?")

    def __init__(self, *args: object, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = choices  # type: ignore[attr-defined]
        self.fields["template"].error_messages["required"] = "Choose a letter."


class AgainForm(OnceForm):
    """A button that begins a letter once."""


class DraftForm(StaffForm):
    """A draft: whom it is to, and its words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    recipient = LineField(max_length=LONGEST_LINE, label="To")
    address = LinesField(rows=5, required=False, label="Address", help_text="A line each.")
    made_on = DateField(label="Day on the letter")
    greeting = LineField(max_length=200, label="Greeting")
    paragraphs = ParagraphsField(rows=22, label="Paragraphs", help_text="A blank line between them.")
    closing = LinesField(rows=5, label="End", help_text="A line each.")
    agreed_on = DateField(required=False)

    def __init__(self, *args: object, to: Recipient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed_on"].label, self.fields["agreed_on"].help_text = AGREED[to]

    def clean_address(self) -> list[str]:
        """What an envelope can show."""
        lines: list[str] = self.cleaned_data["address"]
        if len(lines) > MOST_LINES - 1 or any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(f"Write at most {MOST_LINES - 1} lines of {LONGEST_LINE} characters.")
        return lines


class SendForm(StaffForm):
    """How a letter left, from somebody who saw its preview."""

    sight = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    how = forms.ChoiceField(choices=Way.choices, widget=forms.RadioSelect, label="How did it leave?")
    sent_on = DateField(label="On")


class TemplateForm(PlainForm):
    """A service's own words of a letter. ``version`` is the one that they change."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    subject = LineField(max_length=120, label="Subject", help_text="Tells nothing to whoever sees it.")
    greeting = LineField(max_length=200, label="Greeting")
    paragraphs = ParagraphsField(rows=22, label="Paragraphs", help_text="A blank line between them.")
    closing = LinesField(rows=5, label="End", help_text="A line each. Say here how people reach you.")
    outside = LinesField(
        rows=4, label="Outside", help_text="Your lines on the envelope, and no more: where it goes back to."
    )

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Show each where it belongs."""
        for problem in problems:
            field, _, number = (problem.field or "").partition("[")
            where = f"Number {number.rstrip(']')}: " if number else ""
            self.add_error(field if field in self.fields else None, f"{where}{problem.message}.".capitalize())


def known_of_draft(letter: Letter) -> dict[str, object]:
    """What a DraftForm shows of a letter."""
    return {
        "revision": letter.revision,
        "recipient": letter.recipient,
        "address": "\n".join(letter.address),
        "made_on": letter.made_on,
        "greeting": letter.greeting,
        "paragraphs": "\n\n".join(letter.paragraphs),
        "closing": "\n".join(letter.closing),
        "agreed_on": letter.agreed_on,
    }


def known_of_template(template: LetterTemplate) -> dict[str, object]:
    """What a TemplateForm shows of a template."""
    return {
        "version": template.version,
        "subject": template.subject,
        "greeting": template.greeting,
        "paragraphs": "\n\n".join(template.paragraphs),
        "closing": "\n".join(template.closing),
        "outside": "\n".join(template.outside),
    }


def renewed(form: F, *, reason: str, **known: int) -> F:
    """The form as it was sent, which goes by what is known now, and says why it was not saved."""
    form.data = form.data.copy()
    form.data.update({name: str(value) for name, value in known.items()})
    form.add_error(None, reason)
    return form
