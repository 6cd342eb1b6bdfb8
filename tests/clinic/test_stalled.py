"""Plans in which nothing moves are listed for somebody to look at, with why; nothing else happens to them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from browsing import signed_in
from planning import DAY, Planned, planned
from test_audited_reads import events_of
from test_queries import at_most, queries
from universe import Universe, open_care

from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.actions.referrals import change_status, make_referral
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Attendance, Status
from reconnect.clinic.people.actions import end_episode, reopen_episode
from reconnect.clinic.plan.actions.goals import end_target
from reconnect.clinic.plan.actions.lines import Doing, add_technique, change_line, pause_line
from reconnect.clinic.plan.stalled import QUIET, Why, stalled

pytestmark = pytest.mark.furnished

SENSATE = "sensate-focus"


@pytest.fixture
def plan(universe: Universe) -> Planned:
    plan = planned(universe.north)
    reopen_episode(episode=plan.episode, by=plan.physio)
    return plan


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def listed(plan: Planned, after: timedelta, why: Why | None = None) -> list[tuple[Why, str]]:
    found = stalled(plan.place.service, DAY + after)
    own = [each for each in found if each.episode_id == plan.episode.pk]
    return [(each.why, each.technique_id) for each in own if why in {None, each.why}]


def added(plan: Planned, technique_id: str = SENSATE, doing: Doing | None = None) -> object:
    """A technique that was added, and last changed, on the first day."""
    return add_technique(
        episode=plan.episode,
        technique_id=technique_id,
        added_on=DAY,
        doing=doing or Doing(),
        by=plan.physio,
        at=at(DAY),
    )


def test_a_technique_of_which_nothing_was_heard_is_listed_after_three_weeks(plan: Planned) -> None:
    added(plan)
    assert listed(plan, QUIET - timedelta(1)) == []
    assert listed(plan, QUIET) == [(Why.QUIET, SENSATE)]


def test_a_try_or_a_change_is_heard_of(plan: Planned) -> None:
    line = added(plan)
    plan.tried(on=DAY + timedelta(7))
    assert listed(plan, QUIET) == []
    assert listed(plan, QUIET + timedelta(7)) == [(Why.QUIET, SENSATE)]
    change_line(line=line, after=1, doing=Doing(adaptation="x"), by=plan.physio, at=at(DAY + timedelta(9)))
    assert listed(plan, QUIET + timedelta(8)) == []


def test_a_try_of_one_technique_says_nothing_of_another(plan: Planned) -> None:
    added(plan)
    added(plan, "pain-education")
    plan.tried(on=DAY + timedelta(7))
    assert listed(plan, QUIET) == [(Why.QUIET, "pain-education")]


def test_being_seen_is_heard_of_and_what_was_cancelled_is_not(plan: Planned) -> None:
    added(plan)
    later = DAY + timedelta(7)
    cancelled = Encounter(held_on=later, attendance=Attendance.CANCELLED_BY_US, person_present=False)
    record_contact(episode=plan.episode, told=cancelled, by=plan.physio)
    assert listed(plan, QUIET) == [(Why.QUIET, SENSATE)]
    record_contact(episode=plan.episode, told=Encounter(held_on=later, leaders=(plan.physio,)), by=plan.physio)
    assert listed(plan, QUIET) == []


def test_a_technique_that_rests_is_not_quiet_and_a_plan_that_rests_altogether_is_listed(plan: Planned) -> None:
    line, other = added(plan), added(plan, "pain-education")
    pause_line(line=line, by=plan.physio, at=at(DAY))
    assert listed(plan, QUIET) == [(Why.QUIET, "pain-education")]
    pause_line(line=other, by=plan.physio, at=at(DAY))
    assert listed(plan, QUIET) == [(Why.RESTING, "")]


def test_a_plan_that_was_not_agreed_is_listed_until_it_is(plan: Planned) -> None:
    target = plan.target()
    added(plan, doing=Doing(target=target))
    assert listed(plan, QUIET - timedelta(1), Why.NOT_AGREED) == []
    assert listed(plan, QUIET, Why.NOT_AGREED) == [(Why.NOT_AGREED, "")]
    plan.agreed(target)
    assert listed(plan, timedelta(9000), Why.NOT_AGREED) == []


def test_a_target_that_no_technique_serves_is_listed(plan: Planned) -> None:
    target = plan.target()
    assert listed(plan, QUIET - timedelta(1), Why.NO_TECHNIQUE) == []
    assert listed(plan, QUIET, Why.NO_TECHNIQUE) == [(Why.NO_TECHNIQUE, "")]
    added(plan, doing=Doing(target=target))
    assert listed(plan, QUIET, Why.NO_TECHNIQUE) == []


def test_a_referral_is_listed_until_somebody_answers_it(plan: Planned) -> None:
    referral = make_referral(
        episode=plan.episode, recipient="Another service", reason="Something else", made_on=DAY, by=plan.physio
    )
    change_status(referral=referral, status=Status.SENT, changed_on=DAY + timedelta(1), by=plan.physio)
    assert listed(plan, QUIET, Why.REFERRAL) == []
    assert listed(plan, QUIET + timedelta(1), Why.REFERRAL) == [(Why.REFERRAL, "")]
    page = signed_in(plan.physio).get("/staff/plan/team/stalled/").content.decode()
    assert "A referral of which nothing was heard" in page
    assert f'href="/staff/care/p/{plan.episode.person_id}/"' in page
    change_status(referral=referral, status=Status.DECLINED, changed_on=DAY + timedelta(2), by=plan.physio)
    assert listed(plan, 2 * QUIET, Why.REFERRAL) == []


def test_a_target_that_ended_is_not_listed(plan: Planned) -> None:
    target = plan.target()
    end_target(target=target, by=plan.physio)
    assert listed(plan, QUIET) == []


def test_an_episode_that_ended_is_not_listed(plan: Planned) -> None:
    added(plan)
    plan.target()
    assert len(listed(plan, QUIET)) == 3
    end_episode(episode=plan.episode, by=plan.physio, on=DAY)
    assert listed(plan, QUIET) == []


def test_another_services_plans_are_not_listed(plan: Planned, universe: Universe) -> None:
    added(plan)
    found = stalled(universe.south.service, DAY + timedelta(9000))
    assert {each.person.service_id for each in found} <= {universe.south.service.pk}
    assert plan.episode.pk not in {each.episode_id for each in found}


def test_the_page_names_who_and_why(plan: Planned) -> None:
    added(plan)
    page = signed_in(plan.physio).get("/staff/plan/team/stalled/").content.decode()
    assert plan.episode.person.name in page
    assert "Sensate focus: not tried, not changed, and nobody was seen" in page


def test_the_list_asks_no_more_with_more_people(plan: Planned) -> None:
    added(plan, doing=Doing(target=plan.target()))
    plan.tried()
    one = queries(lambda: stalled(plan.place.service, DAY + QUIET))
    for care in _more(plan):
        other = Planned(plan.place, care, plan.therapist, plan.physio)
        added(other, doing=Doing(target=other.target()))
        other.tried()
    with at_most(one):
        stalled(plan.place.service, DAY + QUIET)
    assert one <= 9


def _more(plan: Planned) -> Iterator[object]:
    for number in range(3):
        person = plan.place.answered.person
        yield open_care(person, plan.physio, f"northmore{number}", ended_on=None).episode


def test_reading_the_list_says_of_whom_it_was_and_is_one_event(plan: Planned) -> None:
    added(plan)
    written = events_of(signed_in(plan.physio), "/staff/plan/team/stalled/")
    assert written == [f"{plan.physio.actor} read_stalled service:{plan.place.service.pk}"]
