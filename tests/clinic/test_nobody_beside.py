"""A partner is never needed: whoever comes alone finds everything, and nothing that waits for somebody else."""

import pytest
from browsing import Browser, visiting
from django.urls import reverse
from two_people import two_people
from universe import Place, Universe

from reconnect.clinic.home.queries import forms_of
from reconnect.clinic.plan.places import open_places
from reconnect.clinic.portal.actions import close_partner_pages, issue_home_code
from reconnect.clinic.questionnaires.issuing import IssuedCode
from reconnect.model.load import shipped_library
from reconnect.model.place import Opens


@pytest.fixture
def alone(universe: Universe) -> tuple[Place, IssuedCode]:
    """Somebody with own pages and nobody beside them."""
    place = universe.north
    return place, issue_home_code(episode=place.waiting.episode, by=place.clinician)


def enter(issued: IssuedCode) -> Browser:
    return visiting(issued.text, leads_to="/h/")


def test_somebody_who_comes_alone_finds_every_place_but_that_of_sharing(alone: tuple[Place, IssuedCode]) -> None:
    _, issued = alone
    found = open_places(issued.code)
    always = {each.id for each in shipped_library().places.newest.values() if each.opens is Opens.ALWAYS}
    assert {each.id for each in found} == always
    browser = enter(issued)
    assert len(found) > 3
    for place in found:
        assert browser.get(reverse(place.route)).status_code == 200, place.id
    for form in forms_of(issued.code):
        answer = browser.post("/h/begin/", {"tool": form.id})
        assert answer["Location"].startswith("/h/t/"), form.id


def test_their_first_page_has_no_word_of_sharing_until_somebody_is_there(alone: tuple[Place, IssuedCode]) -> None:
    place, issued = alone
    sharing = reverse("sharing")
    assert sharing not in enter(issued).get("/h/").content.decode()
    two = two_people(place)
    assert sharing in two.person().get("/h/").content.decode()
    close_partner_pages(partner=two.partner, by=place.clinician)
    assert sharing not in two.person().get("/h/").content.decode()


def test_what_they_may_do_is_the_same_with_somebody_beside_them(universe: Universe) -> None:
    place = universe.north
    issued = issue_home_code(episode=place.waiting.episode, by=place.clinician)
    before = {each.id for each in open_places(issued.code)}
    two = two_people(place)
    assert {each.id for each in open_places(two.person_code)} - before == {"sharing"}
