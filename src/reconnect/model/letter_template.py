"""A letter as a service words it: texts with placeholders that are filled from one person's data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.source import Source

BRACES = re.compile(r"\{([^{}]*)\}")


class Recipient(StrEnum):
    """Whom a letter is to."""

    PERSON = "person"
    GP = "GP"
    PARTNER = "partner"


class Placeholder(StrEnum):
    """What may stand in braces. Nothing scored, noted or flagged is among them."""

    RECIPIENT = "recipient"  # the name that the letter is addressed to
    NAME = "name"  # the person's
    BORN = "born"
    NHS_NUMBER = "nhs_number"
    FIRST_CONTACT = "first_contact"
    GOALS = "goals"  # in their own words
    TECHNIQUES = "techniques"  # of their plan, by plain name
    NEXT_CONTACT = "next_contact"
    SERVICE = "service"
    SENDER = "sender"
    DISCIPLINE = "discipline"
    DATE = "date"


_ALL = frozenset(
    {Placeholder.RECIPIENT, Placeholder.SERVICE, Placeholder.SENDER, Placeholder.DISCIPLINE, Placeholder.DATE}
)
_COURSE = frozenset({Placeholder.FIRST_CONTACT, Placeholder.NEXT_CONTACT, Placeholder.TECHNIQUES})
# A GP needs to know which person it is; goals are the person's own words. A partner sees only what is shared.
ALLOWED: Mapping[Recipient, frozenset[Placeholder]] = {
    Recipient.PERSON: _ALL | _COURSE | {Placeholder.NAME, Placeholder.GOALS},
    Recipient.GP: _ALL | _COURSE | {Placeholder.NAME, Placeholder.BORN, Placeholder.NHS_NUMBER},
    Recipient.PARTNER: _ALL | {Placeholder.NAME},
}
OUTSIDE = frozenset({Placeholder.SERVICE})  # in the subject and on the envelope: nothing of anybody's


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter ``to`` somebody. ``closing`` and ``outside`` are lines: the end, and the sender's on the envelope.

    ``subject`` and ``outside`` are what somebody sees who opens nothing: they tell nothing, and hold no placeholder
    but the service, which there is always the name that it shows to people.
    """

    id: str
    version: int
    name: str
    to: Recipient
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...]
    outside: tuple[str, ...]
    sources: tuple[Source, ...]


def fill(text: str, values: Mapping[Placeholder, str]) -> str:
    """``text`` with each placeholder that has a value filled, once: what a value holds is never filled again."""
    by_name = {name.value: value for name, value in values.items()}
    return BRACES.sub(lambda found: by_name.get(found[1], found[0]), text)


def unfilled(*texts: str) -> tuple[str, ...]:
    """The placeholders that still stand in the texts, each once and in order."""
    known = {each.value for each in Placeholder}
    return tuple(dict.fromkeys(name for text in texts for name in BRACES.findall(text) if name in known))
