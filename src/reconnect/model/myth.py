"""A belief that many people grow up with, and a fairer view of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconnect.model.source import Source
from reconnect.model.voice import Paragraph, unknown_words


@dataclass(frozen=True, slots=True)
class Myth:
    """``belief`` as somebody might say it; where it ``often_from`` comes, what it ``may_cost``, and a ``fairer`` view.

    Every sentence may hold a person's own words (model/voice.py).
    """

    id: str
    version: int
    order: int
    belief: str
    often_from: str
    may_cost: str
    fairer: tuple[Paragraph, ...]
    try_this: str
    sources: tuple[Source, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that somebody reads."""
        return (self.belief, self.often_from, self.may_cost, *(each.text for each in self.fairer), self.try_this)


def myth_complaints(myth: Myth) -> Iterator[tuple[str, str]]:
    """Field and message of everything that is wrong with ``myth``."""
    for word in unknown_words(myth.texts):
        yield "fairer", f"nobody is asked for their word for {word}"
    if not any(not each.only for each in myth.fairer):
        yield "fairer", "give a view for everyone"
