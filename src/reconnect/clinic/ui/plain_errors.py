"""What a form says of a field that is wrong, in plain words instead of the web framework's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

CHOICE = "Choose one of those shown here."
NOT_WHOLE = "This page did not arrive whole. Open it once more in a new tab, and copy what you typed."
# The general before the particular.
PLAIN: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Please fill this in."},
    forms.BooleanField: {"required": "Please tick this to go on."},
    forms.ChoiceField: {"invalid_choice": CHOICE},
    forms.MultipleChoiceField: {"invalid_list": CHOICE},
    forms.ModelChoiceField: {"invalid_choice": CHOICE},
    forms.ModelMultipleChoiceField: {"invalid_list": CHOICE, "invalid_pk_value": CHOICE},
    forms.DateField: {"invalid": "Write a day with its month and year."},
    forms.IntegerField: {"invalid": "Write a whole number in figures."},
    forms.UUIDField: {"invalid": NOT_WHOLE},
    forms.SlugField: {"invalid": "Use letters without accents, figures, - and _ only."},
}


class _RowsField(forms.Field):
    """A field that looks for rows, and says of what can be the id of none what it says of any other wrong choice."""

    def clean(self, value: Any) -> Any:
        """The rows. The framework would repeat what was sent, in words of its own."""
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            if getattr(error, "code", "") in self.error_messages:
                raise
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class RowField(_RowsField, forms.ModelChoiceField):
    """One of some rows."""


class RowsField(_RowsField, forms.ModelMultipleChoiceField):
    """Several of some rows."""


class PlainForm(forms.Form):
    """A form that speaks plainly, as every one of ours does."""

    def full_clean(self) -> None:
        """Look at what was sent once each field has its words: some are added when the form is made."""
        _speak_plainly(self.fields)
        super().full_clean()


def _speak_plainly(fields: Mapping[str, forms.Field]) -> None:
    """Give each field words of ours where it has none of its own. Nothing that was typed is repeated."""
    for field in fields.values():
        words = _words_for(field)
        if field.widget.is_hidden:  # nobody can fill it in or change it
            words = dict.fromkeys([*words, "invalid"], NOT_WHOLE)
        field.error_messages |= {code: said for code, said in words.items() if not _has_own(field, code)}


def _words_for(field: forms.Field) -> dict[str, str]:
    words: dict[str, str] = {}
    for kind, messages in PLAIN.items():
        if isinstance(field, kind):
            words |= messages
    if isinstance(field, forms.CharField):
        words[ProhibitNullCharactersValidator.code] = "Something in this text cannot be saved. Type it once more."
        if field.max_length is not None:
            words["max_length"] = f"This is too long: at most {field.max_length:,} characters."
        if field.min_length is not None:
            words["min_length"] = f"This is too short: at least {field.min_length:,} characters."
    if isinstance(field, forms.IntegerField):
        if field.min_value is not None:
            words["min_value"] = f"Write {field.min_value} or more."
        if field.max_value is not None:
            words["max_value"] = f"Write {field.max_value} or less."
    return words


def _has_own(field: forms.Field, code: str) -> bool:
    """Whether whoever made the field gave it words for this."""
    said = field.error_messages.get(code)
    return said is not None and said not in [
        kind.default_error_messages.get(code) for kind in type(field).__mro__ if issubclass(kind, forms.Field)
    ]
