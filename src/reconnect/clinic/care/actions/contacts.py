"""Contacts recorded, put right, taken back. What was recorded stays."""

from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.encounter import Encounter, refuse_incoherent
from reconnect.clinic.care.models import Contact, ContactLeader, ContactMinutes, HandsOn
from reconnect.clinic.care.overtaking import retract
from reconnect.clinic.library.content import newest
from reconnect.clinic.partners.queries import may_be_involved, partner_of
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Episode, Partner
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied
from reconnect.model.discipline import Discipline


@action
def record_contact(
    *,
    episode: Episode,
    told: Encounter,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the contact's
    at: datetime | None = None,
) -> Contact:
    """Record a contact of a course of care.

    Raises ActionDenied for a partner who may not be involved, for hands-on consent that not physiotherapy records,
    and for what cannot be true together. With an ``id`` it is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    contact = _keep(episode, told, by, at, id, None)
    record_about(by, "record_contact", episode.person, at)
    return contact


@action
def correct_contact(
    *,
    contact: Contact,
    told: Encounter,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the new contact's
    at: datetime | None = None,
) -> Contact:
    """Put a contact right: a new one takes its place, and the old one stays.

    Raises OvertakenError where somebody else did so meanwhile, and else as ``record_contact``. What physiotherapy
    recorded, and a partner who was there, anybody may leave as it is.
    """
    at = at or timezone.now()
    done = retract(contact, at, id)
    if done is not None:
        return done
    corrected = _keep(contact.episode, told, by, at, id, contact)
    record_about(by, "correct_contact", contact.episode.person, at)
    return corrected


@action
def withdraw_contact(*, contact: Contact, by: Member, at: datetime | None = None) -> Contact:
    """Take a contact back that was recorded about the wrong person, or by mistake. It stays, and counts no more."""
    at = at or timezone.now()
    retract(contact, at)
    record_about(by, "withdraw_contact", contact.episode.person, at)
    return contact


def _keep(
    episode: Episode, told: Encounter, by: Member, at: datetime, chosen: UUID | None, old: Contact | None
) -> Contact:
    refuse_days(by.service, told.held_on, at=at)
    before = {each.technique_id for each in old.techniques.all()} if old else set()
    refuse_incoherent(told, frozenset(newest(by.service, "techniques")) | before)
    _refuse_consent(told, by, old)
    if any(each.service_id != by.service_id for each in told.leaders):
        raise ActionDenied("Somebody else's staff cannot have led this contact.")
    contact = Contact.objects.create(
        id=chosen or uuid4(),
        service_id=episode.service_id,
        episode=episode,
        held_on=told.held_on,
        how=told.how,
        in_group=told.in_group,
        attendance=told.attendance,
        person_present=told.person_present,
        partner=_partner_there(episode, told, old),
        interpreter_present=told.interpreter_present,
        others_present=told.others_present or None,
        minutes=told.minutes,
        practice_agreed=told.practice_agreed or None,
        next_on=told.next_on,
        next_in_weeks=told.next_in_weeks,
        hands_on=told.hands_on,
        hands_on_minutes=told.hands_on_minutes,
        unhelpful_week=told.unhelpful_week,
        note=told.note or None,
        by=by,
        recorded_at=at,
        supersedes=old,
    )
    ContactLeader.objects.bulk_create(
        ContactLeader(service_id=by.service_id, contact=contact, member=each) for each in told.leaders
    )
    ContactMinutes.objects.bulk_create(
        ContactMinutes(service_id=by.service_id, contact=contact, technique_id=technique, minutes=minutes)
        for technique, minutes in sorted(told.techniques.items())
    )
    return contact


def _partner_there(episode: Episode, told: Encounter, old: Contact | None) -> Partner | None:
    """The partner who was present; one who was recorded before stays, whatever was found since."""
    if not told.partner_present:
        return None
    if old is not None and old.partner is not None:
        return old.partner
    partner = partner_of(episode.person)
    if partner is None:
        raise ActionDenied("No partner is noted: do that on the Partner page first, if the person wants one there.")
    if not may_be_involved(partner):
        raise ActionDenied(
            "See the person alone first, and record on the Partner page that a partner is safe to involve."
        )
    return partner


def _refuse_consent(told: Encounter, by: Member, old: Contact | None) -> None:
    stood = (old.hands_on, old.hands_on_minutes) if old else (HandsOn.NOT_TALKED_ABOUT, None)
    if (told.hands_on, told.hands_on_minutes) != stood and by.discipline != Discipline.PHYSIOTHERAPY:
        raise ActionDenied("Consent to hands-on work is recorded by physiotherapy, anew in each contact.")
