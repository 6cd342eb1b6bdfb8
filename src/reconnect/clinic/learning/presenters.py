"""What the pages about the pieces show."""

from dataclasses import dataclass

from reconnect.clinic.learning.queries import Because, Leaflet
from reconnect.model.address import address_of
from reconnect.model.piece import Piece, for_anyone
from reconnect.model.questionnaire import ItemKind
from reconnect.model.voice import Voice


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a piece was picked: the question, and the words of the answer where they may be shown again."""

    asked: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A line of the list."""

    address: str
    title: str
    about: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """The list."""

    picked: tuple[Card, ...]
    for_everybody: tuple[Card, ...]
    others: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece in somebody's voice. ``picture`` is the template that draws it, or ""."""

    address: str
    title: str
    picture: str
    body: tuple[str, ...]
    try_this: tuple[str, ...]


def cards_of(leaflet: Leaflet) -> Cards:
    """The list of somebody's pieces."""
    return Cards(
        tuple(_card(piece, tuple(map(_reason, because))) for piece, because in leaflet.picked),
        tuple(map(_card, leaflet.for_everybody)),
        tuple(map(_card, leaflet.others)),
    )


def told_in(voice: Voice, piece: Piece) -> Told:
    """The piece as this person's pages speak."""
    return _told(piece, voice.speak(piece.body), voice.speak(piece.try_this))


def told_to_anyone(piece: Piece) -> Told:
    """The piece for a reader of whom nothing is known."""
    plain = Voice()
    return _told(piece, plain.speak(for_anyone(piece.body)), plain.speak(for_anyone(piece.try_this)))


def _told(piece: Piece, body: tuple[str, ...], try_this: tuple[str, ...]) -> Told:
    drawn = f"learning/pictures/{piece.picture}.svg.j2" if piece.picture else ""
    return Told(address_of(piece.id), piece.title, drawn, body, try_this)


def _card(piece: Piece, reasons: tuple[Reason, ...] = ()) -> Card:
    return Card(address_of(piece.id), piece.title, piece.about, reasons)


def _reason(because: Because) -> Reason:
    """On a scale the question is a sentence of its own, and the figure would read like a mark."""
    told = because.told
    if not because.kept or told.item.kind is ItemKind.SCALE:
        return Reason(told.item.text, ())
    held = because.condition.holds
    return Reason(told.item.text, told.said if held is None else told.item.chosen(2**held))
