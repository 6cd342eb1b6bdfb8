"""The plain texts of one letter, and of its envelope, in the order in which they are read."""

import re
from dataclasses import dataclass

TITLE, LANGUAGE = "Letter", "en-GB"  # neutral: a tab and a list of files show it
# What no document can hold: control characters but the end of a line, halves of characters, and what is none.
UNHOLDABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Letter:
    """``head`` stands beside the address; a line break within a paragraph stays one."""

    head: str
    address: tuple[str, ...]
    dated: str
    greeting: str
    subject: str
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every text, in the order of reading."""
        opening = (self.head, *self.address, self.dated, self.greeting, self.subject)
        return (*opening, *self.paragraphs, *self.closing)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Nothing but whom it is to, and the lines of who sends it."""

    address: tuple[str, ...]
    sender: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every text, in the order of reading."""
        return (*self.sender, *self.address)


def holdable(text: str) -> str:
    """``text`` with its line ends as one character, and without what no document can hold; a tab is a gap."""
    return UNHOLDABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
