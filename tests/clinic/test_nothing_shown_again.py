"""What a person said is not shown again: not in a later visit, and after sending on no page at all.

Two people who differ only in what they said must get the same pages to the letter.
"""

import re

import pytest
from browsing import Browser, filled, visiting
from routes import matrix, plain
from universe import Place, Universe, code_for

from reconnect.clinic.library.questionnaires import current
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.either

PAGES = ["/", "/t/", "/t/1/", "/t/2/", "/t/3/", "/t/4/", "/t/check/", "/done/", "/who/"]
CHOSEN = re.compile(r"<input[^>]*\bchecked\b[^>]*>|<option[^>]*\bselected\b")


def answer(place: Place, browser: Browser, basis: str, said: object) -> Browser:
    """Go through every page, and come to the last before sending."""
    assert browser.post("/t/1/", {"basis": basis})["Location"] == "/t/2/"
    for number, questionnaire in enumerate(current(place.service).values(), 2):
        assert browser.post(f"/t/{number}/", filled(questionnaire, said)).status_code == 302
    return browser


def pages(browser: Browser) -> dict[str, tuple[int, str, str]]:
    """Every page that a person can open, as this browser gets it."""
    found = {page: browser.get(page) for page in PAGES}
    return {page: (got.status_code, got.headers.get("Location", ""), plain(got)) for page, got in found.items()}


@pytest.fixture
def pair(universe: Universe) -> tuple[Place, Place]:
    """Two services that bear the same names, so that nothing else tells their people apart."""
    first, second = universe.north, universe.south
    second.service.portal_name, second.service.support_note = first.service.portal_name, first.service.support_note
    second.service.save()
    return first, second


# Open to anybody, and the same for everybody: a leaflet, what takes a card off a phone, and the phones in a room.
ROOM = {"/r/", "/r/<str:room_code>/", "/r/<str:room_code>/c/", "/r/<str:room_code>/wall/"}
NOBODYS = {"/help/", "/l/<str:piece_address>/", "/h/d/card/off/", "/h/d/card/worker.js"} | ROOM


def test_the_pages_looked_at_are_all_that_a_person_can_open() -> None:
    routes = {row.route for row in matrix() if row.method == "GET" and row.expected["person"] in {"200", "302 part"}}
    assert {route for route in routes - NOBODYS if not route.startswith("/staff/")} == {
        re.sub(r"\d+", "<int:number>", page) for page in PAGES
    }


def test_this_visit_shows_what_it_was_told(pair: tuple[Place, Place]) -> None:
    browser = answer(pair[0], visiting(pair[0].code), "past", "2")
    assert len(CHOSEN.findall(browser.get("/t/2/").content.decode())) == 4


def test_a_later_visit_shows_nothing_of_an_earlier_one(pair: tuple[Place, Place]) -> None:
    answer(pair[0], visiting(pair[0].code), "current", "4")
    answer(pair[1], visiting(pair[1].code), "imagined", "declined")
    first, second = (pages(visiting(place.code)) for place in pair)
    assert first == second
    assert first["/t/"][1] == "/t/check/"
    assert not any(CHOSEN.search(text) for _, _, text in first.values())


def test_another_code_for_the_same_occasion_shows_nothing_of_the_visit_before(pair: tuple[Place, Place]) -> None:
    answer(pair[0], visiting(pair[0].code), "current", "4")
    answer(pair[1], visiting(pair[1].code), "imagined", "declined")
    first, second = (pages(visiting(code_for(place.waiting.occasions[Moment.PRE], place.clinician))) for place in pair)
    assert first == second
    assert not any(CHOSEN.search(text) for _, _, text in first.values())


def test_after_sending_nothing_that_was_said_is_on_any_page(pair: tuple[Place, Place]) -> None:
    one = answer(pair[0], visiting(pair[0].code), "current", "0")
    other = answer(pair[1], visiting(pair[1].code), "prefer not to say", "does not apply")
    for browser in (one, other):
        assert browser.post("/done/")["Location"] == "/done/"
    first, second = pages(one), pages(other)
    assert first == second
    assert {page for page, (status, _, _) in first.items() if status == 200} == {"/", "/done/", "/who/"}


def test_a_code_for_the_next_occasion_shows_nothing_of_the_one_before(pair: tuple[Place, Place]) -> None:
    browsers = []
    for place, basis, said in zip(pair, ("past", "current"), ("1", "3"), strict=True):
        browser = answer(place, visiting(place.code), basis, said)
        browser.post("/done/")
        browsers.append(visiting(code_for(place.waiting.occasions[Moment.POST], place.clinician), browser))
    first, second = map(pages, browsers)
    assert first == second
    assert first["/t/"][1] == "/t/1/"


def test_coming_back_goes_on_at_the_first_page_with_something_open(pair: tuple[Place, Place]) -> None:
    place = pair[0]
    visiting(place.code).post("/t/1/", {"basis": "past"})
    again = visiting(place.code)
    assert again.get("/t/")["Location"] == "/t/2/"
    again.post("/t/2/", filled(next(iter(current(place.service).values())), "3"))
    assert visiting(place.code).get("/t/")["Location"] == "/t/3/"


def test_an_earlier_answer_stays_where_a_later_visit_passes_it_by(pair: tuple[Place, Place]) -> None:
    place = pair[0]
    answer(place, visiting(place.code), "past", "3")
    again = visiting(place.code)
    assert again.post("/t/2/", {"sent": ""})["Location"] == "/t/3/"
    again.post("/done/")
    response = place.waiting.person.responses.first()
    assert {each.value for each in response.answers.all()} == {3}


def test_exit_closes_the_visit_and_going_back_shows_nothing(pair: tuple[Place, Place]) -> None:
    browser = answer(pair[0], visiting(pair[0].code), "past", "3")
    leaving = browser.get("/leave/")
    assert leaving.status_code == 302
    assert browser.get("/t/2/")["Location"] == "/"
    assert browser.get("/t/")["Location"] == "/"
