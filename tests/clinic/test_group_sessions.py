"""Sessions recorded: one contact for everybody in the group, with the minutes that they were there for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from at_once import at_once
from grouping import (
    ABSENT,
    CAME,
    SEX,
    begun,
    contact_at,
    delivered,
    held,
    joined,
    live,
    meeting,
    session_of,
    week,
    with_people,
)
from universe import Universe, build_universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.care.actions.contacts import correct_contact, withdraw_contact
from reconnect.clinic.care.encounter import Encounter, encounter_of
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.groups.actions.roster import leave_group
from reconnect.clinic.groups.actions.sessions import correct_session, record_make_up, record_session
from reconnect.clinic.groups.meeting import There
from reconnect.clinic.groups.models import Membership, Session, SessionAttendance
from reconnect.clinic.groups.queries import standing_contacts
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.people.actions import record_agreement
from reconnect.clinic.people.models import Episode
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.errors import ActionDenied


def techniques(contact: Contact) -> dict[str, int]:
    return {each.technique_id: each.minutes for each in contact.techniques.all()}


def planned(session: Session) -> dict[str, int]:
    """The minutes of the plan by technique, reckoned apart from the product."""
    found: dict[str, int] = {}
    for part in session.parts.filter(left_out=False).exclude(technique_id=""):
        found[part.technique_id] = found.get(part.technique_id, 0) + part.minutes
    return found


def attendance(session: Session, membership: Membership) -> SessionAttendance:
    return SessionAttendance.objects.get(session=session, membership=membership)


def test_a_session_gives_everybody_a_contact_in_their_own_record(universe: Universe) -> None:
    place = universe.north
    group, (one, other, absent) = with_people(place)
    session = session_of(group, SEX + 1)
    notes = {one: There(Attendance.ATTENDED, note="Hers"), other: CAME, absent: There(ABSENT.state, note="Rang")}
    held(session, place.clinician, notes, practice="Two minutes of noticing")
    contact = contact_at(session, one)
    assert (contact.in_group, contact.held_on, contact.minutes) == (True, session.planned_on, session.minutes)
    assert (contact.practice_agreed, contact.note) == ("Two minutes of noticing", "Hers")
    assert techniques(contact) == planned(session)
    assert [each.member for each in contact.leaders.all()] == [place.clinician]
    assert contact_at(session, other).note is None
    missed = contact_at(session, absent)
    assert (missed.attendance, missed.minutes, techniques(missed)) == ("did not attend", None, {})
    assert (missed.note, missed.practice_agreed, missed.person_present) == ("Rang", None, False)
    actions = AuditEvent.objects.filter(target=one.episode.person.target).values_list("action", flat=True)
    assert {"record_contact", "start_episode"} <= set(actions)


def test_whoever_attends_first_begins_that_day_and_nobody_else(universe: Universe) -> None:
    place = universe.north
    group, (came, absent) = with_people(place, 2)
    held(session_of(group, 1), place.clinician, {came: CAME, absent: ABSENT})
    held(session_of(group, 2), place.clinician, {came: CAME, absent: ABSENT})
    assert Episode.objects.get(pk=came.episode_id).started_on == week(1)
    assert Episode.objects.get(pk=absent.episode_id).started_on is None


def test_minutes_are_those_that_each_was_there_for(universe: Universe) -> None:
    place = universe.north
    group, people = with_people(place, 4)
    session = session_of(group)
    parts = list(session.parts.all())
    optional = sum(each.minutes for each in parts if each.optional)
    assert optional
    first, last = parts[0], parts[-1]
    late, early, out, all_of_it = people
    held(
        session,
        place.clinician,
        {
            late: There(Attendance.ATTENDED, late=first.minutes + 3),
            early: There(Attendance.ATTENDED, early=last.minutes + 2),
            out: There(Attendance.ATTENDED, opted_out=True),
            all_of_it: CAME,
        },
    )
    minutes = [contact_at(session, each).minutes for each in people]
    assert minutes == [150 - first.minutes - 3, 150 - last.minutes - 2, 150 - optional, 150]
    whole = planned(session)
    for each, cut in ((late, parts[1]), (early, parts[-2])):
        lost = 3 if each is late else 2
        expected = dict(whole)
        if cut.technique_id:
            expected[cut.technique_id] -= lost
        for gone in [first] if each is late else [last]:
            if gone.technique_id:
                expected[gone.technique_id] -= gone.minutes
        assert techniques(contact_at(session, each)) == {key: value for key, value in expected.items() if value}


def test_what_was_not_ticked_gives_nobody_minutes(universe: Universe) -> None:
    place = universe.north
    group, (member,) = with_people(place, 1)
    session = session_of(group, SEX + 1)
    some = dict([*delivered(session).items()][:3])
    first = next(iter(some))
    held(session, place.clinician, {member: CAME}, delivered=some | {first: 7})
    assert contact_at(session, member).minutes == 7 + sum([*some.values()][1:])
    assert session.parts.filter(delivered_minutes=None).count() == session.parts.count() - 3


@pytest.mark.parametrize(
    ("told", "there", "why"),
    [
        ({"delivered": {}}, CAME, "at least one part"),
        ({"leaders": ()}, CAME, "who led"),
        ({}, ABSENT, "nothing was delivered"),
        ({"delivered": {}}, There(Attendance.DID_NOT_ATTEND, late=5), "for those who attended"),
        ({}, There(Attendance.ATTENDED, late=100, early=60), "later, or left earlier"),
        ({"held_on": week(1) - timedelta(days=1)}, CAME, "not in the group"),
        ({"held_on": week(1) + timedelta(days=3650)}, CAME, "in the future"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    universe: Universe, told: dict[str, object], there: There, why: str
) -> None:
    place = universe.north
    group, (member,) = with_people(place, 1)
    with pytest.raises(ActionDenied, match=why):
        held(session_of(group), place.clinician, {member: there}, **told)
    assert live([member]) == 0
    assert session_of(group).recorded_at is None


def test_everybody_of_that_day_is_asked_about_and_nobody_who_came_later_or_from_elsewhere(universe: Universe) -> None:
    place = universe.north
    group, (one, left) = with_people(place, 2)
    leave_group(membership=left, on=week(1), by=place.clinician)
    later = joined(group, begun(place, "later"), place.clinician, on=week(3))
    first, second = session_of(group, 1), session_of(group, 2)
    with pytest.raises(ActionDenied, match="everybody"):
        held(first, place.clinician, {one: CAME})
    held(first, place.clinician, {one: CAME, left: CAME})
    held(second, place.clinician, {one: CAME})
    assert not SessionAttendance.objects.filter(membership=later).exists()
    other, (stranger,) = with_people(place, 1, "Link 8")
    with pytest.raises(ActionDenied, match="not in this group"):
        held(session_of(other), place.clinician, {stranger: CAME, one: CAME})


def test_sent_twice_it_counts_once_and_a_colleague_is_told(universe: Universe) -> None:
    place = universe.north
    group, people = with_people(place)
    session, form = session_of(group), uuid4()
    told = meeting(session, place.clinician, dict.fromkeys(people, CAME))
    for _ in range(2):
        record_session(session=session, told=told, by=place.clinician, id=form)
    assert live(people) == 3
    with pytest.raises(OvertakenError, match="Nothing of yours is lost"):
        record_session(session=session_of(group), told=told, by=place.staff[Role.FACILITATOR], id=uuid4())
    assert live(people) == 3


@pytest.mark.django_db(transaction=True)
def test_twelve_tries_at_once_by_two_facilitators_record_it_once() -> None:
    place = build_universe(furnished=False).north
    group, people = with_people(place)
    session = session_of(group)
    told = meeting(session, place.clinician, dict.fromkeys(people, CAME))
    forms, members = (uuid4(), uuid4()), (place.clinician, place.staff[Role.FACILITATOR])
    jobs = [
        lambda each=each: record_session(
            session=Session.objects.get(pk=session.pk), told=told, by=members[each % 2], id=forms[each % 2]
        )
        for each in range(12)
    ]
    results = at_once(jobs)
    assert {type(each) for each in results} == {Session, OvertakenError}
    assert live(people) == 3
    assert SessionAttendance.objects.count() == 3


def test_a_correction_touches_only_the_contacts_that_change(universe: Universe) -> None:
    place = universe.north
    group, (stays, changes) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {stays: There(Attendance.ATTENDED, note="As it was"), changes: ABSENT})
    before, old = contact_at(session, stays), contact_at(session, changes)
    told = meeting(session, place.clinician, {stays: CAME, changes: There(Attendance.ATTENDED, late=10)})
    form = uuid4()
    for _ in range(2):
        correct_session(session=session, told=told, by=place.clinician, seen=session.record_mark, id=form)
    assert contact_at(session, stays) == before
    now = contact_at(session, changes)
    assert (now.supersedes, now.minutes, now.attendance) == (old, 140, "attended")
    assert live([stays, changes]) == 2
    assert Episode.objects.get(pk=changes.episode_id).started_on == week(1)


def test_a_correction_of_the_minutes_reaches_everybody_who_was_there_and_keeps_their_notes(universe: Universe) -> None:
    place = universe.north
    group, (one, absent) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {one: There(Attendance.ATTENDED, note="First"), absent: ABSENT})
    missed, parts = contact_at(session, absent), delivered(session)
    first = next(iter(parts))
    people = {one: There(Attendance.ATTENDED, note="And more"), absent: ABSENT}
    told = meeting(session, place.clinician, people, delivered=parts | {first: parts[first] + 10})
    correct_session(session=session, told=told, by=place.clinician, seen=session.record_mark)
    now = contact_at(session, one)
    assert (now.minutes, now.note) == (160, "First\nAnd more")
    assert contact_at(session, absent) == missed


def test_a_correction_leaves_what_was_written_on_the_persons_own_page(universe: Universe) -> None:
    place = universe.north
    group, (one, back) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {one: CAME, back: CAME})
    own = {"interpreter_present": True, "others_present": "Her sister", "next_in_weeks": 1, "note": "On their page"}
    first = contact_at(session, one)
    correct_contact(contact=first, told=Encounter(**(_fields(first) | own)), by=place.clinician)
    withdraw_contact(contact=contact_at(session, back), by=place.clinician)
    people = {one: There(Attendance.ATTENDED, late=5), back: There(Attendance.ATTENDED, late=5)}
    told = meeting(session, place.clinician, people)
    correct_session(session=session, told=told, by=place.clinician, seen=session.record_mark)
    now = contact_at(session, one)
    assert (now.interpreter_present, now.others_present, now.note) == (True, "Her sister", "On their page")
    assert (now.minutes, now.in_group, now.retracted_at) == (145, True, None)
    assert contact_at(session, back).retracted_at is None
    assert live([one, back]) == 2


def _fields(contact: Contact) -> dict[str, object]:
    told = encounter_of(contact)
    return {name: getattr(told, name) for name in told.__slots__}


def test_who_corrected_meanwhile_is_not_overwritten_unseen(universe: Universe) -> None:
    place = universe.north
    group, (one,) = with_people(place, 1)
    session = session_of(group)
    held(session, place.clinician, {one: CAME})
    seen = session.record_mark
    late = meeting(session, place.clinician, {one: There(Attendance.ATTENDED, late=10)})
    correct_session(session=session, told=late, by=place.clinician, seen=seen)
    with pytest.raises(OvertakenError):
        correct_session(
            session=session, told=meeting(session, place.clinician, {one: CAME}), by=place.clinician, seen=seen
        )
    assert contact_at(session, one).minutes == 140


def test_a_first_contact_that_was_a_mistake_goes_to_the_day_on_which_they_did_come(universe: Universe) -> None:
    place = universe.north
    group, (comes, never) = with_people(place, 2)
    first, second = session_of(group, 1), session_of(group, 2)
    held(first, place.clinician, {comes: CAME, never: CAME})
    held(second, place.clinician, {comes: CAME, never: ABSENT})
    told = meeting(first, place.clinician, {comes: ABSENT, never: ABSENT}, delivered={})
    correct_session(session=first, told=told, by=place.clinician, seen=first.record_mark)
    assert Episode.objects.get(pk=comes.episode_id).started_on == week(2)
    assert Episode.objects.get(pk=never.episode_id).started_on is None


def test_a_corrected_day_moves_the_contacts_and_the_first_day(universe: Universe) -> None:
    place = universe.north
    group, (one,) = with_people(place, 1)
    session, day = session_of(group), week(1) + timedelta(days=1)
    held(session, place.clinician, {one: CAME})
    told = meeting(session, place.clinician, {one: CAME}, held_on=day)
    correct_session(session=session, told=told, by=place.clinician, seen=session.record_mark)
    assert contact_at(session, one).held_on == day
    assert Episode.objects.get(pk=one.episode_id).started_on == day


def test_what_is_made_up_for_counts_for_the_person_alone_and_once(universe: Universe) -> None:
    place = universe.north
    group, (one, absent) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {one: CAME, absent: ABSENT})
    told = Encounter(
        held_on=week(1) + timedelta(days=2), leaders=(place.clinician,), minutes=30, techniques={"pain-education": 20}
    )
    missed, token = attendance(session, absent), uuid4()
    for _ in range(2):
        contact = record_make_up(attendance=missed, told=told, by=place.clinician, id=token)
    assert (contact.in_group, contact.minutes) == (False, 30)
    assert Episode.objects.get(pk=absent.episode_id).started_on == told.held_on
    with pytest.raises(OvertakenError):
        record_make_up(attendance=missed, told=told, by=place.clinician, id=uuid4())
    with pytest.raises(ActionDenied, match="nothing to make up"):
        record_make_up(attendance=attendance(session, one), told=told, by=place.clinician)
    withdraw_contact(contact=contact, by=place.clinician)
    assert standing_contacts([attendance(session, absent)], "made_up_by") == {contact.pk: None}
    again = record_make_up(attendance=missed, told=told, by=place.clinician, id=uuid4())
    assert attendance(session, absent).made_up_by == again


def test_group_and_one_to_one_minutes_reach_the_evaluation_by_person_and_cohort(universe: Universe) -> None:
    place = universe.north
    group, (one, absent) = with_people(place, 2)
    for member in (one, absent):
        record_agreement(person=member.episode.person, by=place.clinician, agreed=True, said_on=week(1))
    session = session_of(group, SEX + 1)
    held(session, place.clinician, {one: CAME, absent: ABSENT})
    told = Encounter(held_on=week(6), leaders=(place.clinician,), minutes=30, techniques={"naming-myths": 20})
    record_make_up(attendance=attendance(session, absent), told=told, by=place.clinician)
    outcomes = service_outcomes(place.service)
    dose = {
        (each.person_id, each.technique): each.minutes
        for each in outcomes.dose
        if each.person_id in {str(one.episode_id), str(absent.episode_id)}
    }
    expected = {(str(one.episode_id), technique): minutes for technique, minutes in planned(session).items()}
    assert dose == expected | {(str(absent.episode_id), "naming-myths"): 20}
    people = {each.id: each for each in outcomes.participants}
    assert {people[str(each.episode_id)].cohort_id for each in (one, absent)} == {"Link 7"}
    assert [people[str(each.episode_id)].sessions for each in (one, absent)] == [1, 1]
