"""Sessions recorded and put right: for everybody in the group one contact in their own record."""

from dataclasses import fields, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.actions.contacts import correct_contact, record_contact
from reconnect.clinic.care.encounter import Encounter, encounter_of
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.groups.meeting import Meeting, There, encounter_at, refuse_meeting
from reconnect.clinic.groups.models import Membership, Session, SessionAttendance, SessionLeader, SessionPart
from reconnect.clinic.groups.queries import meeting_of, standing_contacts
from reconnect.clinic.groups.trail import record_of_group
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.people.actions import start_episode, withdraw_start
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied

OVERTAKEN = (
    "A colleague recorded this session while you were writing. Nothing of yours is lost: it is still here. Look at"
    " theirs first; if you then save yours, it takes the place of theirs."
)
TOLD = ("state", "late", "early", "opted_out")  # of somebody at a session, by the session


@action
def record_session(
    *,
    session: Session,
    told: Meeting,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the form's
    at: datetime | None = None,
) -> Session:
    """Record a session: what was delivered, and a contact for everybody who was in the group on that day.

    Whoever attended without a first contact recorded has this as theirs. With an ``id`` it is recorded once. Raises
    OvertakenError where a colleague recorded it meanwhile.
    """
    at = at or timezone.now()
    if _held(session, id):
        return session
    if session.recorded_at is not None:
        raise OvertakenError(OVERTAKEN)
    parts, people = _looked_at(session, told, by, at)
    missing = [each for each in people.values() if each.was_in_on(told.held_on) and each.pk not in told.people]
    if missing:
        raise ActionDenied("Say of everybody who was in the group on that day whether they were there.")
    for membership_id, there in told.people.items():
        _first(session, people[membership_id], encounter_at(told, parts, there), there, by, at)
    _write(session, told, parts, by, id, at)
    record_of_group(by, "record_session", session.group, at)
    return session


@action
def correct_session(
    *,
    session: Session,
    told: Meeting,
    by: Member,
    seen: UUID,
    id: UUID | None = None,  # noqa: A002 it is the form's
    at: datetime | None = None,
) -> Session:
    """Put a recorded session right: a contact is corrected only where this session told something else of it.

    A note that is told is added to the one that stands. ``seen`` is the record that the form was opened on; raises
    OvertakenError where it is not the newest any more.
    """
    at = at or timezone.now()
    if _held(session, id):
        return session
    if session.record_mark != seen:
        raise OvertakenError(OVERTAKEN)
    parts, people = _looked_at(session, told, by, at)
    before = meeting_of(session, parts)
    standing = {each.membership_id: each for each in session.attendances.select_related("membership__episode__person")}
    if standing.keys() - told.people.keys():
        raise ActionDenied("Say of everybody who is recorded at this session whether they were there.")
    contacts = standing_contacts(standing.values())
    for membership_id, there in told.people.items():
        new = encounter_at(told, parts, there)
        attendance = standing.get(membership_id)
        if attendance is None:
            _first(session, people[membership_id], new, there, by, at)
            continue
        old = encounter_at(before, parts, before.people[membership_id])
        if new != old:
            _again(attendance, contacts.get(attendance.contact_id), old, new, by, at)
        _of(attendance, there).save(update_fields=["contact", *TOLD])
        _begun(attendance, told, before, by, at)
    _write(session, told, parts, by, id, at)
    record_of_group(by, "correct_session", session.group, at)
    return session


@action
def record_make_up(
    *,
    attendance: SessionAttendance,
    told: Encounter,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the contact's
    at: datetime | None = None,
) -> Contact:
    """Record a contact in which somebody had what they missed at a session; its minutes count for them like any other.

    Raises ActionDenied for somebody who was there, and OvertakenError where it was made up for already.
    """
    at = at or timezone.now()
    _held(attendance.session, None)  # the same order as a correction
    attendance.hold()
    attendance.refresh_from_db()
    if id is not None and attendance.made_up_by_id == id:
        return attendance.made_up_by
    if attendance.state == Attendance.ATTENDED:
        raise ActionDenied(
            "They were at this session: there is nothing to make up. Record a contact of theirs instead."
        )
    made_up = Contact.objects.filter(pk=attendance.made_up_by_id)
    if made_up and standing_contacts([attendance], "made_up_by").get(attendance.made_up_by_id):
        raise OvertakenError("A colleague has recorded meanwhile how they made up for it. Nothing was saved twice.")
    episode = attendance.membership.episode
    contact = record_contact(episode=episode, told=told, by=by, id=id, at=at)
    attendance.made_up_by = contact
    attendance.save(update_fields=["made_up_by"])
    if told.attended and told.person_present:
        _start(episode, told, by, at)
    record_about(by, "record_make_up", episode.person, at)
    return contact


def _held(session: Session, form: UUID | None) -> bool:
    """Hold the session and who is in its group, as they stand now. Whether this very form was kept already."""
    session.group.hold()
    session.hold()
    session.refresh_from_db()
    return form is not None and session.record_mark == form


def _looked_at(
    session: Session, told: Meeting, by: Member, at: datetime
) -> tuple[list[SessionPart], dict[UUID, Membership]]:
    """The session's parts, and everybody who was ever in the group, where all that is told can be."""
    refuse_days(by.service, told.held_on, at=at)
    if session.group.ended_on is not None and told.held_on > session.group.ended_on:
        raise ActionDenied("The group had ended by this day: look at the day again.")
    parts = list(session.parts.all())
    refuse_meeting(told, parts)
    found = session.group.memberships.select_related("episode__person")
    people = {each.pk: each for each in found}
    if told.people.keys() - people.keys():
        raise ActionDenied("Somebody of these is not in this group.")
    return parts, people


def _first(session: Session, membership: Membership, told: Encounter, there: There, by: Member, at: datetime) -> None:
    if not membership.was_in_on(told.held_on):
        raise ActionDenied("Somebody of these was not in the group on this day: look at the day again.")
    contact = record_contact(episode=membership.episode, told=told, by=by, at=at)
    attendance = SessionAttendance(
        service_id=session.service_id, session=session, membership=membership, contact=contact
    )
    attendance.began = told.attended and _start(membership.episode, told, by, at)
    _of(attendance, there).save(force_insert=True)


def _again(
    attendance: SessionAttendance, standing: Contact | None, old: Encounter, new: Encounter, by: Member, at: datetime
) -> None:
    """Put right what this session tells otherwise than before, and leave what others wrote in the contact.

    Where it was taken back, it is recorded anew.
    """
    if standing is None:
        attendance.contact = record_contact(episode=attendance.membership.episode, told=new, by=by, at=at)
        return
    was = encounter_of(standing)
    told = replace(_merged(was, old, new), note="\n".join(dict.fromkeys(filter(None, (was.note, new.note)))))
    if told != was:
        attendance.contact = correct_contact(contact=standing, told=told, by=by, at=at)


def _merged(was: Encounter, old: Encounter, new: Encounter) -> Encounter:
    """What stands, with what changed between the ``old`` and the ``new`` record of the session."""
    changed = {each.name for each in fields(Encounter) if getattr(new, each.name) != getattr(old, each.name)}
    if changed & {"minutes", "techniques"}:  # they go together
        changed |= {"minutes", "techniques"}
    if new.attended != old.attended:
        return new
    if was.attended != new.attended:  # somebody put that right by hand: of the session only the day is theirs
        changed &= {"held_on"}
    return replace(was, **{name: getattr(new, name) for name in changed})


def _of(attendance: SessionAttendance, there: There) -> SessionAttendance:
    attendance.state, attendance.late, attendance.early = there.state.value, there.late, there.early
    attendance.opted_out = there.opted_out
    return attendance


def _start(episode: Episode, told: Encounter, by: Member, at: datetime) -> bool:
    """Record the first contact, where none is recorded, or a session recorded a later one. Whether it was."""
    if episode.started_on is not None and not (told.held_on < episode.started_on and _by_session(episode)):
        return False
    start_episode(episode=episode, by=by, on=told.held_on, at=at)
    return True


def _by_session(episode: Episode) -> bool:
    """Whether the first contact is one that a session recorded, and not somebody's own word."""
    began = SessionAttendance.objects.filter(membership__episode=episode, began=True)
    return began.filter(session__held_on=episode.started_on).exists()


def _begun(attendance: SessionAttendance, told: Meeting, before: Meeting, by: Member, at: datetime) -> None:
    """A first contact that this session recorded moves with it: to the earliest day on which they came, or to none."""
    episode, there = attendance.membership.episode, attendance.state == Attendance.ATTENDED
    mine = attendance.began and episode.started_on == before.held_on and episode.ended_on is None
    if mine and not (there and told.held_on == before.held_on):
        came = Contact.objects.live().filter(episode=episode, attendance=Attendance.ATTENDED, person_present=True)
        first = came.order_by("held_on").values_list("held_on", flat=True).first()
        if first is None:
            withdraw_start(episode=episode, by=by, at=at)
        else:
            start_episode(episode=episode, by=by, on=first, at=at)
        attendance.began = there and first == told.held_on
    elif there and episode.started_on is None:
        start_episode(episode=episode, by=by, on=told.held_on, at=at)
        attendance.began = True
    attendance.save(update_fields=["began"])


def _write(
    session: Session, told: Meeting, parts: list[SessionPart], by: Member, form: UUID | None, at: datetime
) -> None:
    for part in parts:
        part.delivered_minutes = told.delivered.get(part.pk)
    SessionPart.objects.bulk_update(parts, ["delivered_minutes"])
    session.leaders.all().delete()
    SessionLeader.objects.bulk_create(
        SessionLeader(service_id=session.service_id, session=session, member=each) for each in told.leaders
    )
    session.held_on, session.how, session.practice = told.held_on, told.how.value, told.practice or None
    session.recorded_at, session.recorded_by, session.record_mark = at, by, form or uuid4()
    session.save()
