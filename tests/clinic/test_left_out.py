"""Whoever asked their pages to leave partners out meets none: on sheets, on the stones, on who can see what."""

import re

import pytest
from browsing import Browser
from stepping import walk
from universe import Universe

from reconnect.model.load import shipped_library

NOTE, TALK = "worksheet-sensate-focus", "talk-plan"


def words_of(answer: object) -> str:
    """The page, without its head."""
    return answer.content.decode().split("</head>")[1].lower()  # type: ignore[attr-defined]


@pytest.fixture
def browser(universe: Universe) -> Browser:
    """Somebody with the stones open, whose pages speak of no partner."""
    one = walk(universe.north, "sensate-focus")
    one.speaks({"partner": 0}, {})
    return one.browser


@pytest.mark.parametrize("sheet", [NOTE, TALK])
def test_no_page_of_a_sheet_speaks_of_a_partner(browser: Browser, sheet: str) -> None:
    begun = browser.post("/h/begin/", {"tool": sheet})
    address, asked = begun["Location"], len(shipped_library().questionnaires.newest[sheet].items)
    pages = [browser.get(f"{address}{number}/") for number in range(1, -(-asked // 5) + 1)]
    assert {page.status_code for page in pages} == {200}
    assert not [page for page in map(words_of, pages) if "partner" in page]


def test_the_page_of_who_can_see_speaks_of_nobody_they_left_out(browser: Browser) -> None:
    said = words_of(browser.get("/who/"))
    assert "nobody close to you sees anything of yours" in said
    assert "partner" not in said


def test_it_says_the_same_with_a_code_and_without(browser: Browser) -> None:
    """What stands there tells nobody who has whom."""
    said = [re.sub(r'href="[^"]*"', "", words_of(each.get("/who/"))) for each in (browser, Browser())]
    mains = [each.split("<main")[1].split("</main>")[0] for each in said]
    assert mains[0] == mains[1]
