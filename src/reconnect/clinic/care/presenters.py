"""A course of care, ready to print: what happened, in order of day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.care.models import Attendance, Barrier, Contact, HandsOn, How, LifeEvent, Referral, Status
from reconnect.clinic.care.queries import (
    contacts_of,
    events_of,
    private_notes_of,
    referrals_of,
    routes_for,
)
from reconnect.clinic.library.content import newest
from reconnect.clinic.partners.presenters import NoteLine
from reconnect.clinic.people.models import Person

KINDS = (("contacts", "Contacts"), ("referrals", "Referrals"), ("events", "Events"))
WEEK = {None: "", True: "unhelpful", False: "not unhelpful"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. ``facts`` are name and text, ``words`` longer texts; ``tag`` says how it stands."""

    kind: str
    id: UUID
    day: date
    until: date | None
    title: str
    tag: str
    facts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, date, str], ...]
    by: str
    recorded_at: datetime
    replaced: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, newest first; ``replaced`` is what was recorded first. ``shown`` are the kinds looked at."""

    entries: tuple[Entry, ...]
    replaced: tuple[Entry, ...]
    shown: frozenset[str]


def timeline(person: Person, service: Service, chosen: Iterable[str]) -> Timeline:
    """Contacts, referrals and events of the person in one order; all kinds where none of them is ``chosen``."""
    every = frozenset(kind for kind, _ in KINDS)
    shown = frozenset(chosen) & every or every
    names = {each.id: each.name for each in newest(service, "techniques").values()}
    routes = routes_for(service)
    entries: list[Entry] = []
    if "contacts" in shown:
        entries += [contact_entry(each, names) for each in contacts_of(person, replaced=True)]
    if "referrals" in shown:
        entries += [referral_entry(each, routes) for each in referrals_of(person, replaced=True)]
    if "events" in shown:
        entries += [_event_entry(each) for each in events_of(person, replaced=True)]
    entries.sort(key=lambda each: (each.day, each.recorded_at, each.id), reverse=True)
    return Timeline(
        tuple(each for each in entries if not each.replaced), tuple(each for each in entries if each.replaced), shown
    )


def contact_entry(contact: Contact, names: Mapping[str, str]) -> Entry:
    """A contact; the partner has no name here."""
    facts = (
        ("There", _there(contact)),
        ("Led by", ", ".join(each.member.name for each in contact.leaders.all())),
        ("Minutes", "" if contact.minutes is None else str(contact.minutes)),
        ("By technique", _techniques(contact, names)),
        ("Hands-on work", _hands(contact)),
        ("Time since the last contact", WEEK[contact.unhelpful_week]),
        ("Next contact", _next(contact)),
    )
    words = (("Practice agreed", contact.practice_agreed or ""), ("Note", contact.note or ""))
    return Entry(
        "contacts",
        contact.pk,
        contact.held_on,
        None,
        f"{'In a group' if contact.in_group else 'Contact'}, {How(contact.how).label.lower()}",
        Attendance(contact.attendance).label,
        tuple(each for each in facts if each[1]),
        tuple(each for each in words if each[1]),
        (),
        contact.by.name,
        contact.recorded_at,
        contact.retracted_at is not None,
    )


def referral_entry(referral: Referral, routes: Mapping[str, str]) -> Entry:
    """A referral, with its steps, oldest first."""
    steps = tuple((Status(each.status).label, each.changed_on, each.outcome or "") for each in referral.changes.all())
    facts = (("To", referral.recipient), ("Route", routes.get(referral.route_id, referral.route_id)))
    return Entry(
        "referrals",
        referral.pk,
        referral.made_on,
        None,
        "Referral",
        steps[-1][0],
        tuple(each for each in facts if each[1]),
        (("Reason", referral.reason),),
        steps,
        referral.by.name,
        referral.recorded_at,
        referral.retracted_at is not None,
    )


def _event_entry(event: LifeEvent) -> Entry:
    return Entry(
        "events",
        event.pk,
        event.began_on,
        event.ended_on,
        Barrier(event.kind).label,
        "" if event.ended_on else "Goes on",
        (),
        (("In their words", event.words),) if event.words else (),
        (),
        event.by.name,
        event.recorded_at,
        event.retracted_at is not None,
    )


def _there(contact: Contact) -> str:
    there = (
        ("the person", contact.person_present),
        ("the partner", contact.partner_id is not None),
        ("a professional interpreter", contact.interpreter_present),
        (contact.others_present or "", contact.others_present is not None),
    )
    return ", ".join(who for who, present in there if present)


def _techniques(contact: Contact, names: Mapping[str, str]) -> str:
    return "; ".join(
        f"{names.get(each.technique_id, each.technique_id)} {each.minutes}" for each in contact.techniques.all()
    )


def _hands(contact: Contact) -> str:
    if contact.hands_on == HandsOn.NOT_TALKED_ABOUT:
        return ""
    minutes = "" if contact.hands_on_minutes is None else f", {contact.hands_on_minutes} minutes"
    return f"{HandsOn(contact.hands_on).label}{minutes}"


def _next(contact: Contact) -> str:
    if contact.next_in_weeks is not None:
        return "in a week" if contact.next_in_weeks == 1 else f"in {contact.next_in_weeks} weeks"
    return f"{contact.next_on:%-d %b %Y}" if contact.next_on else ""


def note_lines(person: Person) -> tuple[NoteLine, ...]:
    """The private notes, unopened."""
    return tuple(NoteLine.of(each, each.written_on, person.service.zone) for each in private_notes_of(person))
