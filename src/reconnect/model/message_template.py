"""What a message says that asks somebody back: never what it is about, and never who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.letter_template import BRACES
from reconnect.model.source import Source


class MessageStep(StrEnum):
    """Which of the messages about one occasion it is. There is no fourth."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    LAST_REMINDER = "last reminder"


class Blank(StrEnum):
    """What may stand in braces. No name, and nothing of anybody's."""

    PORTAL = "portal"  # what the service calls its pages
    ADDRESS = "address"  # their plain start page
    CODE = "code"
    UNTIL = "until"  # the last day on which the code works
    LINE = "line"  # a telephone number


@dataclass(frozen=True, slots=True)
class Wording:
    """Paragraphs: with a code, for whoever said that it may stand there; and without one."""

    with_code: tuple[str, ...]
    without_code: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """One message, for each way it can go. ``subject`` is that of an e-mail, and stands above a letter."""

    id: str
    version: int
    name: str
    step: MessageStep
    subject: str
    email: Wording
    sms: Wording
    letter: Wording
    sources: tuple[Source, ...]


def written(text: str, values: Mapping[Blank, str]) -> str:
    """``text`` with every blank filled, once. Raises KeyError for one that has no value: no message goes with it."""
    by_name = {blank.value: value for blank, value in values.items()}
    return BRACES.sub(lambda found: by_name[found[1]], text)
