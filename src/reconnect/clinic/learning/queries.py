"""Which pieces are for somebody, by what they told and how their pages speak."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.clinic.library.addresses import found_at
from reconnect.clinic.people.models import Person
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.told import TellsOf, Told, newest_told, value_of
from reconnect.clinic.questionnaires.voices import voice_of
from reconnect.model.condition import Condition
from reconnect.model.load import shipped_library
from reconnect.model.piece import Piece
from reconnect.model.voice import Voice


@dataclass(frozen=True, slots=True)
class Because:
    """An answer that picked a piece. ``kept`` where the person chose to see it again; else only the question is."""

    condition: Condition
    told: Told
    kept: bool


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Somebody's pieces, each list in order: picked by their answers, for everybody, and all the others."""

    picked: tuple[tuple[Piece, tuple[Because, ...]], ...]
    for_everybody: tuple[Piece, ...]
    others: tuple[Piece, ...]


def leaflet_of(code: EntryCode) -> Leaflet:
    """The person's. Sealed answers are not even read: what was disclosed changes no page."""
    told = newest_told(code.person)
    pieces = pieces_for(voice_of(code))
    reasons = {each.id: each.reason_met(value_of(told)) for each in pieces}
    met = [condition for reason in reasons.values() if reason for condition in reason.all_of]
    kept = _kept(code.person, (told[each.questionnaire, each.item] for each in met))
    picked = [(each, reason.all_of) for each in pieces if (reason := reasons[each.id])]
    return Leaflet(
        tuple((each, _because(conditions, told, kept)) for each, conditions in picked),
        tuple(each for each in pieces if each.always),
        tuple(each for each in pieces if not each.always and not reasons[each.id]),
    )


def pieces() -> tuple[Piece, ...]:
    """All there are, in order."""
    return shipped_library().pieces.in_order


def pieces_for(voice: Voice) -> tuple[Piece, ...]:
    """Those that may stand on pages that speak so, in order."""
    return tuple(each for each in pieces() if voice.admits(each.only))


def piece_at(address: str, among: Iterable[Piece]) -> Piece:
    """The piece at this address, or 404."""
    return found_at(address, among)


def _because(conditions: tuple[Condition, ...], told: TellsOf, kept: frozenset[object]) -> tuple[Because, ...]:
    found = [(each, told[each.questionnaire, each.item]) for each in conditions]
    return tuple(Because(each, word, word.response_id in kept) for each, word in found)


def _kept(person: Person, told: Iterable[Told]) -> frozenset[object]:
    """The responses among these that the person chose to see again."""
    asked = {each.response_id for each in told}
    found = Response.objects.live().filter(person=person, pk__in=asked).kept()
    return frozenset(found.values_list("pk", flat=True))
