"""Every address, for everybody, by every method: as the hand-written matrix says, and no address without a row."""

from collections import Counter

import pytest
from browsing import Browser
from routes import Row, address, ask, browsers, matrix, plain, seen
from universe import OURS, PASSWORD, Universe, build_universe

from reconnect.clinic.accounts.policy import views

METHODS = {"GET", "POST", "DELETE"}


@pytest.fixture
def peopled(db: None) -> Universe:
    return build_universe(PASSWORD)


def test_every_address_has_its_rows_and_every_row_an_address() -> None:
    assert {row.route for row in matrix()} == {route for route, _ in views()}


def test_every_route_is_there_with_every_case_and_method_once() -> None:
    for route in {row.route for row in matrix()}:
        cases = {"own", "other", "missing"} if "uuid" in route else {"own", "missing"} if "<" in route else {""}
        rows = Counter((row.case, row.method) for row in matrix() if row.route == route)
        assert rows == Counter((case, method) for case in cases for method in METHODS), route


def test_everybody_gets_what_the_matrix_says(peopled: Universe) -> None:
    people = browsers(peopled)
    assert all(row.expected.keys() == people.keys() for row in matrix())
    wrong = [
        f"{row} as {who}: {found}, not {row.expected[who]}"
        for row in matrix()
        for who, browser in people.items()
        if (found := seen(ask(browser, row, peopled))) != row.expected[who]
    ]
    assert not wrong, "\n".join(wrong)


def test_what_belongs_to_another_service_looks_like_what_is_not_there(peopled: Universe) -> None:
    people = browsers(peopled)
    compared = 0
    for row in matrix():
        for who, browser in people.items():
            if row.case == "other" and row.expected[who] == "404":
                elsewhere = ask(browser, row, peopled)
                nowhere = ask(browser, Row(row.route, "missing", row.method, row.expected), peopled)
                assert (plain(elsewhere), dict(elsewhere.headers)) == (plain(nowhere), dict(nowhere.headers)), row
                compared += 1
    assert compared > 50


def test_a_questionnaire_that_nobody_asks_is_not_there(peopled: Universe) -> None:
    row = next(row for row in matrix() if OURS not in row.route and "slug" in row.route and row.case == "own")
    clinician = browsers(peopled)["clinician"]
    response = clinician.get(address(row, peopled).replace(OURS, "another"))
    assert response.status_code == 404


def test_someone_who_was_struck_off_is_asked_to_sign_in_again(peopled: Universe) -> None:
    clinician = browsers(peopled)["clinician"]
    member = peopled.north.clinician
    member.is_active = False
    member.save()
    assert seen(clinician.get("/staff/people/")) == "302 account_login"


def test_the_first_column_alone_would_not_do() -> None:
    """The matrix tells roles apart: no two columns are the same."""
    columns = {who: tuple(row.expected[who] for row in matrix()) for who in matrix()[0].expected}
    same = {who for who, column in columns.items() if list(columns.values()).count(column) > 1}
    assert same == {"clinician", "facilitator"}


def test_a_row_that_is_wrong_is_noticed(peopled: Universe) -> None:
    row = next(row for row in matrix() if row.route == "/staff/outcomes/")
    assert seen(ask(Browser(), row, peopled)) != "200"
