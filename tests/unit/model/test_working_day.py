"""The two clocks of what must not wait: over nights, weekends, holidays, 29 February and both clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reconnect.model.load import shipped_library
from reconnect.model.working_day import OFFICE, Clock, Hours, due_at

LONDON = ZoneInfo("Europe/London")
ZONES = [LONDON, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Chatham"), UTC]
ENGLAND = shipped_library().calendars.newest["england-and-wales"].days
SAME, WORKING = Clock.SAME_DAY, Clock.WORKING_DAY


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def due(text: str, clock: Clock) -> str:
    """Local time in, local time out."""
    found = due_at(local(text), clock, LONDON, ENGLAND)
    assert found.tzinfo is UTC
    return found.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        ("2026-11-18 10:30", "2026-11-19 10:30"),  # an ordinary Wednesday
        ("2026-11-18 09:00", "2026-11-19 09:00"),
        ("2026-11-18 16:59", "2026-11-19 16:59"),
        ("2026-11-18 17:00", "2026-11-19 17:00"),  # closed: by the end of the next working day
        ("2026-11-18 22:00", "2026-11-19 17:00"),
        ("2026-11-19 02:00", "2026-11-19 17:00"),  # the working day that begins next
        ("2026-11-20 15:00", "2026-11-23 15:00"),  # over a weekend
        ("2026-11-20 18:00", "2026-11-23 17:00"),
        ("2026-11-21 11:00", "2026-11-23 17:00"),  # raised on a Saturday
        ("2026-11-22 23:59", "2026-11-23 17:00"),
        ("2026-04-02 14:00", "2026-04-07 14:00"),  # Maundy Thursday to the Tuesday after Easter
        ("2026-04-03 14:00", "2026-04-07 17:00"),  # raised on Good Friday
        ("2026-12-24 12:00", "2026-12-29 12:00"),  # Christmas Day, a weekend, and Boxing Day's substitute
        ("2027-12-24 12:00", "2027-12-29 12:00"),  # both substitute days
        ("2025-12-31 12:00", "2026-01-02 12:00"),  # New Year's Day
        ("2027-12-31 16:00", "2028-01-04 16:00"),  # its substitute, over the end of a year
        ("2024-02-28 12:00", "2024-02-29 12:00"),  # to 29 February
        ("2024-02-29 12:00", "2024-03-01 12:00"),  # from 29 February
        ("2028-02-28 12:00", "2028-02-29 12:00"),
        ("2028-02-29 20:00", "2028-03-01 17:00"),
        ("2026-03-27 15:00", "2026-03-30 15:00"),  # clocks go forward on Sunday the 29th
        ("2026-03-29 01:30", "2026-03-30 17:00"),  # an hour that there is not
        ("2026-10-23 15:00", "2026-10-26 15:00"),  # clocks go back on Sunday the 25th
        ("2026-10-25 01:30", "2026-10-26 17:00"),  # an hour that comes twice
    ],
)
def test_one_working_day(raised: str, expected: str) -> None:
    assert due(raised, WORKING) == expected


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        ("2026-11-18 10:30", "2026-11-18 17:00"),  # while the service works: by its end
        ("2026-11-18 16:59", "2026-11-18 17:00"),
        ("2026-11-18 17:00", "2026-11-19 09:00"),  # in the evening: when the next day opens
        ("2026-11-19 02:00", "2026-11-19 09:00"),  # at night: when this day opens
        ("2026-11-20 23:00", "2026-11-21 09:00"),  # a Saturday is a day
        ("2026-11-21 11:00", "2026-11-21 17:00"),
        ("2026-11-21 20:00", "2026-11-22 09:00"),  # and so is a Sunday
        ("2026-12-24 18:00", "2026-12-25 09:00"),  # and Christmas
        ("2027-12-31 23:59", "2028-01-01 09:00"),
        ("2024-02-28 18:00", "2024-02-29 09:00"),
        ("2024-02-29 18:00", "2024-03-01 09:00"),
        ("2026-03-28 18:00", "2026-03-29 09:00"),  # a night of 23 hours
        ("2026-10-24 18:00", "2026-10-25 09:00"),  # a night of 25 hours
    ],
)
def test_the_same_day(raised: str, expected: str) -> None:
    assert due(raised, SAME) == expected


def test_the_hour_that_comes_twice_is_told_apart_by_the_zone() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert due_at(first, SAME, LONDON) == due_at(second, SAME, LONDON) == datetime(2026, 10, 25, 9, tzinfo=UTC)


def test_a_friday_before_a_clock_change_is_an_hour_more_or_less_in_utc_and_none_on_the_wall() -> None:
    spring, autumn = (local(f"2026-{day} 15:00") for day in ("03-27", "10-23"))
    assert due_at(spring, WORKING, LONDON) - spring.astimezone(UTC) == timedelta(days=3, hours=-1)
    assert due_at(autumn, WORKING, LONDON) - autumn.astimezone(UTC) == timedelta(days=3, hours=1)


def test_without_the_holidays_easter_would_be_two_days_too_early() -> None:
    raised = local("2026-04-02 14:00")
    assert due_at(raised, WORKING, LONDON, ()).date() == date(2026, 4, 3)
    assert due_at(raised, WORKING, LONDON, ENGLAND).date() == date(2026, 4, 7)


def test_scotland_keeps_other_days() -> None:
    scotland = shipped_library().calendars.newest["scotland"].days
    raised = local("2025-12-31 12:00")
    assert due_at(raised, WORKING, LONDON, scotland).date() == date(2026, 1, 5)
    assert due_at(raised, WORKING, LONDON, ENGLAND).date() == date(2026, 1, 2)


def test_a_service_with_other_hours_goes_by_them() -> None:
    weekend = Hours(time(10), time(14), frozenset({5, 6}))
    raised = datetime(2026, 11, 21, 12, tzinfo=UTC)  # a Saturday
    assert due_at(raised, WORKING, ZoneInfo("UTC"), (), weekend) == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert due_at(raised, SAME, ZoneInfo("UTC"), (), weekend) == datetime(2026, 11, 21, 14, tzinfo=UTC)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(ZONES)
tables = st.one_of(st.just(ENGLAND), st.frozensets(st.dates(date(2024, 1, 1), date(2028, 12, 31)), max_size=60))


@given(moments, zones, tables, st.sampled_from(Clock))
def test_never_before_or_when_it_was_raised(
    raised: datetime, zone: ZoneInfo, days: frozenset[date], clock: Clock
) -> None:
    assert due_at(raised, clock, zone, days) > raised


@given(moments, zones, tables)
def test_one_working_day_ends_while_the_service_works(raised: datetime, zone: ZoneInfo, days: frozenset[date]) -> None:
    found = due_at(raised, WORKING, zone, days).astimezone(zone)
    assert found.weekday() < 5
    assert found.date() not in days
    assert OFFICE.opens <= found.time() <= OFFICE.closes


@given(moments, moments, zones, tables, st.sampled_from(Clock))
def test_what_is_raised_later_is_never_due_earlier(
    one: datetime, other: datetime, zone: ZoneInfo, days: frozenset[date], clock: Clock
) -> None:
    earlier, later = sorted((one, other))
    assert due_at(earlier, clock, zone, days) <= due_at(later, clock, zone, days)


@given(moments, st.integers(0, 60 * 72), zones, tables, st.sampled_from(Clock))
def test_nor_within_three_days(
    raised: datetime, minutes: int, zone: ZoneInfo, days: frozenset[date], clock: Clock
) -> None:
    later = raised + timedelta(minutes=minutes)
    assert due_at(raised, clock, zone, days) <= due_at(later, clock, zone, days)


@given(moments, zones, tables)
def test_the_same_day_is_never_later_than_one_working_day_nor_than_17_hours(
    raised: datetime, zone: ZoneInfo, days: frozenset[date]
) -> None:
    found = due_at(raised, SAME, zone, days)
    assert found <= due_at(raised, WORKING, zone, days)
    assert found - raised <= timedelta(hours=17)  # from closing to opening, and an hour where clocks go back


@given(moments, tables)
def test_between_raising_and_due_the_service_works_eight_hours(raised: datetime, days: frozenset[date]) -> None:
    zone = ZoneInfo("UTC")  # where hours on the wall are hours
    raised = raised.replace(second=0, microsecond=0, minute=raised.minute // 15 * 15)
    found = due_at(raised, WORKING, zone, days)
    assume(found - raised < timedelta(days=12))
    quarter, at, worked = timedelta(minutes=15), raised, timedelta()
    while at < found:
        worked += (
            quarter if OFFICE.works_on(at.date(), days) and OFFICE.opens <= at.time() < OFFICE.closes else timedelta()
        )
        at += quarter
    assert worked == timedelta(hours=8)


@given(moments, zones, tables, st.sampled_from(Clock), st.sampled_from(ZONES))
def test_how_the_moment_is_written_makes_no_difference(
    raised: datetime, zone: ZoneInfo, days: frozenset[date], clock: Clock, written: ZoneInfo
) -> None:
    assert due_at(raised.astimezone(written), clock, zone, days) == due_at(raised, clock, zone, days)
