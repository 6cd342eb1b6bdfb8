"""What a form says of a field that is wrong, in plain words instead of the web framework's own."""

from collections.abc import Mapping

from django.forms import ChoiceField, DateField, Field, ModelChoiceField, ModelMultipleChoiceField, MultipleChoiceField

CHOICE = "Choose one of those shown here."
PLAIN: dict[type[Field], dict[str, str]] = {
    ChoiceField: {"invalid_choice": CHOICE},
    ModelChoiceField: {"invalid_choice": CHOICE},
    MultipleChoiceField: {"invalid_choice": CHOICE},
    ModelMultipleChoiceField: {"invalid_choice": CHOICE, "invalid_pk_value": CHOICE},
    DateField: {"invalid": "Write a day with its month and year."},
}


def speak_plainly(fields: Mapping[str, Field]) -> None:
    """Give each field words of ours where it has none of its own. Nothing that was typed is repeated."""
    for field in fields.values():
        longest = getattr(field, "max_length", None)
        if longest is not None:
            field.error_messages.setdefault("max_length", f"This is too long: at most {longest:,} characters.")
        for kind, messages in PLAIN.items():
            for code, message in messages.items():
                if isinstance(field, kind) and field.error_messages.get(code) == kind.default_error_messages.get(code):
                    field.error_messages[code] = message
