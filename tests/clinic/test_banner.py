"""Whose page it is, at the top of every page about somebody: who is mixed up is treated for somebody else."""

import re

import pytest
from browsing import signed_in
from routes import Row, address, matrix
from universe import Universe

from reconnect.clinic.people.actions import add_person

ABOUT_SOMEBODY = [
    row
    for row in matrix()
    if row.route.startswith("/staff/people/") and row.case == "own" and row.expected["clinician"] in {"200", "422"}
]


def test_the_pages_looked_at_are_some() -> None:
    assert {"/staff/people/e/<uuid:episode_id>/", "/staff/people/p/<uuid:person_id>/agreement/"} <= {
        row.route for row in ABOUT_SOMEBODY
    }


@pytest.mark.parametrize("row", ABOUT_SOMEBODY, ids=str)
def test_name_birth_date_age_and_number_are_in_the_banner_as_the_first_heading(universe: Universe, row: Row) -> None:
    person = universe.north.answered.person
    browser = signed_in(universe.north.clinician)
    sent = {"sent": "something"} if row.method == "POST" else None
    page = getattr(browser, row.method.lower())(address(row, universe), sent).content.decode()
    shown = re.search(r'<section class="banner".*?</section>', page, re.DOTALL)
    assert shown, page
    assert f"<h1>{person.name}</h1>" in shown[0]
    assert page.count("<h1>") == 1
    assert person.born_on in shown[0]
    assert re.search(r"\(\d+ years\)", shown[0])
    assert person.nhs_number in shown[0]


def test_a_namesake_is_pointed_out_on_both_pages_and_a_longer_name_is_none(universe: Universe) -> None:
    by, browser = universe.north.clinician, signed_in(universe.north.clinician)
    one = add_person(by=by, name="Amber O'Sample")
    longer = add_person(by=by, name="Amber Osample Junior")
    assert "same name" not in browser.get(f"/staff/people/p/{one.pk}/").content.decode()
    two = add_person(by=by, name="amber OSAMPLE")
    add_person(by=universe.south.clinician, name="Amber Osample Junior")
    for person, said in ((one, True), (two, True), (longer, False)):
        assert ("same name" in browser.get(f"/staff/people/p/{person.pk}/").content.decode()) is said
