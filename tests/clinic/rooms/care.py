"""The room of contacts, referrals, events and private notes, for the tests that look at all rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconnect.clinic.care.actions.contacts import correct_contact, record_contact, withdraw_contact
from reconnect.clinic.care.actions.events import correct_event, record_event, withdraw_event
from reconnect.clinic.care.actions.notes import read_private_note, withdraw_private_note, write_private_note
from reconnect.clinic.care.actions.referrals import change_status, correct_referral, make_referral, withdraw_referral
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Barrier, Contact, LifeEvent, PrivateNote, Referral, Status
from reconnect.clinic.partners.models import Purpose
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

    from reconnect.clinic.people.models import Episode, Person


def furnish(place: Place) -> dict[str, object]:
    """A contact that was put right, a referral that was sent, an event, a private note: all of who answered."""

    def canary(field: str) -> str:
        return f"Canary{field}{place.mark}".title()

    care, by = place.answered, place.clinician
    day = care.episode.started_on
    told = {
        "held_on": day,
        "leaders": (by,),
        "others_present": canary("others"),
        "minutes": 50,
        "techniques": {"pain-education": 20, "desensitisation": 15},
        "next_in_weeks": 2,
        "note": canary("contactnote"),
    }
    first = record_contact(episode=care.episode, told=Encounter(**told, practice_agreed=canary("firstpractice")), by=by)
    contact = correct_contact(contact=first, told=Encounter(**told, practice_agreed=canary("practice")), by=by)
    referral = make_referral(
        episode=care.episode, recipient=canary("recipient"), reason=canary("reason"), made_on=day, by=by
    )
    change_status(referral=referral, status=Status.SENT, changed_on=day, outcome=canary("outcome"), by=by)
    event = record_event(person=care.person, kind=Barrier.SURGERY, began_on=day, words=canary("eventwords"), by=by)
    note = write_private_note(person=care.person, text=canary("privatenote"), written_on=day, by=by)
    return {"contact_id": contact.pk, "referral_id": referral.pk, "event_id": event.pk, "note_id": note.pk}


def _episode(universe: Universe) -> Episode:
    return universe.north.answered.episode


def _person(universe: Universe) -> Person:
    return universe.north.answered.person


def _told(universe: Universe) -> Encounter:
    return Encounter(
        held_on=_episode(universe).started_on, leaders=(universe.north.clinician,), techniques={"naming-myths": 5}
    )


def _part(kind: type, name: str) -> Callable[[Universe], object]:
    return lambda universe: kind.objects.get(pk=universe.north.parts[name])


_contact, _referral = _part(Contact, "contact_id"), _part(Referral, "referral_id")
_event, _note = _part(LifeEvent, "event_id"), _part(PrivateNote, "note_id")


def _referred(universe: Universe) -> dict[str, object]:
    return {"recipient": "Somebody", "reason": "Something", "made_on": _episode(universe).started_on}


def _happened(universe: Universe) -> dict[str, object]:
    return {"kind": Barrier.ILLNESS, "began_on": _episode(universe).started_on, "words": "Something else"}


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    record_contact: lambda universe: (
        lambda: record_contact(episode=_episode(universe), told=_told(universe), by=universe.north.clinician)
    ),
    correct_contact: lambda universe: (
        lambda: correct_contact(contact=_contact(universe), told=_told(universe), by=universe.north.clinician)
    ),
    withdraw_contact: lambda universe: (
        lambda: withdraw_contact(contact=_contact(universe), by=universe.north.clinician)
    ),
    make_referral: lambda universe: (
        lambda: make_referral(episode=_episode(universe), by=universe.north.clinician, **_referred(universe))
    ),
    correct_referral: lambda universe: (
        lambda: correct_referral(referral=_referral(universe), by=universe.north.clinician, **_referred(universe))
    ),
    change_status: lambda universe: (
        lambda: change_status(
            referral=_referral(universe),
            status=Status.SEEN,
            changed_on=_episode(universe).ended_on,
            by=universe.north.clinician,
        )
    ),
    withdraw_referral: lambda universe: (
        lambda: withdraw_referral(referral=_referral(universe), by=universe.north.clinician)
    ),
    record_event: lambda universe: (
        lambda: record_event(person=_person(universe), by=universe.north.clinician, **_happened(universe))
    ),
    correct_event: lambda universe: (
        lambda: correct_event(event=_event(universe), by=universe.north.clinician, **_happened(universe))
    ),
    withdraw_event: lambda universe: lambda: withdraw_event(event=_event(universe), by=universe.north.clinician),
    write_private_note: lambda universe: (
        lambda: write_private_note(
            person=_person(universe),
            text="Something",
            written_on=_episode(universe).started_on,
            by=universe.north.clinician,
        )
    ),
    read_private_note: lambda universe: (
        lambda: read_private_note(note=_note(universe), purpose=Purpose.TODAY, by=universe.north.clinician)
    ),
    withdraw_private_note: lambda universe: (
        lambda: withdraw_private_note(note=_note(universe), by=universe.north.clinician)
    ),
}

ABOUT = BAR | BANNER
CONTACT = ABOUT | {"others", "practice", "contactnote"}
REFERRED = ABOUT | {"recipient", "reason", "outcome"}
EVERYBODY = [
    ("/staff/care/p/<uuid:person_id>/", CONTACT | REFERRED | {"firstpractice", "eventwords"}),
    ("/staff/care/p/<uuid:person_id>/event/", ABOUT),
    ("/staff/care/e/", ABOUT),
    ("/staff/care/c/<uuid:contact_id>/", CONTACT),
    ("/staff/care/c/<uuid:contact_id>/back/", ABOUT),
    ("/staff/care/r/<uuid:referral_id>/", REFERRED),
    ("/staff/care/r/<uuid:referral_id>/correct/", REFERRED - {"outcome"}),
    ("/staff/care/r/<uuid:referral_id>/back/", ABOUT),
    ("/staff/care/v/<uuid:event_id>/", ABOUT | {"eventwords"}),
    ("/staff/care/v/<uuid:event_id>/back/", ABOUT),
    ("/staff/care/p/<uuid:person_id>/notes/", BAR),
    ("/staff/care/n/", BAR),
]
READERS = [
    ("/staff/care/p/<uuid:person_id>/notes/", ABOUT),
    ("/staff/care/n/", ABOUT),  # the note itself takes a purpose, which the crawl has none of
]
NOWHERE = [("nowhere", {"privatenote"})]
ALLOWED = {
    "clinician": [*EVERYBODY[:-2], *READERS, *NOWHERE],
    "lead": [*EVERYBODY[:-2], *READERS, *NOWHERE],
    "facilitator": EVERYBODY,
}


def _at(route: str, name: str) -> Callable[[Place], str]:
    return lambda place: route.format(place.parts[name])


READS = {
    "contacts": lambda place: f"/staff/care/p/{place.answered.person.pk}/",
    "contacts alone": lambda place: f"/staff/care/p/{place.answered.person.pk}/?show=contacts",
    "new contact": lambda place: f"/staff/care/e/{place.answered.episode.pk}/contact/",
    "new referral": lambda place: f"/staff/care/e/{place.answered.episode.pk}/referral/",
    "new event": lambda place: f"/staff/care/p/{place.answered.person.pk}/event/",
    "contact": _at("/staff/care/c/{}/", "contact_id"),
    "contact back": _at("/staff/care/c/{}/back/", "contact_id"),
    "onward referral": _at("/staff/care/r/{}/", "referral_id"),
    "correct referral": _at("/staff/care/r/{}/correct/", "referral_id"),
    "referral back": _at("/staff/care/r/{}/back/", "referral_id"),
    "event": _at("/staff/care/v/{}/", "event_id"),
    "event back": _at("/staff/care/v/{}/back/", "event_id"),
}
