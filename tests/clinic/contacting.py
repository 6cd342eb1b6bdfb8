"""Contacts recorded: what tests of them begin with."""

from uuid import uuid4

from universe import STARTED, Care, Universe

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Contact


def told(by: Member, **other: object) -> Encounter:
    return Encounter(**({"held_on": STARTED, "leaders": (by,), "minutes": 50} | other))


def add(universe: Universe, care: Care, by: Member | None = None, **other: object) -> Contact:
    by = by or universe.north.clinician
    return record_contact(episode=care.episode, told=told(by, **other), by=by)


def form(care: Care, by: Member, **other: object) -> dict[str, object]:
    """What the page sends."""
    return {
        "person": care.person.pk,
        "token": uuid4(),
        "held_on": STARTED.isoformat(),
        "how": "in person",
        "attendance": "attended",
        "present": ["person"],
        "leaders": [by.pk],
        "minutes": "50",
        "minutes-pain-education": "20",
    } | other
