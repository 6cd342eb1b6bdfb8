"""Were people asked: counted for the service in a period, and for nothing smaller. Who asked cannot be told."""

import re
from datetime import date

import pytest
from browsing import signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from test_asking import say
from test_queries import queries
from universe import Care, Place, Universe, build_care, build_member

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.asking.actions import retract_permission
from reconnect.clinic.asking.models import Said
from reconnect.clinic.reports.asked import Asked, asked_of
from reconnect.clinic.reports.forms import PeriodForm
from reconnect.clinic.reports.selection import Selection

pytestmark = pytest.mark.furnished

PAGE = "/staff/outcomes/asked/"
JANUARY, MARCH = date(2023, 1, 10), date(2023, 3, 10)
SPRING = Selection(since=date(2023, 3, 1), until=date(2023, 5, 31))


def person(place: Place, started_on: date | None = MARCH, *, agreed: bool | None = True) -> Care:
    return build_care(place.clinician, "north", started_on=started_on, ended_on=None, agreed=agreed)


@pytest.fixture
def place(universe: Universe) -> Place:
    """Ten episodes from March on, one from January and one without a first contact, beside what is there already."""
    place = universe.north
    for answer in (Said.YES, Said.YES, Said.NOT_NOW):
        say(person(place), place, answer, MARCH, at_first_visit=True)
    changed = person(place)
    say(changed, place, Said.YES, MARCH, at_first_visit=True)
    say(changed, place, Said.NO, date(2023, 4, 1))
    for answer in (Said.NO, Said.YES):
        say(person(place), place, answer, date(2023, 4, 1))
    for agreed in (False, None):
        say(person(place, agreed=agreed), place, Said.YES, MARCH, at_first_visit=True)
    retract_permission(permission=say(person(place), place, Said.NO, MARCH), by=place.clinician)
    person(place)
    say(person(place, JANUARY), place, Said.YES, JANUARY, at_first_visit=True)
    person(place, None)  # and so is the furnished couple's
    return place


def test_the_counts_are_as_counted_by_hand(place: Place) -> None:
    assert asked_of(place.service, SPRING) == Asked(
        n=10, first=6, later=2, not_yet=2, no_start=4, yes=3, not_now=1, no=2, left_out=2
    )
    assert asked_of(place.service, SPRING).answers == 6


def test_an_empty_period_counts_nobody(place: Place) -> None:
    nobody = asked_of(place.service, Selection(since=date(2001, 1, 1), until=date(2001, 12, 31)))
    assert (nobody.n, nobody.answers, nobody.not_yet) == (0, 0, 0)


def test_another_services_people_are_not_counted(place: Place, universe: Universe) -> None:
    assert asked_of(universe.south.service, SPRING).n == 0


def test_nothing_that_is_asked_of_the_database_names_a_member(place: Place) -> None:
    with CaptureQueriesContext(connection) as captured:
        asked_of(place.service, SPRING)
    asked = " ".join(query["sql"] for query in captured)
    assert not re.search(r"member|by_id|entered_by", asked)
    assert len(captured) == 3
    with CaptureQueriesContext(connection) as captured:
        list(place.answered.person.permissions.select_related("by"))
    assert re.search(
        r"member|by_id", " ".join(query["sql"] for query in captured)
    )  # the search finds what it looks for


def test_no_member_can_be_chosen_and_none_stands_on_the_page(place: Place) -> None:
    assert set(PeriodForm(service=place.service).fields) == {"since", "until"}
    other = build_member(place.service, Role.CLINICIAN, "othernorth")
    say(person(place), place, Said.YES, MARCH, by=other)
    lead = place.staff[Role.LEAD]
    period = {"since": "2023-03-01", "until": "2023-05-31"}
    page = signed_in(lead).post(PAGE, period)
    narrowed = signed_in(lead).post(PAGE, period | {"by": str(other.pk), "member": str(other.pk)})
    assert _counts(page) == _counts(narrowed) != []
    names = {member.name for member in (*place.staff.values(), place.newcomer, other)} - {lead.name}
    assert not any(name in page.content.decode() for name in names)


def _counts(page: object) -> list[str]:
    return re.findall(r"\d+ of \d+", page.content.decode())


def test_the_page_shows_counts_with_what_they_are_of_and_what_is_missing(place: Place) -> None:
    page = signed_in(place.staff[Role.LEAD]).post(PAGE, {"since": "2023-03-01", "until": "2023-05-31"})
    text = page.content.decode()
    assert _counts(page) == ["6 of 10", "2 of 10", "2 of 10", "3 of 6", "1 of 6", "2 of 6"]
    assert "n = 10 episodes" in text
    assert "n = 6, left out 2" in text
    assert "Episodes without a first contact recorded, so in no period: 4" in text
    assert "For use inside the service" in text


def test_a_period_that_ends_before_it_begins_is_refused(place: Place) -> None:
    page = signed_in(place.staff[Role.LEAD]).post(PAGE, {"since": "2023-05-31", "until": "2023-03-01"})
    assert page.status_code == 422
    assert "before the first one" in page.content.decode()


def test_the_page_asks_as_often_for_many_as_for_few(place: Place) -> None:
    lead = signed_in(place.staff[Role.LEAD])
    few = queries(lambda: lead.get(PAGE))
    for _ in range(10):
        say(person(place), place, Said.YES, MARCH)
    assert queries(lambda: lead.get(PAGE)) == few
