"""The page of who can see what, for whoever holds a partner's code: it is about their own words, and true of them."""

import pytest
from browsing import Browser, signed_in
from two_people import PARTNERS, Two, two_people
from universe import Universe

THOUGHTS = "partner-thoughts"


@pytest.fixture
def two(universe: Universe) -> Two:
    return two_people(universe.north)


def page_of(browser: Browser, address: str = "/who/") -> str:
    return browser.get(address).content.decode()


def test_a_partner_reads_who_sees_what_they_write(two: Two) -> None:
    page = page_of(two.close())
    assert "The person who invited you" in page
    assert "The team sees nothing you write here" in page
    assert two.place.service.support_note in page
    assert "sees anything of yours" not in page  # that is said to the person
    assert "Your team reads them" not in page


def test_it_is_the_same_whatever_the_person_shows(two: Two) -> None:
    before = page_of(two.close())
    two.shared_goal()
    assert page_of(two.close()) == before


def test_the_person_reads_their_own_page(two: Two) -> None:
    assert "The person who invited you" not in page_of(two.person())


def test_a_boundary_is_all_that_a_partner_can_show(two: Two) -> None:
    two.written(two.partner_code, THOUGHTS, "Words of theirs")
    two.written(two.partner_code, PARTNERS, "A boundary of theirs")
    close = two.close()
    assert "Show it, if my partner does too" in page_of(close, "/h/g/b/")
    assert close.get("/h/g/s/").status_code in {302, 403, 404}  # where a person shares the rest
    assert two.person().get("/h/g/s/").status_code == 200


def test_how_their_pages_speak_is_on_no_page_of_the_team_and_no_page_says_so(two: Two) -> None:
    close = two.close()
    close.post("/h/s/", {"item-word-chest": "Frontbits"})
    given = page_of(signed_in(two.place.clinician), f"/staff/partners/p/{two.care.person.pk}/")
    assert "Frontbits" not in given
    for address in ("/h/", "/h/g/", "/h/s/"):
        page = close.get(address, follow=True).content.decode()
        assert "The team sees this too" not in page
        assert "One thing the team can see" not in page
