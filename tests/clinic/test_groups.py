"""Groups: founded from a programme, with a roster, and ended."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from browsing import signed_in
from grouping import ABSENT, CAME, FIRST, begun, founded, held, joined, programme, session_of, week, with_people
from universe import Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.groups.actions.groups import change_group, end_group, found_group, reopen_group
from reconnect.clinic.groups.actions.plans import Line, OwnPart, add_part, change_session_plan
from reconnect.clinic.groups.actions.roster import add_to_group, leave_group, rejoin_group
from reconnect.clinic.groups.models import Group, Membership, WhyLeft
from reconnect.clinic.groups.presenters import group_page
from reconnect.clinic.groups.queries import free_episodes, group_for
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.windows import window
from reconnect.errors import ActionDenied
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment


def page(universe: Universe, group: Group) -> object:
    place = universe.north
    return group_page(group_for(place.clinician, group.pk), place.service)


def test_a_group_has_the_sessions_of_its_programme_a_week_apart_each_with_a_run_sheet_of_its_own(
    universe: Universe,
) -> None:
    group = founded(universe.north)
    sessions = list(group.sessions.all())
    plans = shipped_library().sessions.newest
    assert [each.plan_id for each in sessions] == list(programme().sessions)
    assert [each.planned_on for each in sessions] == [week(number) for number in range(1, 8)]
    for session in sessions:
        parts, plan = list(session.parts.all()), plans[session.plan_id]
        assert [(each.part_id, each.minutes, each.technique_id) for each in parts] == [
            (each.id, each.minutes, each.technique) for each in plan.parts
        ]
        assert sum(each.minutes for each in parts) == session.minutes == plan.minutes
        assert all(each.delivered_minutes is None for each in parts)


def test_two_clicks_make_one_group_and_two_groups_never_share_a_name(universe: Universe) -> None:
    token = uuid4()
    first = founded(universe.north, id=token)
    assert founded(universe.north, id=token) == first
    with pytest.raises(ActionDenied, match="Another group has this name"):
        founded(universe.north, "LINK  7")
    assert founded(universe.south, "Link 7") != first
    assert Group.objects.count() == 2


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"leads": ()}, "who leads"),
        ({"name": " "}, "name"),
        ({"starts_on": FIRST.replace(year=1899)}, "1900"),
        ({"starts_on": FIRST + timedelta(days=2000)}, "two years ahead"),
    ],
)
def test_a_group_that_cannot_be_is_refused(universe: Universe, told: dict[str, object], why: str) -> None:
    with pytest.raises(ActionDenied, match=why):
        founded(universe.north, **told)
    assert not Group.objects.exists()


def test_only_clinical_staff_of_the_service_lead(universe: Universe) -> None:
    for member in (universe.south.clinician, universe.north.staff[Role.ADMINISTRATOR]):
        with pytest.raises(ActionDenied, match="somebody of your service"):
            founded(universe.north, leads=(member,))
        with pytest.raises(ActionDenied, match="somebody of your service"):
            founded(universe.north, distress_lead=member)


def test_whoever_is_added_goes_by_the_groups_name_and_twice_is_once(universe: Universe) -> None:
    group, care = founded(universe.north), begun(universe.north, "one")
    first = joined(group, care, universe.north.clinician)
    assert joined(group, care, universe.north.clinician) == first
    assert Episode.objects.get(pk=care.episode.pk).group == "Link 7"
    assert Episode.objects.get(pk=care.episode.pk).referred_on == care.episode.referred_on


def test_one_group_at_a_time_and_only_where_a_course_of_care_goes_on(universe: Universe) -> None:
    place = universe.north
    group, (member,) = with_people(place, 1)
    other = founded(place, "Link 8")
    with pytest.raises(ActionDenied, match="one group at a time"):
        add_to_group(group=other, episode=member.episode, on=FIRST, by=place.clinician)
    with pytest.raises(ActionDenied, match="has ended"):
        add_to_group(group=group, episode=place.answered.episode, on=FIRST, by=place.clinician)
    with pytest.raises(ActionDenied):
        add_to_group(group=group, episode=universe.south.waiting.episode, on=FIRST, by=place.clinician)
    assert Membership.objects.count() == 1


def test_who_left_stays_in_the_cohort_and_whoever_began_elsewhere_does_too(universe: Universe) -> None:
    place = universe.north
    group, (began, never) = with_people(place, 2)
    held(session_of(group), place.clinician, {began: CAME, never: ABSENT})
    other = founded(place, "Link 8")
    for member in (began, never):
        leave_group(membership=member, on=week(2), by=place.clinician, why=WhyLeft.TIME_OR_TRAVEL)
        assert Episode.objects.get(pk=member.episode_id).group == "Link 7"
        add_to_group(group=other, episode=member.episode, on=week(3), by=place.clinician)
    assert Episode.objects.get(pk=began.episode_id).group == "Link 7"
    assert Episode.objects.get(pk=never.episode_id).group == "Link 8"


def test_somebody_leaves_and_comes_back_and_a_second_leaving_is_told_of_the_first(universe: Universe) -> None:
    place = universe.north
    group, (member,) = with_people(place, 1)
    told = {"membership": member, "on": week(2), "by": place.clinician}
    leave_group(**told, why=WhyLeft.UNSAFE, words="Not with him at home")
    leave_group(**told, why=WhyLeft.UNSAFE)
    with pytest.raises(OvertakenError):
        leave_group(**told, why=WhyLeft.OTHER)
    with pytest.raises(ActionDenied, match="take the leaving back"):
        add_to_group(group=group, episode=member.episode, on=week(3), by=place.clinician)
    rejoin_group(membership=member, by=place.clinician)
    member.refresh_from_db()
    assert (member.left_on, member.why_left, member.left_words) == (None, "", None)
    with pytest.raises(ActionDenied, match="before the day on which they joined"):
        leave_group(membership=member, on=FIRST - timedelta(days=1), by=place.clinician)


def test_nobody_comes_back_into_two_groups(universe: Universe) -> None:
    place = universe.north
    _, (member,) = with_people(place, 1)
    leave_group(membership=member, on=week(2), by=place.clinician)
    add_to_group(group=founded(place, "Link 8"), episode=member.episode, on=week(7), by=place.clinician)
    with pytest.raises(ActionDenied, match="one group at a time"):
        rejoin_group(membership=member, by=place.clinician)


def test_people_to_pick_are_those_who_go_on_and_are_in_no_group(universe: Universe) -> None:
    place = universe.north
    free = begun(place, "free")
    _, (member,) = with_people(place, 1)
    found = {each.pk for each in free_episodes(place.clinician, "")}
    assert free.episode.pk in found
    assert not found & {member.episode_id, place.answered.episode.pk, universe.south.waiting.episode.pk}
    assert [each.pk for each in free_episodes(place.clinician, free.person.name[:-1])] == [free.episode.pk]
    assert free_episodes(place.clinician, "nobody of that name") == []


def test_a_group_that_is_renamed_takes_its_cohort_with_it(universe: Universe) -> None:
    place = universe.north
    group, (stays, left) = with_people(place, 2)
    leave_group(membership=left, on=week(2), by=place.clinician)
    lead = place.staff[Role.LEAD]
    change_group(group=group, name="Link spring", leads=(lead,), distress_lead=lead, by=place.clinician)
    assert {Episode.objects.get(pk=each.episode_id).group for each in (stays, left)} == {"Link spring"}
    assert [each.member for each in group.leaders.all()] == [lead]
    founded(place, "Link 9")
    with pytest.raises(ActionDenied, match="Another group has this name"):
        change_group(
            group=group, name="link 9", leads=(lead,), distress_lead=lead, by=place.clinician, seen=group.details_mark
        )


def test_the_end_of_a_group_ends_the_courses_that_are_ticked_so_that_their_windows_begin(universe: Universe) -> None:
    place = universe.north
    group, (ends, goes_on, left) = with_people(place, 3)
    held(session_of(group), place.clinician, dict.fromkeys((ends, goes_on, left), CAME))
    leave_group(membership=left, on=week(1), by=place.clinician)
    episode = Episode.objects.get(pk=ends.episode_id)
    for _ in range(2):
        end_group(group=group, on=week(7), by=place.clinician, ending=[episode])
    episode.refresh_from_db()
    assert episode.ended_on == week(7)
    assert window(Moment.FOLLOW_UP, episode.started_on, episode.ended_on).opens == week(7).replace(month=11)
    assert Episode.objects.get(pk=goes_on.episode_id).ended_on is None
    remaining = {(each.membership.pk, each.text.split()[0]) for each in page(universe, group).remaining}
    assert remaining == {(ends.pk, "Measures"), (goes_on.pk, "Goes")}
    with pytest.raises(OvertakenError):
        end_group(group=group, on=week(6), by=place.clinician)
    add_to_group(group=founded(place, "Link 8"), episode=goes_on.episode, on=week(7), by=place.clinician)


def test_a_group_does_not_end_before_what_was_held_and_its_end_may_be_taken_back(universe: Universe) -> None:
    place = universe.north
    group, (member,) = with_people(place, 1)
    held(session_of(group, 2), place.clinician, {member: CAME})
    with pytest.raises(ActionDenied, match="cannot be before"):
        end_group(group=group, on=week(1), by=place.clinician)
    with pytest.raises(ActionDenied, match="not in this group"):
        end_group(group=group, on=week(3), by=place.clinician, ending=[place.waiting.episode])
    end_group(group=group, on=week(3), by=place.clinician)
    with pytest.raises(ActionDenied, match="has ended"):
        joined(group, begun(place, "late"), place.clinician)
    reopen_group(group=group, by=place.clinician)
    member.refresh_from_db()
    assert (group.ended_on, member.ended_on) == (None, None)


def test_the_plan_of_one_session_is_changed_and_neither_the_programme_nor_another_group(universe: Universe) -> None:
    place = universe.north
    group, other = founded(place), founded(place, "Link 8")
    session = session_of(group)
    parts = list(session.parts.all())
    lines = {each.pk: Line(each.position, each.minutes) for each in parts}
    lines[parts[1].pk] = Line(99, 5)
    lines[parts[2].pk] = Line(parts[2].position, parts[2].minutes, left_out=True)
    moved = week(2) - timedelta(days=1)
    change_session_plan(session=session, planned_on=moved, minutes=150, lines=lines, by=place.clinician)
    assert session_of(group).planned_on == moved
    now = list(session.parts.all())
    assert now[-1] == parts[1]
    assert now[-1].minutes == 5
    assert [each.pk for each in now if each.left_out] == [parts[2].pk]
    assert [each.minutes for each in session_of(other).parts.all()] == [each.minutes for each in parts]
    line = page(universe, group).sessions[0]
    assert line.planned == 150 - parts[1].minutes + 5 - parts[2].minutes
    assert not line.adds_up


@pytest.mark.parametrize(
    ("number", "day", "why"),
    [
        (1, FIRST - timedelta(days=1), "The group begins on 12 Jan 2026"),
        (1, week(2), "Session 2 is on 19 Jan 2026"),
        (3, week(2), "Session 2 is on 19 Jan 2026"),
        (3, week(1), "Session 2 is on 19 Jan 2026"),
        (3, week(5), "Session 4 is on 2 Feb 2026"),
    ],
)
def test_a_session_stays_in_its_place_among_the_others(universe: Universe, number: int, day: date, why: str) -> None:
    place = universe.north
    session = session_of(founded(place), number)
    lines = {each.pk: Line(each.position, each.minutes) for each in session.parts.all()}
    told = {"session": session, "minutes": 150, "lines": lines, "by": place.clinician}
    with pytest.raises(ActionDenied, match=why):
        change_session_plan(planned_on=day, **told)
    session.refresh_from_db()
    assert session.planned_on == week(number)
    form = {"token": uuid4(), "seen": "", "planned_on": day.isoformat(), "minutes": "150"}
    form |= {f"position-{key}": each.position for key, each in lines.items()}
    form |= {f"minutes-{key}": each.minutes for key, each in lines.items()}
    address = f"/staff/groups/s/{session.pk}/plan/"
    refused = signed_in(place.clinician).post(address, form)
    assert refused.status_code == 422
    assert re.search(f'id="[^"]*planned_on_error">{why}', refused.content.decode())


def test_a_session_that_was_held_late_keeps_nobody_from_planning_the_next(universe: Universe) -> None:
    place = universe.north
    group, (one,) = with_people(place, 1)
    late = held(session_of(group), place.clinician, {one: CAME}, held_on=week(2))
    following = session_of(group, 2)
    lines = {each.pk: Line(each.position, each.minutes) for each in following.parts.all()}
    told = {"session": following, "minutes": 120, "lines": lines, "by": place.clinician}
    with pytest.raises(ActionDenied, match="Session 1 is on 19 Jan 2026"):
        change_session_plan(planned_on=week(2) - timedelta(days=1), **told)
    assert change_session_plan(planned_on=week(2), **told).minutes == 120
    late.refresh_from_db()
    assert (late.held_on, late.planned_on) == (week(2), week(1))


def test_a_plan_in_which_everything_is_left_out_is_none(universe: Universe) -> None:
    session = session_of(founded(universe.north))
    lines = {each.pk: Line(each.position, each.minutes, left_out=True) for each in session.parts.all()}
    told = {"session": session, "planned_on": week(1), "minutes": 150, "by": universe.north.clinician}
    with pytest.raises(ActionDenied, match="Keep at least one part"):
        change_session_plan(lines=lines, **told)
    assert not session.parts.filter(left_out=True).exists()
    first, *_ = lines
    change_session_plan(lines=lines | {first: Line(1, 10)}, **told)
    assert session.parts.filter(left_out=False).count() == 1


def test_two_who_change_a_plan_at_once_lose_nothing_silently(universe: Universe) -> None:
    place = universe.north
    session = session_of(founded(place))
    told = {
        "session": session,
        "planned_on": week(1),
        "minutes": 150,
        "lines": {each.pk: Line(each.position, each.minutes) for each in session.parts.all()},
        "by": place.clinician,
    }
    form = uuid4()
    for _ in range(2):
        change_session_plan(**told, id=form)
    with pytest.raises(OvertakenError):
        change_session_plan(**told, id=uuid4())
    change_session_plan(**told, id=uuid4(), seen=form)
    add_part(session=session, part=OwnPart("Our own", 10), by=place.clinician)
    with pytest.raises(OvertakenError, match="was added"):
        change_session_plan(**told, id=uuid4(), seen=session.plan_mark)


def test_a_part_of_their_own_is_added_once_and_counts_for_a_technique_there_is(universe: Universe) -> None:
    place = universe.north
    session, token = session_of(founded(place)), uuid4()
    own = OwnPart("A walk outside", 15, technique_id="attention-and-mindfulness", words="Say: Slowly.")
    first = add_part(session=session, part=own, by=place.clinician, id=token)
    assert add_part(session=session, part=own, by=place.clinician, id=token) == first
    assert session.parts.last() == first
    for wrong in (OwnPart("A", 0), OwnPart("A", 241), OwnPart("A", 5, technique_id="hypnosis")):
        with pytest.raises(ActionDenied):
            add_part(session=session, part=wrong, by=place.clinician)


def test_too_little_about_sex_is_said_and_never_refused_and_a_block_is_not_asked(universe: Universe) -> None:
    place = universe.north
    group = founded(place)
    assert page(universe, group).enough is True
    for session in group.sessions.all():
        lines = {each.pk: Line(each.position, each.minutes, each.about_sex) for each in session.parts.all()}
        change_session_plan(
            session=session, planned_on=session.planned_on, minutes=150, lines=lines, by=place.clinician
        )
    assert page(universe, group).enough is False
    assert page(universe, group).about_sex_planned == 0
    block = found_group(
        programme=programme("intimacy-block"),
        name="Block 1",
        starts_on=FIRST,
        leads=(place.clinician,),
        distress_lead=place.clinician,
        by=place.clinician,
    )
    assert page(universe, block).enough is None
