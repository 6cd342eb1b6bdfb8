"""The timed rule of thumb: off until a physiotherapist offers it for one step, and never faster than it may be."""

import pytest
from browsing import signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from laddering import LADDER, Stepping, stepping
from rooms.plan import colleague
from universe import Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.steps.actions.ladder import put_step_away, say_shown
from reconnect.clinic.steps.actions.timing import choose_pace, enable_timing, end_timing
from reconnect.clinic.steps.models import LadderStep
from reconnect.clinic.steps.queries import pace_of
from reconnect.errors import ActionDenied
from reconnect.model.discipline import Discipline
from reconnect.model.pacing import Flare

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(universe: Universe) -> Stepping:
    return stepping(universe.north)


def page_of(somebody: Stepping, step: LadderStep) -> str:
    page = somebody.browser().get(f"{LADDER}{step.pk}/")
    assert page.status_code == 200
    return page.content.decode().replace("&#39;", "'")


def test_no_page_speaks_of_a_time_until_a_physiotherapist_offers_one(somebody: Stepping) -> None:
    step = somebody.step()
    for days_ago in (9, 8, 7):
        somebody.tried(step, days_ago, seconds=60)
    page = page_of(somebody, step)
    assert "rule of thumb" not in page
    assert "How long felt all right" not in page
    enable_timing(step=step, by=somebody.physio)
    page = page_of(somebody, step)
    assert "a common rule of thumb" in page
    assert "45 seconds" in page  # 48, rounded down
    assert "It is for touch on your own" in page


@pytest.mark.parametrize("discipline", [each for each in Discipline if each is not Discipline.PHYSIOTHERAPY])
def test_nobody_else_switches_it(somebody: Stepping, discipline: Discipline) -> None:
    step, other = somebody.step(), colleague(somebody.place, discipline)
    with pytest.raises(ActionDenied):
        enable_timing(step=step, by=other)
    enable_timing(step=step, by=somebody.physio)
    with pytest.raises(ActionDenied):
        end_timing(step=step, by=other)
    assert step.timed_rules.filter(ended_at=None).exists()


def test_a_role_is_no_discipline(somebody: Stepping) -> None:
    step = somebody.step()
    for role in (Role.CLINICIAN, Role.LEAD, Role.FACILITATOR):
        answer = signed_in(somebody.place.staff[role]).post(f"/staff/steps/s/{step.pk}/timing/", {"timed": "yes"})
        assert answer.status_code == 422
    assert not step.timed_rules.exists()


def test_the_physiotherapist_switches_it_on_and_off_on_the_page(somebody: Stepping) -> None:
    step, physio = somebody.step(), signed_in(somebody.physio)
    address = f"/staff/steps/p/{somebody.person.pk}/"
    assert "Switch the timed rule on" in physio.get(address).content.decode()
    for _ in range(2):
        assert physio.post(f"/staff/steps/s/{step.pk}/timing/", {"timed": "yes"})["Location"] == address
    assert step.timed_rules.count() == 1
    assert "Switch the timed rule off" in physio.get(address).content.decode()
    physio.post(f"/staff/steps/s/{step.pk}/timing/", {"timed": "no"})
    assert "rule of thumb" not in page_of(somebody, step)


def test_the_staffs_page_takes_no_more_queries_for_more_steps(somebody: Stepping) -> None:
    physio, address = signed_in(somebody.physio), f"/staff/steps/p/{somebody.person.pk}/"
    counts = []
    for _ in range(3):
        step = somebody.step()
        enable_timing(step=step, by=somebody.physio)
        for days_ago in (9, 8, 7):
            somebody.tried(step, days_ago, seconds=60)
        with CaptureQueriesContext(connection) as asked:
            page = physio.get(address).content.decode()
        assert "45 seconds" in page
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_a_step_with_somebody_one_not_shown_and_one_put_away_get_no_time(somebody: Stepping) -> None:
    together, hidden, away = somebody.step(together=True), somebody.step(), somebody.step()
    put_step_away(code=somebody.code, step=away)
    for step in (together, away):
        with pytest.raises(ActionDenied):
            enable_timing(step=step, by=somebody.physio)
    say_shown(code=somebody.code, shown=False)
    with pytest.raises(ActionDenied):
        enable_timing(step=hidden, by=somebody.physio)


def test_three_tries_give_a_time_and_it_stays_until_the_person_lets_it_grow(somebody: Stepping) -> None:
    step = somebody.timed()
    for days_ago in (25, 18, 11, 4):
        somebody.tried(step, days_ago)
    assert "<strong>4 minutes</strong>" in page_of(somebody, step)
    choose_pace(code=somebody.code, step=step, percent=10, at=somebody.ago(28))
    assert "<strong>5 minutes 50 seconds</strong>" in page_of(somebody, step)  # four weeks: 351.4, rounded down


def test_slower_is_always_possible_and_faster_never(somebody: Stepping) -> None:
    step, browser = somebody.timed(), somebody.browser()
    pace = f"{LADDER}{step.pk}/p/"
    browser.post(pace, {"percent": "5"})
    assert step.pace_choices.last().percent == 5
    browser.post(pace, {"percent": "50"})
    assert step.pace_choices.last().percent == 5
    with pytest.raises(ActionDenied):
        choose_pace(code=somebody.code, step=step, percent=50)
    browser.post(pace, {"percent": "10", "back": "yes"})
    assert (step.pace_choices.last().percent, step.pace_choices.last().back) == (0, True)
    assert "<strong>3 minutes 10 seconds</strong>" in page_of(somebody, step)  # 192 seconds


def test_the_person_may_leave_the_time_out(somebody: Stepping) -> None:
    step = somebody.timed()
    somebody.browser().post(f"{LADDER}{step.pk}/c/", {"do": "no time"})
    assert "rule of thumb" not in page_of(somebody, step)
    with pytest.raises(ActionDenied):
        choose_pace(code=somebody.code, step=step, percent=0)


def test_switched_on_again_it_stays_until_it_is_chosen_again(somebody: Stepping) -> None:
    step = somebody.timed()
    choose_pace(code=somebody.code, step=step, percent=10, at=somebody.ago(28))
    end_timing(step=step, by=somebody.physio, at=somebody.ago(27))
    enable_timing(step=step, by=somebody.physio, at=somebody.ago(27))
    for days_ago in (25, 18, 11, 4):
        somebody.tried(step, days_ago)
    assert pace_of(step).exact == 240


def test_a_time_of_0_says_clearly_why_there_is_none(somebody: Stepping) -> None:
    step = somebody.timed(seconds=(60, 60, 0))
    page = page_of(somebody, step)
    assert "One of your times is 0. No time can be worked out from that." in page
    assert "Your time now" not in page
    somebody.browser().post(f"{LADDER}{step.pk}/c/", {"do": "take back"})
    assert "Try the step on three days." in page_of(somebody, step)


def test_two_flares_in_a_row_step_back(somebody: Stepping) -> None:
    step = somebody.timed()
    for days_ago in (5, 4):
        somebody.tried(step, days_ago, Flare.SETTLED)
    assert pace_of(step).exact == 192


def test_a_time_that_was_left_empty_is_no_time_and_0_is_0(somebody: Stepping) -> None:
    step, browser = somebody.step(), somebody.browser()
    enable_timing(step=step, by=somebody.physio)
    for sent in ({}, {"minutes": "", "seconds": ""}, {"minutes": "1"}, {"seconds": "30"}, {"minutes": "0"}):
        browser.post(f"{LADDER}{step.pk}/", {"tried_on": somebody.today.isoformat()} | sent)
    assert [each.seconds for each in step.tries.order_by("noted_at")] == [None, None, 60, 30, 0]


@pytest.mark.parametrize("said", ["one", "-1", "1.5", "60"])
def test_a_time_that_is_no_time_is_asked_for_again(somebody: Stepping, said: str) -> None:
    step = somebody.step()
    enable_timing(step=step, by=somebody.physio)
    sent = {"tried_on": somebody.today.isoformat(), "seconds": said}
    refused = somebody.browser().post(f"{LADDER}{step.pk}/", sent)
    assert refused.status_code == 422
    assert "Please write a whole number from 0 to 59." in refused.content.decode()
    assert f'value="{said}"' in refused.content.decode()


def test_a_time_is_heard_only_where_it_was_asked(somebody: Stepping) -> None:
    step = somebody.step()
    sent = {"tried_on": somebody.today.isoformat(), "minutes": "5"}
    somebody.browser().post(f"{LADDER}{step.pk}/", sent)
    assert step.tries.get().seconds is None
