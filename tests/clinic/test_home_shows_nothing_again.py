"""Two people who differ only in what they said, sealed or flagged or plain, find the same Home to the letter."""

import re

import pytest
from at_home import BODY, CLOSE, AtHome, at_home, bare, filled, go_through
from browsing import Browser
from universe import Place, Universe

from reconnect.clinic.home.actions import invite
from reconnect.clinic.portal.actions import issue_home_code

pytestmark = [pytest.mark.furnished, pytest.mark.either]

# What was said; the way a sheet usually ends is chosen beforehand, for everybody alike.
CHOSEN = re.compile(r'<input(?![^>]*name="ending")[^>]*\bchecked\b[^>]*>|<textarea[^>]*>[^<]')


@pytest.fixture
def pair(universe: Universe) -> tuple[Place, Place]:
    """Two services that bear the same names, so that nothing else tells their people apart."""
    first, second = universe.north, universe.south
    second.service.portal_name, second.service.support_note = first.service.portal_name, first.service.support_note
    second.service.save()
    return first, second


def pages(browser: Browser, address: str) -> dict[str, tuple[int, str, str]]:
    """Every page that a person can open at home, as this browser gets it."""
    names = ["/h/", "/help/", "/who/", "/done/", "/"]
    names += [f"{address}{page}" for page in ("", "1/", "2/", "send/")]
    found = {name.replace(address, "TOOL/"): browser.get(name) for name in names}
    return {
        name: (got.status_code, got.headers.get("Location", "").replace(address, "TOOL/"), bare(got))
        for name, got in found.items()
    }


def at_both(pair: tuple[Place, Place], block_id: str) -> list[AtHome]:
    return [at_home(place, block_id) for place in pair]


@pytest.mark.parametrize("block_id", [BODY, CLOSE])
def test_this_visit_shows_what_it_was_told(pair: tuple[Place, Place], block_id: str) -> None:
    home = at_home(pair[0], block_id)
    browser = home.enter()
    address = go_through(home, browser)
    assert CHOSEN.search(browser.get(f"{address}1/").content.decode())


@pytest.mark.parametrize("block_id", [BODY, CLOSE])
def test_a_later_visit_shows_nothing_of_an_earlier_one(pair: tuple[Place, Place], block_id: str) -> None:
    shown = []
    for home, step, words in zip(at_both(pair, block_id), (0, 2), ("One thing", "Quite another"), strict=True):
        address = go_through(home, home.enter(), step, words)
        shown.append(pages(home.enter(), address))
    assert shown[0] == shown[1]
    assert shown[0]["TOOL/1/"][0] == 200
    assert not any(CHOSEN.search(text) for _, _, text in shown[0].values())


@pytest.mark.parametrize("block_id", [BODY, CLOSE])
def test_another_code_shows_nothing_of_the_visit_before(pair: tuple[Place, Place], block_id: str) -> None:
    shown = []
    for home, step in zip(at_both(pair, block_id), (0, 2), strict=True):
        address = go_through(home, home.enter(), step)
        text = issue_home_code(episode=home.care.episode, by=home.place.clinician).text
        shown.append(pages(AtHome(home.place, home.care, text, home.block).enter(), address))
    assert shown[0] == shown[1]
    assert not any(CHOSEN.search(text) for _, _, text in shown[0].values())


@pytest.mark.parametrize("block_id", [BODY, CLOSE])
def test_after_sending_nothing_is_shown_in_the_same_visit_or_the_next(pair: tuple[Place, Place], block_id: str) -> None:
    shown, next_visit, afresh = [], [], []
    for home, step in zip(at_both(pair, block_id), (0, 2), strict=True):
        browser = home.enter()
        address = go_through(home, browser, step)
        browser.post(f"{address}send/")
        shown.append(pages(browser, address))
        next_visit.append(pages(home.enter(), address))
        invite(episode=home.care.episode, questionnaire=home.block, by=home.place.clinician)
        browser = home.enter()
        afresh.append(pages(browser, home.begin(browser)))
    for first, second in (shown, next_visit, afresh):
        assert first == second
        assert not any(CHOSEN.search(text) for _, _, text in first.values())
    assert {name for name, (status, _, _) in shown[0].items() if status == 200} == {
        "/", "/h/", "/help/", "/who/", "/done/", "TOOL/"
    }  # fmt: skip


def test_whoever_tells_nothing_sees_the_same_after_sending_as_whoever_tells_all(pair: tuple[Place, Place]) -> None:
    told, silent = at_both(pair, CLOSE)
    browsers = [told.enter(), silent.enter()]
    addresses = [go_through(told, browsers[0]), silent.begin(browsers[1])]
    for browser, address in zip(browsers, addresses, strict=True):
        browser.post(f"{address}send/")
    first, second = (pages(each, address) for each, address in zip(browsers, addresses, strict=True))
    assert first == second


def test_saving_a_flagged_answer_looks_like_saving_any_other(pair: tuple[Place, Place]) -> None:
    answers = []
    for home, step in zip(at_both(pair, CLOSE), (0, 3), strict=True):
        browser = home.enter()
        address = home.begin(browser)
        page = 1 + [item.id for item in home.block.items].index("safe-now") // 5
        item = home.block.item("safe-now")
        saved = browser.post(f"{address}{page}/save/", filled((item,), step))
        answers.append((saved.status_code, saved.content, dict(saved.headers)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 204


def test_what_is_sealed_is_not_shown_again_even_to_the_visit_that_said_it(pair: tuple[Place, Place]) -> None:
    shown = []
    for home, step in zip(at_both(pair, CLOSE), (0, 2), strict=True):
        browser = home.enter()
        address = go_through(home, browser)
        items = [item.id for item in home.block.items]
        page = 1 + items.index("safe-now") // 5
        browser.post(f"{address}{page}/", filled((home.block.item("safe-now"),), step))
        shown.append(bare(browser.get(f"{address}{page}/")))
    assert "item-safe-now" in shown[0]
    assert shown[0] == shown[1]
