"""What is wrong with a route or a calendar is said with its field."""

from dataclasses import replace
from datetime import date

import pytest

from reconnect.model.calendar import Holiday
from reconnect.model.coherence import incoherences
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library
from reconnect.model.safety_coherence import calendar_complaints, route_complaints, unserved_kinds
from reconnect.model.shelf import Shelf
from reconnect.model.working_day import Clock

LIBRARY = shipped_library()
ROUTE = LIBRARY.routes.newest["self-harm"]
CALENDAR = LIBRARY.calendars.newest["scotland"]


def test_what_is_shipped_has_nothing_wrong() -> None:
    assert [complaint for route in LIBRARY.routes for complaint in route_complaints(route)] == []
    assert [complaint for calendar in LIBRARY.calendars for complaint in calendar_complaints(calendar)] == []
    assert unserved_kinds(LIBRARY.routes) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kinds": ()}, "kinds"),
        ({"when": ()}, "when"),
        ({"what_to_do": ()}, "what_to_do"),
        ({"what_to_do": ("Talk.", " ")}, "what_to_do"),
        ({"owner": " "}, "owner"),
        ({"who": ""}, "who"),
        ({"name": ""}, "name"),
        ({"clock": Clock.WORKING_DAY}, "clock"),
    ],
)
def test_a_route_that_is_not_whole(changed: dict[str, object], field: str) -> None:
    assert [each for each, _ in route_complaints(replace(ROUTE, **changed))] == [field]


def test_only_self_harm_must_be_of_the_same_day() -> None:
    assert list(route_complaints(replace(LIBRARY.routes.newest["urgent-medical"], clock=Clock.WORKING_DAY))) == []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"owner": ""}, ["owner"]),
        ({"holidays": ()}, ["holidays"]),
        ({"holidays": (*CALENDAR.holidays, CALENDAR.holidays[-1])}, ["holidays"]),
        ({"holidays": CALENDAR.holidays[::-1]}, ["holidays"]),
        ({"holidays": (Holiday(date(2027, 12, 25), "Christmas"),)}, ["holidays.2027-12-25"]),
        ({"expires_on": date(2029, 1, 1)}, ["expires_on"]),
    ],
)
def test_a_calendar_that_is_not_in_order(changed: dict[str, object], fields: list[str]) -> None:
    assert [each for each, _ in calendar_complaints(replace(CALENDAR, **changed))] == fields


def test_a_kind_that_leads_nowhere_is_a_problem_of_the_content() -> None:
    routes = Shelf({key: each for key, each in LIBRARY.routes.editions.items() if each.id != "trauma"})
    assert unserved_kinds(routes) == [FlagKind.TRAUMA]
    problems = list(incoherences(replace(LIBRARY, routes=routes)))
    assert [(each.file, "trauma" in each.message) for each in problems] == [("routes", True)]
    assert list(incoherences(replace(LIBRARY, routes=routes), {"routes/trauma/1.toml"})) == []


def test_a_calendar_without_an_owner_is_a_problem_of_its_file() -> None:
    shelf = Shelf(LIBRARY.calendars.editions | {("scotland", 2): replace(CALENDAR, version=2, owner="")})
    problems = list(incoherences(replace(LIBRARY, calendars=shelf)))
    assert [(each.file, each.field) for each in problems] == [("calendars/scotland/2.toml", "owner")]
