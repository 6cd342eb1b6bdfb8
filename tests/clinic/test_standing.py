"""How occasions stand: the days by hand, and what holds on every day of a hundred years."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.clinic.followup.standing import Days, Standing, standing, taken_until, timing
from reconnect.clinic.people.windows import window
from reconnect.model.occasion import Occasion

PRE, POST, FOLLOW_UP = Occasion
DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
SPANS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
IN_ORDER = [Standing.NOT_YET, Standing.SOON, Standing.DUE, Standing.LATE, Standing.LOST]


def firsts(moment: Occasion, days: Days, since: date, until: date) -> dict[Standing, date]:
    """The first day of each standing within a stretch of days."""
    found: dict[Standing, date] = {}
    day = since
    while day <= until:
        found.setdefault(timing(moment, days, day), day)
        day += DAY
    return found


@pytest.mark.parametrize(
    ("ended", "soon", "due", "late", "lost"),
    [
        # a leap day: twelve months later is 28 February
        (date(2024, 2, 29), date(2024, 11, 1), date(2024, 11, 29), date(2025, 1, 10), date(2025, 3, 1)),
        # nine months after 31 May is 28 February, in a leap year 29 February
        (date(2022, 5, 31), date(2023, 1, 31), date(2023, 2, 28), date(2023, 4, 11), date(2023, 6, 1)),
        (date(2023, 5, 31), date(2024, 2, 1), date(2024, 2, 29), date(2024, 4, 11), date(2024, 6, 1)),
        (date(2023, 11, 30), date(2024, 8, 2), date(2024, 8, 30), date(2024, 10, 11), date(2024, 12, 1)),
        # over the turn of the year
        (date(2024, 3, 31), date(2024, 12, 3), date(2024, 12, 31), date(2025, 2, 11), date(2025, 4, 1)),
    ],
)
def test_a_follow_up_turns_on_these_days(ended: date, soon: date, due: date, late: date, lost: date) -> None:
    days = Days(ended - 60 * DAY, ended)
    assert firsts(FOLLOW_UP, days, ended, lost + DAY) == {
        Standing.NOT_YET: ended,
        Standing.SOON: soon,
        Standing.DUE: due,
        Standing.LATE: late,
        Standing.LOST: lost,
    }


def test_the_end_measure_turns_on_these_days() -> None:
    days = Days(date(2023, 12, 1), date(2024, 2, 29))
    assert firsts(POST, days, date(2024, 1, 1), date(2024, 6, 1)) == {
        Standing.NOT_YET: date(2024, 1, 1),
        Standing.SOON: date(2024, 1, 18),
        Standing.DUE: date(2024, 2, 15),
        Standing.LATE: date(2024, 3, 28),
        Standing.LOST: date(2024, 5, 30),
    }


def test_the_measure_before_is_late_in_the_week_before_the_first_contact_and_lost_after_it() -> None:
    days = Days(date(2024, 3, 4), None)
    assert firsts(PRE, days, date(2024, 2, 1), date(2024, 3, 6)) == {
        Standing.DUE: date(2024, 2, 1),
        Standing.LATE: date(2024, 2, 26),
        Standing.LOST: date(2024, 3, 5),
    }


def test_without_a_first_contact_the_measure_before_is_due() -> None:
    assert timing(PRE, Days(None, None), date(2026, 1, 1)) is Standing.DUE


@pytest.mark.parametrize("moment", [POST, FOLLOW_UP])
def test_without_an_end_nothing_that_hangs_on_it_has_a_day(moment: Occasion) -> None:
    assert standing(moment, Days(date(2020, 1, 1), None), (), 3, date(2026, 1, 1)) is Standing.NOT_DATED


@pytest.mark.parametrize(
    ("moment_of", "its_day"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 3, 29)),  # the clocks go forward half an hour later
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), date(2026, 3, 30)),  # 00:30 in summer time
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # 00:30, before they go back
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # 23:30 in winter time
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2027, 1, 1, 0, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_is_the_one_where_the_service_is(moment_of: datetime, its_day: date) -> None:
    today = moment_of.astimezone(LONDON).date()
    assert today == its_day
    opens = its_day - 42 * DAY  # a follow-up that is late from that very day
    days = next(
        Days(None, ended)
        for ended in (opens - n * DAY for n in range(260, 290))
        if window(FOLLOW_UP, None, ended).opens == opens
    )
    assert timing(FOLLOW_UP, days, today) is Standing.LATE
    assert timing(FOLLOW_UP, days, today - DAY) is Standing.DUE  # a clock that is a day slow is a day slow, no more
    assert timing(FOLLOW_UP, days, today + DAY) is Standing.LATE


@given(SPANS, st.sampled_from([POST, FOLLOW_UP]), st.integers(0, 200))
def test_no_occasion_goes_back_and_none_skips_being_due(ended: date, moment: Occasion, before: int) -> None:
    days = Days(ended - before * DAY, ended)
    span = window(moment, days.started_on, ended)
    seen = [timing(moment, days, span.opens + n * DAY) for n in range(-40, (span.closes - span.opens).days + 40)]
    places = [IN_ORDER.index(each) for each in seen]
    assert places == sorted(places)
    assert set(seen) == set(IN_ORDER)


@given(SPANS, st.sampled_from(list(Occasion)), SPANS)
def test_due_and_late_are_the_days_of_the_window(ended: date, moment: Occasion, today: date) -> None:
    days = Days(ended - 50 * DAY, ended)
    span = window(moment, days.started_on, ended)
    assert span.holds(today) == (timing(moment, days, today) in {Standing.DUE, Standing.LATE})


@given(SPANS, SPANS, st.sampled_from(list(Occasion)), st.lists(SPANS, max_size=4), SPANS)
def test_what_was_answered_wins_over_everything(
    ended: date, today: date, moment: Occasion, answered: list[date], stopped: date
) -> None:
    days = Days(ended - 50 * DAY, ended, stopped)
    word = standing(moment, days, answered, 3, today)
    if len(answered) >= 3:
        inside = all(window(moment, days.started_on, ended).holds(day) for day in answered)
        assert word is (Standing.ANSWERED if inside else Standing.OUTSIDE)
    else:
        assert word not in {Standing.ANSWERED, Standing.OUTSIDE}


def test_some_of_it_is_part_and_stopped_is_stopped_from_that_day_on() -> None:
    days = Days(date(2024, 1, 1), date(2024, 3, 1), date(2024, 12, 20))
    assert standing(FOLLOW_UP, days, [date(2024, 12, 2)], 3, date(2024, 12, 19)) is Standing.PART
    assert standing(FOLLOW_UP, days, [date(2024, 12, 2)], 3, date(2024, 12, 20)) is Standing.STOPPED
    assert standing(POST, days, (), 3, date(2024, 12, 20)) is Standing.LOST  # it was lost before anybody said so


def test_answers_to_a_follow_up_are_taken_for_three_more_months_and_stand_outside() -> None:
    days = Days(date(2024, 1, 1), date(2024, 2, 29))
    assert taken_until(FOLLOW_UP, days) == date(2025, 5, 28)
    assert taken_until(POST, days) == date(2024, 5, 29)
    assert taken_until(FOLLOW_UP, Days(None, None)) is None
    after = [date(2025, 3, 1)] * 3
    assert standing(FOLLOW_UP, days, after, 3, date(2025, 3, 2)) is Standing.OUTSIDE


def test_nothing_can_be_answered_where_nothing_is_asked() -> None:
    with pytest.raises(ValueError, match="At least one"):
        standing(PRE, Days(None, None), (), 0, date(2026, 1, 1))
