"""The partners' room, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.partners.actions import (
    add_partner,
    end_partner,
    read_partner_note,
    record_involvement,
    record_mode,
    withdraw_partner_note,
    write_partner_note,
)
from reconnect.clinic.partners.models import PartnerNote, Purpose, When
from reconnect.clinic.people.days import today_of
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.people.models import Partner, Person


def furnish(place: Place) -> dict[str, object]:
    """A partner who may be involved, takes part later, and told something alone."""
    partner = add_partner(person=place.answered.person, name=f"Canarypartner{place.mark}".title(), by=place.clinician)
    record_involvement(
        partner=partner,
        person_seen_alone=True,
        safe=True,
        found_on=today_of(place.service),
        by=place.clinician,
    )
    day = place.answered.episode.started_on
    record_mode(partner=partner, episode=place.answered.episode, when=When.LATER, said_on=day, by=place.clinician)
    text = f"Canarypartnernote{place.mark}".title()
    note = write_partner_note(partner=partner, text=text, told_on=day, by=place.clinician)
    return {"partner_id": partner.pk, "partner_note_id": note.pk}


def _partner(universe: Universe) -> Partner:
    return universe.north.answered.person.partners.get()


def _note(universe: Universe) -> PartnerNote:
    return PartnerNote.objects.get(pk=universe.north.parts["partner_note_id"])


def _nobodys(universe: Universe) -> Person:
    """Somebody without a partner."""
    from universe import build_person  # noqa: PLC0415 the universe is made of the rooms

    return build_person(universe.north.clinician, "alone")


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    add_partner: lambda universe: (
        lambda: add_partner(person=_nobodys(universe), name="Somebody", by=universe.north.clinician)
    ),
    end_partner: lambda universe: lambda: end_partner(partner=_partner(universe), by=universe.north.clinician),
    record_involvement: lambda universe: (
        lambda: record_involvement(
            partner=_partner(universe),
            person_seen_alone=True,
            safe=False,
            found_on=universe.north.answered.episode.started_on,
            by=universe.north.clinician,
        )
    ),
    record_mode: lambda universe: (
        lambda: record_mode(
            partner=_partner(universe),
            episode=universe.north.answered.episode,
            when=When.NOT,
            said_on=universe.north.answered.episode.ended_on,
            by=universe.north.clinician,
        )
    ),
    write_partner_note: lambda universe: (
        lambda: write_partner_note(
            partner=_partner(universe),
            text="Something",
            told_on=universe.north.answered.episode.started_on,
            by=universe.north.clinician,
        )
    ),
    read_partner_note: lambda universe: (
        lambda: read_partner_note(note=_note(universe), purpose=Purpose.TODAY, by=universe.north.clinician)
    ),
    withdraw_partner_note: lambda universe: (
        lambda: withdraw_partner_note(note=_note(universe), by=universe.north.clinician)
    ),
}

ABOUT = BAR | BANNER
EVERYBODY = [
    ("/staff/partners/p/<uuid:person_id>/", ABOUT | {"partner", "given"}),
    ("/staff/partners/p/<uuid:person_id>/new/", ABOUT),
    ("/staff/partners/t/", ABOUT),
]
READERS = [("/staff/partners/n/", ABOUT), ("nowhere", {"partnernote"})]  # the note itself takes a purpose
ALLOWED = {
    "clinician": [*EVERYBODY, *READERS],
    "lead": [*EVERYBODY, *READERS],
    "facilitator": [*EVERYBODY, ("/staff/partners/t/<uuid:partner_id>/note/", BAR), ("/staff/partners/n/", BAR)],
}
READS = {
    "partner": lambda place: f"/staff/partners/p/{place.answered.person.pk}/",
    "new partner": lambda place: f"/staff/partners/p/{place.answered.person.pk}/new/",
    "finding": lambda place: f"/staff/partners/t/{place.parts['partner_id']}/finding/",
    "partner mode": lambda place: f"/staff/partners/t/{place.parts['partner_id']}/mode/",
    "end partner": lambda place: f"/staff/partners/t/{place.parts['partner_id']}/end/",
}
