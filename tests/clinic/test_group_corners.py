"""Groups where records cross: written out of order, put right by hand, left and come back to."""

from datetime import timedelta

import pytest
from grouping import ABSENT, CAME, begun, contact_at, held, joined, live, meeting, session_of, week, with_people
from universe import Universe

from reconnect.clinic.care.actions.contacts import correct_contact, record_contact
from reconnect.clinic.care.encounter import Encounter, encounter_of
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.groups.actions.groups import end_group
from reconnect.clinic.groups.actions.roster import leave_group, rejoin_group
from reconnect.clinic.groups.actions.sessions import correct_session
from reconnect.clinic.groups.meeting import There
from reconnect.clinic.groups.models import Membership, Session, WhyLeft
from reconnect.clinic.groups.queries import session_behind
from reconnect.clinic.people.actions import end_episode
from reconnect.clinic.people.models import Episode
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.django_db


def by_hand(contact: Contact, universe: Universe, **told: object) -> Contact:
    """Somebody puts the contact right on the person's own page."""
    was = encounter_of(contact)
    fields = {name: getattr(was, name) for name in was.__slots__} | told
    return correct_contact(contact=contact, told=Encounter(**fields), by=universe.north.clinician)


def again(session: Session, universe: Universe, people: dict[Membership, There], **told: object) -> None:
    by = universe.north.clinician
    correct_session(session=session, told=meeting(session, by, people, **told), by=by, seen=session.record_mark)


def test_a_session_that_is_recorded_late_is_the_first_contact_where_it_was_first(universe: Universe) -> None:
    place = universe.north
    group, (one,) = with_people(place, 1)
    held(session_of(group, 2), place.clinician, {one: CAME})
    assert Episode.objects.get(pk=one.episode_id).started_on == week(2)
    held(session_of(group, 1), place.clinician, {one: CAME})
    assert Episode.objects.get(pk=one.episode_id).started_on == week(1)
    again(session_of(group, 1), universe, {one: ABSENT}, delivered={})
    assert Episode.objects.get(pk=one.episode_id).started_on == week(2)


def test_a_first_contact_that_somebody_recorded_themselves_is_left_to_them(universe: Universe) -> None:
    place = universe.north
    group, (one,) = with_people(place, 1)
    episode = Episode.objects.get(pk=one.episode_id)
    episode.started_on = week(2)
    episode.save()
    held(session_of(group, 1), place.clinician, {one: CAME})
    assert Episode.objects.get(pk=one.episode_id).started_on == week(2)


def test_minutes_put_right_by_hand_outlive_a_note_and_another_practice(universe: Universe) -> None:
    place = universe.north
    group, (one, other) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {one: CAME, other: CAME})
    by_hand(contact_at(session, one), universe, minutes=60, techniques={"pain-education": 20})
    again(session, universe, {one: There(Attendance.ATTENDED, note="A word"), other: CAME}, practice="Something new")
    now = contact_at(session, one)
    assert (now.minutes, now.note, now.practice_agreed) == (60, "A word", "Something new")
    assert {each.technique_id: each.minutes for each in now.techniques.all()} == {"pain-education": 20}
    assert contact_at(session, other).minutes == 150


def test_an_absence_put_right_by_hand_outlives_a_correction_of_the_session(universe: Universe) -> None:
    place = universe.north
    group, (one, other) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {one: CAME, other: CAME})
    gone = Encounter(
        held_on=week(1), in_group=True, attendance=Attendance.DID_NOT_ATTEND, person_present=False, note="Was not there"
    )
    correct_contact(contact=contact_at(session, one), told=gone, by=place.clinician)
    day = week(1) + timedelta(days=1)
    again(session, universe, {one: CAME, other: CAME}, practice="Something new", held_on=day)
    now = Contact.objects.live().get(episode=one.episode)
    assert (now.attendance, now.held_on, now.note) == (Attendance.DID_NOT_ATTEND, day, "Was not there")
    assert live([one, other]) == 2


def test_nobody_leaves_before_a_session_at_which_they_were(universe: Universe) -> None:
    place = universe.north
    group, (one,) = with_people(place, 1)
    held(session_of(group, 3), place.clinician, {one: CAME})
    with pytest.raises(ActionDenied, match="were at a session after"):
        leave_group(membership=one, on=week(2), by=place.clinician)
    leave_group(membership=one, on=week(3), by=place.clinician)


def test_a_second_click_without_words_keeps_the_words_of_the_first(universe: Universe) -> None:
    place = universe.north
    _, (one,) = with_people(place, 1)
    told = {"membership": one, "on": week(2), "by": place.clinician, "why": WhyLeft.UNSAFE}
    leave_group(**told, words="Not with him at home")
    leave_group(**told)
    one.refresh_from_db()
    assert one.left_words == "Not with him at home"


def test_nobody_comes_back_into_a_group_that_ended_meanwhile_or_after_their_own_end(universe: Universe) -> None:
    place = universe.north
    group, (one, stays) = with_people(place, 2)
    leave_group(membership=one, on=week(2), by=place.clinician)
    seen = Membership.objects.select_related("group", "episode__person").get(pk=one.pk)
    ended = begun(place, "ended")
    out = joined(group, ended, place.clinician)
    held(session_of(group), place.clinician, {one: CAME, stays: CAME, out: CAME})
    leave_group(membership=out, on=week(2), by=place.clinician)
    end_episode(episode=Episode.objects.get(pk=ended.episode.pk), by=place.clinician, on=week(2))
    with pytest.raises(ActionDenied, match="course of care has ended"):
        rejoin_group(membership=Membership.objects.get(pk=out.pk), by=place.clinician)
    end_group(group=group, on=week(3), by=place.clinician)
    with pytest.raises(ActionDenied, match="This group has ended"):
        rejoin_group(membership=seen, by=place.clinician)


def test_a_contact_is_known_as_that_of_its_session_however_often_it_was_put_right(universe: Universe) -> None:
    place = universe.north
    group, (one,) = with_people(place, 1)
    session = held(session_of(group), place.clinician, {one: CAME})
    contact = contact_at(session, one)
    for number in range(5):
        assert session_behind(contact) == session
        contact = by_hand(contact, universe, note=f"Note {number}")
    again(session_of(group), universe, {one: CAME}, practice="Another")
    newest = contact_at(session, one)
    assert newest.supersedes_id == contact.pk
    assert session_behind(by_hand(newest, universe, note="The last")) == session


def test_a_group_contact_of_no_session_of_ours_has_none_behind_it(universe: Universe) -> None:
    place = universe.north
    _, (one,) = with_people(place, 1)
    told = Encounter(held_on=week(1), leaders=(place.clinician,), in_group=True)
    contact = record_contact(episode=one.episode, told=told, by=place.clinician)
    assert session_behind(contact) is None
    assert session_behind(by_hand(contact, universe, note="Put right")) is None
