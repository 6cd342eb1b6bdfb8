"""A short piece about how pain works: words, perhaps a picture, and whom it is picked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.condition import Condition, ValueOf, all_met
from reconnect.model.source import Source
from reconnect.model.voice import Only, Paragraph


class Picture(StrEnum):
    """The drawings there are. Each shows an idea, and nothing that the words beside it leave out."""

    NONE = ""
    VOLUME = "volume"
    ALARM = "alarm"
    PATH = "path"
    KEEPING_AWAY = "keeping-away"
    GETTING_IT_OVER = "getting-it-over"
    HEART = "heart"


@dataclass(frozen=True, slots=True)
class Reason:
    """Answers for which a piece is picked, all of them together."""

    all_of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """``always`` is for everybody; otherwise any one of ``for_whom`` is enough. ``about`` is its line in the list.

    ``only`` says on whose pages it stands at all. What carries no ``only`` of its own is right for anyone: that is
    what stands in the leaflet, which knows nothing of its reader. ``try_this`` is one small idea, or nothing.
    """

    id: str
    version: int
    order: int
    title: str
    about: str
    body: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
    picture: Picture = Picture.NONE
    always: bool = False
    for_whom: tuple[Reason, ...] = ()
    only: tuple[Only, ...] = ()
    try_this: tuple[Paragraph, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All of its words but the title and the line about it."""
        return self.body + self.try_this

    @property
    def conditions(self) -> Iterator[Condition]:
        """Every condition that may pick it."""
        return (condition for reason in self.for_whom for condition in reason.all_of)

    def reason_met(self, value_of: ValueOf) -> Reason | None:
        """The first reason that the answers give to pick it, or None."""
        return next((reason for reason in self.for_whom if all_met(reason.all_of, value_of)), None)


def for_anyone(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Those that are right whoever reads them."""
    return tuple(each for each in paragraphs if not each.only)
