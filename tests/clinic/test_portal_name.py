"""What people's pages are called: the service chooses, and the name says nothing."""

import pytest
from browsing import signed_in, visiting
from universe import Universe

from reconnect.clinic.accounts.actions import found_service, name_portal
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.accounts.portal_name import LONGEST, telling_word
from reconnect.errors import ActionDenied


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_a_lead_or_an_administrator_renames_the_pages_in_the_browser(universe: Universe, role: Role) -> None:
    browser = signed_in(universe.north.staff[role])
    assert universe.north.service.portal_name in browser.get("/staff/name/").content.decode()
    assert browser.post("/staff/name/", {"portal_name": "  Blue door  "})["Location"] == "/staff/name/"
    page = visiting(universe.north.code).get("/t/1/").content.decode()
    assert "<title>Blue door</title>" in page


@pytest.mark.parametrize(
    "name", ["Pain and you", "The pelvic room", "INTIMACY", "Sexual health", "North Clinic", "Re-use: reconnect"]
)
def test_a_name_that_tells_is_refused_and_stays_typed(universe: Universe, name: str) -> None:
    before = universe.north.service.portal_name
    page = signed_in(universe.north.staff[Role.LEAD]).post("/staff/name/", {"portal_name": name})
    assert page.status_code == 422
    text = page.content.decode()
    assert f'value="{name}"' in text
    assert "tells whoever sees the screen what the pages are about" in text
    universe.north.service.refresh_from_db()
    assert universe.north.service.portal_name == before
    with pytest.raises(ActionDenied):
        name_portal(service=universe.north.service, portal_name=name, by=universe.north.staff[Role.LEAD])
    with pytest.raises(ActionDenied):
        found_service(name="Another", portal_name=name, support_note="Call somebody")


@pytest.mark.parametrize("name", ["", "   ", "a" * (LONGEST + 1), "\0"])
def test_no_name_or_a_long_one_is_asked_for_again(universe: Universe, name: str) -> None:
    page = signed_in(universe.north.staff[Role.LEAD]).post("/staff/name/", {"portal_name": name})
    assert page.status_code == 422


@pytest.mark.parametrize("name", ["Your pages", "Essex pages", "Painswick door", "My notes", "Sample portal"])
def test_a_name_that_could_be_about_anything_is_taken(name: str) -> None:
    assert telling_word(name) == ""


def test_nobody_else_names_them_nor_those_of_another_service(universe: Universe) -> None:
    for by in (universe.north.clinician, universe.south.staff[Role.LEAD]):
        with pytest.raises(ActionDenied):
            name_portal(service=universe.north.service, portal_name="Blue door", by=by)
