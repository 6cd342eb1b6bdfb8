"""Who was heard from again: everybody who began is counted, and as the evaluation counts them, person by person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from browsing import signed_in
from grouping import CAME, held, session_of, week, with_people
from test_queries import at_most
from universe import (
    FOLLOWED_UP,
    OURS,
    REFERRED,
    Care,
    Universe,
    build_member,
    build_person,
    build_service,
    canary,
    on_paper,
)

from reconnect.analysis.flow import flow
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.followup.actions.reasons import record_not_answered
from reconnect.clinic.followup.actions.silencing import stop_for
from reconnect.clinic.followup.models import Reason, WhyStop
from reconnect.clinic.groups.actions.roster import leave_group, rejoin_group
from reconnect.clinic.groups.models import WhyLeft
from reconnect.clinic.people.actions import end_episode, open_episode, record_agreement, start_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.windows import add_months
from reconnect.clinic.reports.completion import Begun, Came, Cohort, begun_of, cohort, cohorts, early_of
from reconnect.clinic.reports.completion_page import A_PAGE, AIMS, Beside, completion_page
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.clinic.reports.selection import Selection
from reconnect.model.answer import AnswerState
from reconnect.model.occasion import Occasion as Moment

PAGE = "/staff/outcomes/completion/"
POST, FOLLOW_UP = Moment.POST, Moment.FOLLOW_UP
STARTED, ENDED = date(2024, 2, 12), date(2024, 5, 31)
LATER = date(2025, 9, 1)  # every window of an end in May 2024 is over
GROUP = canary("group", "north")


@pytest.fixture
def by(db: None) -> Member:
    """A clinician of an empty service."""
    return build_member(build_service("north"), Role.CLINICIAN, "north")


def care(
    by: Member,
    number: int = 1,
    *,
    group: str = GROUP,
    started_on: date | None = STARTED,
    ended_on: date | None = ENDED,
    agreed: bool | None = True,
    gender: str = "woman",
) -> Care:
    """Somebody with a course of care."""
    person = build_person(by, "north", name=f"Person {number} Example", nhs_number=None, gender_reported=gender)
    if agreed is not None:
        record_agreement(person=person, by=by, agreed=agreed, said_on=REFERRED)
    episode = open_episode(person=person, by=by, referred_on=REFERRED, group=group)
    if started_on is not None:
        start_episode(episode=episode, by=by, on=started_on)
    if ended_on is not None:
        end_episode(episode=episode, by=by, on=ended_on)
    return Care(person, episode, {Moment(each.moment): each for each in episode.occasions.all()})


def answered(care: Care, by: Member, moment: Moment, day: date, said: object = 5) -> None:
    on_paper(care.occasions[moment], by, said=said, answered_on=day, only=OURS)


def counted(by: Member, today: date = LATER) -> Cohort:
    return cohort(begun_of(by.service, today), today)


def came(by: Member, care: Care, moment: Moment, today: date = LATER) -> Came:
    (found,) = [each for each in begun_of(by.service, today) if each.episode.pk == care.episode.pk]
    return found.told[moment].came


def test_everybody_asked_stays_in_the_count_whatever_became_of_them(by: Member) -> None:
    people = [care(by, number) for number in range(10)]
    for each in people[:6]:
        answered(each, by, POST, ENDED)
    answered(people[6], by, POST, add_months(ENDED, 5))  # the window is over
    stop_for(person=people[7].person, why=WhyStop.DIED, on=ENDED + timedelta(days=20), by=by)
    stop_for(person=people[8].person, why=WhyStop.DECLINED, on=ENDED, by=by)
    record_not_answered(occasion=people[9].occasions[POST], reason=Reason.TOO_ILL, said_on=ENDED, by=by)
    tally = counted(by).tallies[POST]
    assert (tally.answered, tally.open, tally.lost, tally.early, tally.outside) == (6, 0, 2, 0, 1)
    assert tally.stopped == {WhyStop.DIED: 1, WhyStop.DECLINED: 1}
    assert (tally.asked, tally.still_asked) == (10, 8)
    assert tally.reasons == {Reason.TOO_ILL: 1}
    assert (tally.share.percent, tally.share_of_still_asked.percent) == (60.0, 75.0)


def test_too_early_is_neither_missing_nor_answered(by: Member) -> None:
    people = [care(by, number) for number in range(6)]
    for each in people[:3]:
        answered(each, by, POST, ENDED)
    day = add_months(ENDED, 9) - timedelta(days=1)
    assert counted(by, day).tallies[FOLLOW_UP].asked == 0
    assert counted(by, day).tallies[FOLLOW_UP].early == 6
    opened = counted(by, day + timedelta(days=1)).tallies[FOLLOW_UP]
    assert (opened.asked, opened.open, opened.lost, opened.early) == (6, 6, 0, 0)
    over = counted(by, add_months(ENDED, 12) + timedelta(days=1)).tallies[FOLLOW_UP]
    assert (over.asked, over.open, over.lost, over.early) == (6, 0, 6, 0)


def test_whoever_left_without_an_end_recorded_is_still_missed(by: Member) -> None:
    withdrew, declined, still_here = (care(by, number, ended_on=None) for number in range(3))
    stop_for(person=withdrew.person, why=WhyStop.WITHDRAWN, on=date(2024, 4, 1), by=by)
    stop_for(person=declined.person, why=WhyStop.DECLINED, on=date(2024, 4, 1), by=by)
    assert came(by, withdrew, POST) is Came.LOST
    assert came(by, declined, POST) is Came.EARLY  # no message is no end of treatment
    assert came(by, still_here, POST) is Came.EARLY
    everybody = counted(by)
    assert (everybody.undated, everybody.long_undated) == (3, 3)
    assert everybody.tallies[POST].stopped == {WhyStop.WITHDRAWN: 1}


def test_whoever_leaves_a_group_early_stays_in_its_cohort_and_is_missed(universe: Universe) -> None:
    place = universe.north
    group, (stays, leaves, alone) = with_people(place)
    held(session_of(group), place.clinician, dict.fromkeys((stays, leaves, alone), CAME))
    leave_group(membership=leaves, on=week(2), by=place.clinician)
    leave_group(membership=alone, on=week(2), why=WhyLeft.TO_ONE_TO_ONE, by=place.clinician)
    today = add_months(week(2), 4)
    (found,) = [each for each in cohorts(begun_of(place.service, today), today) if each.group == group.name]
    assert (found.started, found.left, found.undated) == (3, 1, 3)
    tally = found.tallies[POST]
    assert (tally.asked, tally.lost, tally.early) == (1, 1, 2)  # the others may still be in treatment
    rejoin_group(membership=leaves, by=place.clinician)
    (found,) = [each for each in cohorts(begun_of(place.service, today), today) if each.group == group.name]
    assert (found.left, found.tallies[POST].early) == (0, 3)


def test_a_stop_before_this_course_of_care_ends_nothing_of_it(by: Member) -> None:
    back = care(by, ended_on=None)
    stop_for(person=back.person, why=WhyStop.WITHDRAWN, on=REFERRED, by=by)
    assert came(by, back, POST) is Came.EARLY


def test_somebody_who_died_after_answering_is_answered_and_after_the_window_is_lost(by: Member) -> None:
    first, second = care(by, 1), care(by, 2)
    answered(first, by, POST, ENDED)
    for each in (first, second):
        stop_for(person=each.person, why=WhyStop.DIED, on=add_months(ENDED, 6), by=by)
    tallies = counted(by).tallies
    assert (tallies[POST].answered, tallies[POST].lost, dict(tallies[POST].stopped)) == (1, 1, {})
    assert tallies[FOLLOW_UP].stopped == {WhyStop.DIED: 2}


def test_whoever_never_came_is_in_no_count(by: Member) -> None:
    care(by, started_on=None, ended_on=None)
    assert begun_of(by.service, LATER) == []
    lead = build_member(by.service, Role.LEAD, "leadnorth")
    assert "Nobody has begun yet" in signed_in(lead).get(PAGE).content.decode()


def test_an_answer_of_which_nothing_can_be_scored_is_no_answer_here_as_in_the_evaluation(by: Member) -> None:
    silent = care(by)
    answered(silent, by, POST, ENDED, AnswerState.DECLINED)
    assert came(by, silent, POST) is Came.LOST
    assert flow(service_outcomes(by.service))[0].post == 0


def random_clinic(random: Random, by: Member) -> None:
    """Thirty people of every kind that the counts tell apart."""
    for number in range(30):
        started = None if random.random() < 0.1 else STARTED + timedelta(days=random.randint(0, 200))
        ended = None if started is None or random.random() < 0.2 else started + timedelta(days=random.randint(0, 120))
        person = care(
            by,
            number,
            gender=random.choice(["woman", "man", ""]),
            started_on=started,
            ended_on=ended,
            agreed=random.choice([True, True, True, False, None]),
            group=random.choice(["one", "two", ""]),
        )
        for moment in Moment:
            if random.random() < 0.8:
                day = _some_day(random, moment, started or REFERRED, ended)
                said = random.choice([*[5] * 6, AnswerState.DECLINED, AnswerState.BLANK])
                answered(person, by, moment, day, said)
        if random.random() < 0.2:
            day = (started or REFERRED) + timedelta(days=random.randint(0, 500))
            stop_for(person=person.person, why=random.choice(list(WhyStop)), on=day, by=by)


def _some_day(random: Random, moment: Moment, started: date, ended: date | None) -> date:
    base = started if moment is Moment.PRE or ended is None else ended
    months = {
        Moment.PRE: 0,
        Moment.POST: random.choice([0, 1, 2, 4]),
        Moment.FOLLOW_UP: random.choice([8, 10, 10, 10, 11, 13]),
    }
    return add_months(base, months[moment]) + timedelta(days=random.randint(-20, 5))


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_the_evaluations_flow_person_by_person(by: Member, seed: int) -> None:
    random_clinic(Random(seed), by)  # noqa: S311 invented people
    begun = [each for each in begun_of(by.service, LATER) if each.agreed]
    mine = {str(each.episode.pk): each for each in begun}
    outcomes = service_outcomes(by.service)
    for person in outcomes.participants:
        alone = replace(outcomes, participants=(person,))
        theirs = flow(alone)[0]
        assert (theirs.started, theirs.post, theirs.follow_up) == _counts(
            [mine[person.id]] if person.id in mine else []
        )
    assert {person.id for person in outcomes.participants if person.started_on} == mine.keys()
    whole = flow(outcomes)[0]
    assert (whole.started, whole.post, whole.follow_up) == _counts(begun)
    assert 0 < whole.follow_up < whole.started > whole.post > 0  # the clinic holds some of each
    for each in cohorts(begun, LATER):
        if each.group:
            part = flow(service_outcomes(by.service, Selection(programme=each.group)))[0]
            tallies = (each.tallies[POST].answered, each.tallies[FOLLOW_UP].answered)
            assert (part.started, part.post, part.follow_up) == (each.started, *tallies)


def _counts(begun: list[Begun]) -> tuple[int, int, int]:
    there = [[each.told[moment].came is Came.ANSWERED for each in begun] for moment in (POST, FOLLOW_UP)]
    return len(begun), *map(sum, there)


def test_nobody_is_lost_between_the_counts(by: Member) -> None:
    random_clinic(Random(7), by)  # noqa: S311 invented people
    for today in (STARTED, ENDED, add_months(ENDED, 10), LATER):
        people = begun_of(by.service, today)
        everybody = cohort(people, today)
        parts = cohorts(people, today)
        assert sum(each.started for each in parts) == everybody.started == len(people)
        for moment in (POST, FOLLOW_UP):
            tally = everybody.tallies[moment]
            assert tally.asked + tally.early == everybody.started
            assert sum(each.tallies[moment].answered for each in parts) == tally.answered
            assert sum(each.tallies[moment].asked for each in parts) == tally.asked


@pytest.fixture
def lead(by: Member) -> Iterator[Member]:
    """Ten in a group of whom seven answered at the end and two later, and three without one."""
    people = [care(by, number) for number in range(10)]
    for each in people[:7]:
        answered(each, by, POST, ENDED)
    for each in people[:2]:
        answered(each, by, FOLLOW_UP, FOLLOWED_UP)
    stop_for(person=people[9].person, why=WhyStop.DIED, on=ENDED, by=by)
    for number in range(3):
        answered(care(by, 10 + number, group="", agreed=False), by, POST, ENDED)
    return build_member(by.service, Role.LEAD, "leadnorth")


def test_the_page_says_counts_shares_aims_and_what_to_keep_in_mind(lead: Member) -> None:
    page = " ".join(signed_in(lead).get(PAGE).content.decode().split())
    assert "<strong>10 of 13 answered</strong> (77 %, 95 % interval 50 to 92)" in page
    assert "<strong>7 of 10 answered</strong> (70 %, 95 % interval 40 to 89). The aim is 70 %" in page
    assert "<strong>3 of 3 answered</strong>. Too few people for a percentage." in page
    assert "No longer asked: 1 died." in page
    assert "Of those alive and still asked: 7 of 9 answered" in page
    assert "No group, began January to June 2024" in page
    assert "holds only the 10 of 13 who agree" in page
    assert "both count the same answers, of the same days" in page
    assert "takes those for whom it is too early to say as not heard from" in page
    assert "What changed among them may not hold for the others" in page
    assert "46 % returned" in page


def test_the_outcomes_say_how_many_of_their_unheard_cannot_have_been_asked_yet(by: Member) -> None:
    """Nobody's end lies far back, and one has none: the evaluation counts them all as not heard from."""
    today = today_of(by.service)
    begun, ended = today - timedelta(days=120), today - timedelta(days=30)
    for number in range(3):
        care(by, number, started_on=begun, ended_on=ended)
    answered(care(by, 3, started_on=begun, ended_on=ended), by, POST, ended)
    care(by, 4, started_on=begun, ended_on=None)
    care(by, 5, started_on=begun, ended_on=None, agreed=False)  # is in none of its counts
    care(by, 6)  # all of whose days are over
    everybody = flow(service_outcomes(by.service))[0]
    assert (everybody.started, everybody.unheard) == (6, 5)
    assert early_of(begun_of(by.service, today), Selection()) == {POST: 1, FOLLOW_UP: 5}
    assert early_of(begun_of(by.service, today), Selection(until=STARTED)) == {}
    lead = signed_in(build_member(by.service, Role.LEAD, "leadnorth"))
    page = " ".join(lead.get("/staff/outcomes/").content.decode().split())
    assert "They are 1 at the end and 5 at 9 to 12 months." in page
    assert f'href="{PAGE}"' in page.split("They are 1 at the end")[1].split("</p>")[0]
    chosen = lead.post("/staff/outcomes/", {"programme": "", "since": "", "until": STARTED.isoformat()})
    assert chosen.status_code == 200
    assert "cannot have been asked yet" not in chosen.content.decode()


def test_a_share_stands_beside_its_aim_by_its_interval(by: Member, lead: Member) -> None:
    page = completion_page(begun_of(by.service, LATER), LATER, 1)
    (group, alone) = sorted(page.cards, key=lambda each: -each.cohort.started)
    assert {line.tally.moment: line.aim for line in group.lines} == AIMS == {POST: 70, FOLLOW_UP: 60}
    assert [line.beside for line in group.lines] == [Beside.UNSURE, Beside.BELOW]
    assert [line.cautioned for line in group.lines] == [False, True]
    assert [(line.beside, line.segments) for line in alone.lines] == [(None, ()), (None, ())]
    for line in group.lines:
        assert sum(each.width for each in line.segments) == pytest.approx(360, abs=0.5)


def test_pages_hold_a_dozen_cohorts_and_everybody_stands_on_the_first(by: Member) -> None:
    for number in range(A_PAGE + 2):
        care(by, number, group=f"Group {number}")
    lead = signed_in(build_member(by.service, Role.LEAD, "leadnorth"))
    first, second = (lead.get(f"{PAGE}?page={number}").content.decode() for number in (1, 2))
    assert (first.count('class="card cohort"'), second.count('class="card cohort"')) == (A_PAGE + 1, 2)
    assert len(first) < 60_000
    for odd in ("0", "x", "99999999", "3"):
        assert lead.get(f"{PAGE}?page={odd}").status_code == 200


def test_it_asks_as_often_for_many_as_for_few(lead: Member, by: Member) -> None:
    browser = signed_in(lead)
    browser.get(PAGE)
    with at_most(25) as few:
        browser.get(PAGE)
    for number in range(20, 40):
        answered(care(by, number, group=f"Group {number}"), by, POST, ENDED)
    with at_most(25) as many:
        browser.get(PAGE)
    assert len(few) == len(many)
