"""A partner, ready to print."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from reconnect.clinic.partners.models import Involvement, NoteApart, Purpose, When
from reconnect.clinic.partners.queries import (
    findings_of,
    may_be_involved,
    may_take_part_from_the_outset,
    mode_of,
    newest_involvement,
    partner_notes_of,
)
from reconnect.clinic.people.models import Partner


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as a list may show it: its day, its author, and who opened it when and what for. Never its words."""

    id: UUID
    day: date
    author: str
    taken_back: bool
    readings: tuple[tuple[str, date, str], ...]

    @classmethod
    def of(cls, note: NoteApart, day: date, zone: ZoneInfo) -> "NoteLine":
        """``day``: when it was told or written."""
        readings = tuple(
            (each.by.name, each.read_at.astimezone(zone).date(), Purpose(each.purpose).label)
            for each in note.readings.all()
        )
        return cls(note.pk, day, note.by.name, note.retracted_at is not None, readings)


def note_lines(partner: Partner) -> tuple[NoteLine, ...]:
    """The notes of what the partner told, unopened."""
    return tuple(NoteLine.of(each, each.told_on, partner.service.zone) for each in partner_notes_of(partner))


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """Who takes part now, whether they may, since when, and what was found. ``notes`` are not opened.

    ``feared``: it was found safe, and something was told since that speaks against it.
    """

    partner: Partner
    noted_on: date
    allowed: bool
    feared: bool
    outset: bool
    found: Involvement | None
    findings: tuple[Involvement, ...]
    modes: tuple[tuple[date, str], ...]
    notes: tuple[NoteLine, ...]

    @classmethod
    def of(cls, partner: Partner, *, apart: bool) -> "PartnerCard":
        """``apart``: whether the reader may know of notes."""
        found, allowed = newest_involvement(partner), may_be_involved(partner)
        episodes = [(each, mode_of(partner, each)) for each in partner.person.episodes.all()]
        return cls(
            partner,
            partner.added_at.astimezone(partner.service.zone).date(),
            allowed,
            found is not None and found.safe and not allowed,
            may_take_part_from_the_outset(partner),
            found,
            tuple(findings_of(partner)),
            tuple((each.referred_on, When(mode).label if mode else "not said") for each, mode in episodes),
            note_lines(partner) if apart else (),
        )


@dataclass(frozen=True, slots=True)
class EarlierPartner:
    """Somebody whose part has ended: the two days, no name."""

    noted_on: date
    ended_on: date
    notes: tuple[NoteLine, ...]

    @classmethod
    def of(cls, partner: Partner, *, apart: bool) -> "EarlierPartner":
        """``apart``: whether the reader may know of notes."""
        zone = partner.service.zone
        return cls(
            partner.added_at.astimezone(zone).date(),
            partner.ended_at.astimezone(zone).date(),
            note_lines(partner) if apart else (),
        )
