"""How pages speak to somebody: with or without a partner in them, and in their own words for their body."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PLACEHOLDER = re.compile(r"\{(\w+)\}")
WORDS: Mapping[str, str] = {"genitals": "genitals", "chest": "chest", "bottom": "bottom", "sex": "sex"}


class Only(StrEnum):
    """Whom a paragraph is for."""

    PARTNER = "partner"  # pages that speak of a partner
    NO_PARTNER = "no-partner"
    PENETRATION = "penetration"  # pages that may speak of penetration
    NO_PENETRATION = "no-penetration"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, for everyone or only where each of ``only`` is so."""

    text: str
    only: tuple[Only, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody asked to be spoken to. ``words`` are theirs; what they did not name keeps its plain word."""

    partner: bool = False
    penetration: bool = True
    words: Mapping[str, str] = field(default_factory=dict)

    def admits(self, only: Iterable[Only]) -> bool:
        """Whether a paragraph for these may be said."""
        so = {
            Only.PARTNER: self.partner,
            Only.NO_PARTNER: not self.partner,
            Only.PENETRATION: self.penetration,
            Only.NO_PENETRATION: not self.penetration,
        }
        return all(so[each] for each in only)

    def say(self, text: str) -> str:
        """The text with each ``{word}`` in their own words."""
        return PLACEHOLDER.sub(lambda found: self.words.get(found[1]) or WORDS[found[1]], text)

    def speak(self, paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
        """The paragraphs that are for them, in their words."""
        return tuple(self.say(each.text) for each in paragraphs if self.admits(each.only))


def voices() -> tuple[Voice, ...]:
    """Every way a page may speak, for tests and checks: partner or none, penetration or none, own words or none."""
    own = {word: f"own{word}" for word in WORDS}
    return tuple(Voice(a, b, words) for a in (False, True) for b in (False, True) for words in ({}, own))


def unknown_words(texts: Iterable[str]) -> Iterator[str]:
    """What the texts want said in somebody's own words, and nobody is asked for."""
    yield from sorted({word for text in texts for word in PLACEHOLDER.findall(text)} - WORDS.keys())
