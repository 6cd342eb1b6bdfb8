"""Every address, for everybody, by every method: as the hand-written matrix says, and no address without a row."""

import re
from collections import Counter

import pytest
from browsing import signed_in
from crawling import Crawl
from django.db import connection
from routes import ask, browsers, matrix, plain, seen
from universe import PASSWORD, Universe, build_universe

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import views
from reconnect.model.occasion import Occasion as Moment

METHODS = {"GET", "POST", "DELETE"}
REACHES = re.compile("200|422|302 (?!account_|mfa_)")


def test_every_address_has_its_rows_and_every_row_an_address() -> None:
    assert {row.route for row in matrix()} == {route for route, _ in views()}


def test_every_route_is_there_with_every_case_and_method_once() -> None:
    for route in {row.route for row in matrix()}:
        cases = {"own", "other", "missing"} if "uuid" in route else {"own", "missing"} if "<" in route else {""}
        rows = Counter((row.case, row.method) for row in matrix() if row.route == route)
        assert rows == Counter((case, method) for case in cases for method in METHODS), route


def test_everybody_gets_what_the_matrix_says(crawled: Crawl) -> None:
    assert len(crawled.visits) == sum(len(row.expected) for row in matrix())
    wrong = [
        f"{visit}: {seen(visit.response)}, not {visit.row.expected[visit.who]}"
        for visit in crawled.visits
        if seen(visit.response) != visit.row.expected[visit.who]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the crawl asks it there")
def test_every_page_is_answered_by_this_database_too(db: None) -> None:
    universe = build_universe(PASSWORD)
    people = browsers(universe)
    wrong, routes = [], set()
    for row in matrix():
        one_of_each = {expected: who for who, expected in row.expected.items() if REACHES.match(expected)}
        for expected, who in one_of_each.items():
            routes.add(row.route)
            found = seen(ask(people[who], row, universe))
            wrong += [f"{row} as {who}: {found}, not {expected}"] * (found != expected)
    assert len(routes) > 200
    assert not wrong, "\n".join(wrong)


def test_what_belongs_to_another_service_looks_like_what_is_not_there(crawled: Crawl) -> None:
    pages = {
        (visit.row.route, visit.row.method, visit.who, visit.row.case): (plain(visit.response), visit.response.headers)
        for visit in crawled.visits
        if visit.response.status_code == 404
    }
    elsewhere = [key for key in pages if key[-1] == "other"]
    assert len(elsewhere) > 50
    for key in elsewhere:
        page, headers = pages[key]
        same, same_headers = pages[*key[:-1], "missing"]
        assert page == same
        assert dict(headers) == dict(same_headers)


def test_a_questionnaire_that_nobody_asks_is_not_there(universe: Universe) -> None:
    occasion = universe.north.answered.occasions[Moment.PRE]
    clinician = signed_in(universe.north.clinician)
    assert clinician.get(f"/staff/people/o/{occasion.pk}/another/").status_code == 404


def test_someone_who_was_struck_off_is_asked_to_sign_in_again(universe: Universe) -> None:
    clinician = signed_in(universe.north.clinician)
    assert seen(clinician.get("/staff/people/")) == "200"
    Member.objects.filter(pk=universe.north.clinician.pk).update(is_active=False)
    assert seen(clinician.get("/staff/people/")) == "302 account_login"


def test_the_first_column_alone_would_not_do() -> None:
    """The matrix tells roles apart: no two columns are the same."""
    columns = {who: tuple(row.expected[who] for row in matrix()) for who in matrix()[0].expected}
    same = {who for who, column in columns.items() if list(columns.values()).count(column) > 1}
    assert same == set()
