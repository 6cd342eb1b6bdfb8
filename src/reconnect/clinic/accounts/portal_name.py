"""The name that people know their pages by: it stands in titles and histories, and must not say what they are about."""

import re
from typing import Any

from django import forms

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.ui.plain_errors import PlainForm

LONGEST = 60
# Beginnings of words, or whole ones: somebody's county may be Essex, and their town Painswick.
TELLING = re.compile(
    r"\b(sex(ual\w*|y|es)?|pains?|painful|pelvi\w*|intima\w*|genit\w*|penis\w*|vagin\w*|vulv\w*|prostat\w*|erecti\w*|"
    r"orgasm\w*|libido|bladder|bowel|abuse\w*|trauma\w*|psycho\w*|therap\w*|gyn\w*|urolog\w*|clinics?|hospitals?|"
    r"reconnect)\b",
    re.IGNORECASE,
)


def telling_word(name: str) -> str:
    """The first word of ``name`` that says what the pages are about, or ""."""
    found = TELLING.search(name)
    return found[0] if found else ""


class PortalNameForm(PlainForm):
    """What the pages are called."""

    portal_name = forms.CharField(
        max_length=LONGEST,
        label="What people's pages are called",
        help_text="It stands in the title of every page of theirs. Choose words that could be about anything.",
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, initial={"portal_name": service.portal_name}, auto_id="%s", **kwargs)

    def clean_portal_name(self) -> str:
        """A name that says nothing."""
        name: str = self.cleaned_data["portal_name"]
        word = telling_word(name)
        if word:
            raise forms.ValidationError(
                f"“{word}” tells whoever sees the screen what the pages are about. Choose a name without it."
            )
        return name
