"""The bank holidays of 2024 to 2028, against the rules that make them and another reckoning of Easter."""

from datetime import date, timedelta

import pytest

from reconnect.model.load import shipped_library

YEARS = range(2024, 2029)
MONDAY, SATURDAY = 0, 5


def easter(year: int) -> date:
    """Easter Sunday by Gauss, with the corrections for April 25 and 26."""
    century = year // 100
    moon = (15 - (13 + 8 * century) // 25 + century - century // 4) % 30
    full = (19 * (year % 19) + moon) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * full + (4 + century - century // 4) % 7) % 7
    if (full, week) == (29, 6) or (full == 28 and week == 6 and (11 * moon + 11) % 30 < 19):
        week -= 7
    return date(year, 3, 22) + timedelta(days=full + week)


def easter_by_meeus(year: int) -> date:
    """The same by Meeus, Jones and Butcher (Nature 1876), another way."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    moved = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * moved) // 451
    month, day = divmod(h + moved - 7 * m + 114, 31)
    return date(year, month, day + 1)


def test_both_reckonings_of_easter_agree_and_hit_known_years() -> None:
    assert [easter(year) for year in range(1900, 2200)] == [easter_by_meeus(year) for year in range(1900, 2200)]
    assert [easter(year) for year in (1943, 1961, 2008, 2019, 2038)] == [
        date(1943, 4, 25),
        date(1961, 4, 2),
        date(2008, 3, 23),
        date(2019, 4, 21),
        date(2038, 4, 25),
    ]


def first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    return day + timedelta(days=-day.weekday() % 7)


def last_monday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(days=day.weekday())


def kept(days: list[date]) -> set[date]:
    """Each day, or the next weekday that is still free: in order, so that two in a row do not share one."""
    found: set[date] = {day for day in days if day.weekday() < SATURDAY}
    for day in sorted(day for day in days if day.weekday() >= SATURDAY):
        moved = day
        while moved.weekday() >= SATURDAY or moved in found:
            moved += timedelta(days=1)
        found.add(moved)
    return found


def expected(part: str, year: int) -> set[date]:
    friday = easter(year) - timedelta(days=2)
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    moving = {friday, first_monday(year, 5), last_monday(year, 5)}
    if part == "scotland":
        fixed += [date(year, 1, 2), date(year, 11, 30)]
        moving |= {first_monday(year, 8)}
    else:
        moving |= {easter(year) + timedelta(days=1), last_monday(year, 8)}
    if part == "northern-ireland":
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    return kept(fixed) | moving


@pytest.mark.parametrize("part", ["england-and-wales", "northern-ireland", "scotland"])
@pytest.mark.parametrize("year", YEARS)
def test_the_table_is_what_the_rules_make(part: str, year: int) -> None:
    days = shipped_library().calendars.newest[part].days
    assert {day for day in days if day.year == year} == expected(part, year)


def test_there_are_three_and_no_day_outside_these_years() -> None:
    calendars = shipped_library().calendars.newest
    assert list(calendars) == ["england-and-wales", "northern-ireland", "scotland"]
    assert {day.year for each in calendars.values() for day in each.days} == set(YEARS)
    assert [len(each.holidays) for each in calendars.values()] == [40, 50, 45]


def test_a_name_says_where_the_day_was_moved() -> None:
    for calendar in shipped_library().calendars:
        for holiday in calendar.holidays:
            if holiday.name.startswith(("Christmas Day", "New Year")):
                fixed = date(holiday.on.year, *((12, 25) if holiday.name.startswith("Christmas") else (1, 1)))
                assert ("substitute" in holiday.name) == (holiday.on != fixed)
