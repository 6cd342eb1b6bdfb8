"""The card and the plan, ready to print."""

from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

from django.utils.crypto import salted_hmac

from reconnect.clinic.flares.queries import card_of, kept_plan, words_of
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.model.card import Card, CardPart

# Letters that fit one page of A4 in the card's larger sizes; beyond the last one it is set in the smallest.
ROOM = ((700, "large"), (1500, "middle"), (3000, "small"))
WIDE = 2  # a letter of a wide script, a picture, or one of these takes the room of two
BROAD = frozenset("MW@%mw")


@dataclass(frozen=True, slots=True)
class Said:
    """A few lines under a label."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A heading of the card with what stands under it."""

    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ShownCard:
    """``size`` is how large it is printed, so that it stays on one page. ``mark`` tells one person's from another's."""

    own: bool
    parts: tuple[ShownPart, ...]
    always: tuple[str, ...]
    size: str
    mark: str

    @classmethod
    def of(cls, code: EntryCode) -> "ShownCard":
        """The card of whoever holds the code: their own words, or what helps in general until they wrote some."""
        card, plan = card_of(code), kept_plan(code)
        words = words_of(plan)
        parts = _own(card, words) if plan else _general(card)
        mark = salted_hmac("reconnect.flares.card", str(code.episode_id)).hexdigest()[:16]
        return cls(plan is not None, parts, card.always, _size(parts), mark)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """All nine parts as they were kept, with the day."""

    kept_on: date
    parts: tuple[Said, ...]

    @classmethod
    def of(cls, plan: Response) -> "ShownPlan":
        """Parts without words are left out."""
        words = words_of(plan)
        items = edition(plan.service, plan.questionnaire_id, plan.version).items
        said = tuple(Said(item.text, _lines(words[item.id])) for item in items if item.id in words)
        return cls(plan.kept_at.astimezone(plan.service.zone).date(), said)


def _own(card: Card, words: dict[str, str]) -> tuple[ShownPart, ...]:
    found = (ShownPart(part.heading, _said(part, words)) for part in card.parts)
    return tuple(part for part in found if part.said)


def _said(part: CardPart, words: dict[str, str]) -> tuple[Said, ...]:
    return tuple(Said(each.label, _lines(words[each.item])) for each in part.words if each.item in words)


def _general(card: Card) -> tuple[ShownPart, ...]:
    return tuple(ShownPart(part.heading, (Said("", part.general),)) for part in card.parts if part.general)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _size(parts: tuple[ShownPart, ...]) -> str:
    lines = [line for part in parts for said in part.said for line in said.lines]
    room = sum(_room(line) for line in lines)
    return next((name for most, name in ROOM if room <= most), "least")


def _room(line: str) -> int:
    """How many letters' room a line takes; its end takes some too."""
    return 3 + sum(WIDE if letter in BROAD or east_asian_width(letter) in "WF" else 1 for letter in line)
