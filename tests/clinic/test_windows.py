"""On which days an answer counts: local days, ends included, whatever the month and the clock do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from browsing import signed_in
from universe import ENDED, STARTED, Care, Universe, build_care, code_for, on_paper

from reconnect.clinic.people.actions import end_episode, start_episode
from reconnect.clinic.people.windows import Window, add_months, window
from reconnect.clinic.questionnaires.answering import open_responses, submit_responses
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

DAY = timedelta(days=1)


def counted_for(care: Care) -> int:
    """How many of the person's scores the evaluation counts."""
    readings = service_outcomes(care.person.service).readings
    return sum(reading.person_id == str(care.episode.pk) for reading in readings)


@pytest.mark.parametrize(
    ("ended_on", "opens", "closes"),
    [
        (date(2024, 1, 15), date(2024, 10, 15), date(2025, 1, 15)),
        (date(2024, 5, 31), date(2025, 2, 28), date(2025, 5, 31)),  # February has no 31st
        (date(2023, 5, 31), date(2024, 2, 29), date(2024, 5, 31)),  # nor in a leap year
        (date(2024, 2, 29), date(2024, 11, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2023, 11, 28), date(2024, 2, 28)),  # not pushed to the 29th
        (date(2024, 8, 31), date(2025, 5, 31), date(2025, 8, 31)),
        (date(2024, 12, 31), date(2025, 9, 30), date(2025, 12, 31)),
        (date(2024, 3, 31), date(2024, 12, 31), date(2025, 3, 31)),
    ],
)
def test_follow_up_is_nine_to_twelve_calendar_months_after_the_end(ended_on: date, opens: date, closes: date) -> None:
    span = window(Moment.FOLLOW_UP, STARTED, ended_on)
    assert span == Window(opens, closes)
    assert [span.holds(day) for day in (opens - DAY, opens, closes, closes + DAY)] == [False, True, True, False]


@pytest.mark.parametrize("months", range(1, 25))
def test_a_month_later_is_never_in_the_month_after(months: int) -> None:
    for day in (date(2023, 1, 1) + timedelta(days=number) for number in range(800)):
        later = add_months(day, months)
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
        assert later.day == day.day or (later + DAY).day == 1


def test_before_is_up_to_the_day_of_the_first_contact() -> None:
    assert window(Moment.PRE, None, None) == Window(None, None)
    span = window(Moment.PRE, STARTED, ENDED)
    assert [span.holds(day) for day in (date(1990, 1, 1), STARTED, STARTED + DAY)] == [True, True, False]


def test_the_end_is_from_two_weeks_before_it_to_three_months_after() -> None:
    span = window(Moment.POST, STARTED, ENDED)
    days = [ENDED - 15 * DAY, ENDED - 14 * DAY, ENDED, date(2024, 8, 31), date(2024, 9, 1)]
    assert [span.holds(day) for day in days] == [False, True, True, True, False]


@pytest.mark.parametrize("length", range(40))
def test_no_day_before_treatment_is_a_day_of_its_end(length: int) -> None:
    ended = STARTED + length * DAY
    span = window(Moment.POST, STARTED, ended)
    assert span.opens == max(ended - 14 * DAY, STARTED + (DAY if length else 0 * DAY))
    assert span.holds(ended)
    before = window(Moment.PRE, STARTED, ended)
    assert [day for day in (STARTED - DAY, STARTED, STARTED + DAY) if span.holds(day) and before.holds(day)] == (
        [] if length else [STARTED]
    )


def test_no_end_no_window_after_it() -> None:
    assert window(Moment.POST, STARTED, None) is window(Moment.FOLLOW_UP, STARTED, None) is None


@pytest.mark.parametrize(
    ("sent_at", "day"),
    [
        (datetime(2025, 3, 30, 0, 30, tzinfo=UTC), date(2025, 3, 30)),  # half an hour before clocks go forward
        (datetime(2025, 3, 30, 23, 30, tzinfo=UTC), date(2025, 3, 31)),  # after it midnight comes an hour earlier
        (datetime(2025, 3, 29, 23, 30, tzinfo=UTC), date(2025, 3, 29)),
        (datetime(2024, 10, 26, 23, 30, tzinfo=UTC), date(2024, 10, 27)),  # the night in which clocks go back
        (datetime(2024, 10, 27, 23, 30, tzinfo=UTC), date(2024, 10, 27)),
        (datetime(2025, 6, 30, 23, 30, tzinfo=UTC), date(2025, 7, 1)),
        (datetime(2024, 2, 29, 23, 59, tzinfo=UTC), date(2024, 2, 29)),
    ],
)
def test_the_day_of_answering_is_the_services_own_day(universe: Universe, sent_at: datetime, day: date) -> None:
    place = universe.north
    text = code_for(place.waiting.occasions[Moment.FOLLOW_UP], place.clinician, at=sent_at)
    code = enter_code(typed=text, network="192.0.2.1", at=sent_at)
    open_responses(code=code)
    submit_responses(code=code, at=sent_at)
    days = Response.objects.filter(occasion=code.occasion).values_list("answered_on", flat=True)
    assert set(days) == {day}


def test_another_time_zone_has_another_day(universe: Universe) -> None:
    place = universe.north
    place.service.timezone = "Pacific/Auckland"
    place.service.save()
    sent_at = datetime(2025, 6, 30, 13, 0, tzinfo=UTC)
    text = code_for(place.waiting.occasions[Moment.PRE], place.clinician, at=sent_at)
    code = enter_code(typed=text, network="192.0.2.1", at=sent_at)
    open_responses(code=code)
    submit_responses(code=code, at=sent_at)
    assert Response.objects.filter(occasion=code.occasion).first().answered_on == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "counted"),
    [(date(2025, 2, 27), 0), (date(2025, 2, 28), 4), (date(2025, 5, 31), 4), (date(2025, 6, 1), 0)],
)
def test_answers_outside_are_kept_marked_and_left_out_of_the_evaluation(
    universe: Universe, day: date, counted: int
) -> None:
    place = universe.north
    care = build_care(place.clinician, "northlate")
    (response, _) = on_paper(care.occasions[Moment.FOLLOW_UP], place.clinician, said=5, answered_on=day)
    assert response.scores.count() == 4
    assert counted_for(care) == counted
    page = signed_in(place.clinician).get(f"/staff/people/p/{care.person.pk}/").content.decode()
    assert ("outside its days" in page.lower()) is (counted == 0)


def test_a_day_that_is_corrected_moves_the_windows_with_it(universe: Universe) -> None:
    place = universe.north
    care = build_care(place.clinician, "northmoved")
    on_paper(care.occasions[Moment.FOLLOW_UP], place.clinician, said=5, answered_on=date(2025, 6, 10))
    assert counted_for(care) == 0
    end_episode(episode=care.episode, by=place.clinician, on=date(2024, 6, 10))
    assert (
        len([each for each in service_outcomes(place.service).readings if each.person_id == str(care.episode.pk)]) == 4
    )


def test_the_end_is_not_before_the_start_whichever_is_recorded_first(universe: Universe) -> None:
    care, by = universe.north.answered, universe.north.clinician
    with pytest.raises(ActionDenied):
        end_episode(episode=care.episode, by=by, on=STARTED - DAY)
    with pytest.raises(ActionDenied):
        start_episode(episode=care.episode, by=by, on=ENDED + DAY)
    unstarted = build_care(by, "northunstarted", started_on=None, ended_on=None)
    with pytest.raises(ActionDenied):
        end_episode(episode=unstarted.episode, by=by, on=ENDED)
