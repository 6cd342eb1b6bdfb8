"""No answer is lost without a word: a network that goes, a page sent while a save is on its way, a visit that ended."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

if TYPE_CHECKING:
    from live_clinic import Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
SAVES = "**/t/2/save/"


@pytest.fixture
def person(visit: Visit, somebody_new: tuple[str, str]) -> "Visitor":
    """Somebody on a phone, before the second page of their questions."""
    person = visit(375)
    enter(person, somebody_new[0])
    person.page.get_by_label("Prefer not to say").check()
    go_on(person.page)
    expect(person.page.get_by_text("Part 2 of 3")).to_be_visible()
    return person


def test_an_answer_that_did_not_arrive_says_so_beside_its_question(person: "Visitor") -> None:
    page = person.page
    person.expect("ERR_FAILED /t/2/save/")
    page.route(SAVES, lambda route: route.abort())

    choose(page, 1, "8")

    expect(page.get_by_role("status")).to_contain_text("Not saved yet: your answers did not reach us.")
    expect(question(page, 1)).to_contain_text("Not saved yet")
    expect(question(page, 0)).not_to_contain_text("Not saved yet")
    person.passes("Your answers")

    page.unroute(SAVES)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("status")).to_have_text("Saved")
    expect(question(page, 1)).not_to_contain_text("Not saved yet")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    assert answers_kept(page) == [None, "8", None, None]


def test_answers_are_saved_by_themselves_when_the_network_is_back(person: "Visitor") -> None:
    page = person.page
    person.expect("ERR_INTERNET_DISCONNECTED /t/2/save/")
    person.context.set_offline(True)
    choose(page, 0, "2")
    choose(page, 3, "10")
    expect(question(page, 0)).to_contain_text("Not saved yet")
    expect(question(page, 3)).to_contain_text("Not saved yet")

    person.context.set_offline(False)

    expect(page.get_by_role("status")).to_have_text("Saved")
    assert answers_kept(page) == ["2", None, None, "10"]


def test_a_page_sent_without_a_network_stays_with_its_answers(person: "Visitor") -> None:
    page = person.page
    person.expect("ERR_INTERNET_DISCONNECTED /t/2/save/")
    person.context.set_offline(True)
    for number in range(4):
        choose(page, number, "4")

    go_on(page)

    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    assert answers_chosen(page) == ["4"] * 4

    person.context.set_offline(False)
    go_on(page)
    expect(page.get_by_text("Part 3 of 3")).to_be_visible()


def test_the_newest_answer_counts_when_the_page_is_sent_while_a_save_is_on_its_way(person: "Visitor") -> None:
    page = person.page
    ended: list[str] = []
    page.route(SAVES, arrive_late)
    page.on("requestfinished", lambda request: ended.append(f"{request.method} {request.url.rpartition('/t/')[2]}"))
    for number in range(4):
        choose(page, number, "3")
    choose(page, 0, "9")

    page.get_by_role("button", name="Save and go on").dblclick()

    expect(page.get_by_text("Part 3 of 3")).to_be_visible()
    assert ended.count("POST 2/") == 1
    assert "POST 2/save/" not in ended[ended.index("POST 2/") :]
    page.goto("/t/2/")
    assert answers_chosen(page) == ["9", "3", "3", "3"]


def test_a_page_left_while_a_save_is_on_its_way_is_saved_too(person: "Visitor") -> None:
    page = person.page
    page.route(SAVES, arrive_late)
    choose(page, 2, "1")
    choose(page, 2, "6")

    page.get_by_role("link", name="Go back one page").click()

    expect(page.get_by_text("Part 1 of 3")).to_be_visible()
    until = time.monotonic() + 30
    page.goto("/t/2/")
    while answers_kept(page) != [None, None, "6", None]:
        assert time.monotonic() < until


def test_a_visit_that_went_on_elsewhere_ends_here_with_a_word(
    person: "Visitor", visit: Visit, somebody_new: tuple[str, str]
) -> None:
    enter(visit(), somebody_new[0])
    page = person.page

    choose(page, 0, "5")

    expect(page.get_by_role("status")).to_contain_text("this page was closed, or opened again elsewhere")
    person.expect("403 /t/2/")
    page.get_by_role("button", name="Enter your code again").click()
    person.passes("Enter your code")
    expect(page.get_by_text("What you just sent is not lost.")).to_be_visible()
    page.get_by_label("Your code").fill(somebody_new[0])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Part ").first).to_be_visible()
    page.goto("/t/2/")
    expect(question(page, 0).get_by_text("Anything you said is saved")).to_be_visible()
    expect(question(page, 1).get_by_text("Anything you said is saved")).to_have_count(0)


def test_a_person_answers_by_keyboard_alone(visit: Visit, somebody_new: tuple[str, str]) -> None:
    person = visit()
    page = person.goto("/")
    tab_to(page, page.get_by_label("Your code"))
    page.keyboard.type(somebody_new[0])
    page.keyboard.press("Enter")

    expect(page.get_by_text("Part 1 of 3")).to_be_visible()
    tab_to(page, page.get_by_label("One I am in now"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Save and go on"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Part 2 of 3")).to_be_visible()
    for number in range(4):
        tab_to(page, question(page, number).get_by_role("radio").first)
        page.keyboard.press("Space")
        for _ in range(number):
            page.keyboard.press("ArrowRight")
        assert ring_of_the_focus(page) != "none"
    expect(page.get_by_role("status")).to_have_text("Saved")
    tab_to(page, page.get_by_role("button", name="Save and go on"))
    page.keyboard.press("Space")

    expect(page.get_by_text("Part 3 of 3")).to_be_visible()
    page.goto("/t/2/")
    assert answers_chosen(page) == ["0", "1", "2", "3"]


def enter(person: "Visitor", code: str) -> None:
    page = person.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Part ").first).to_be_visible()


def arrive_late(route: Route, _: Request) -> None:
    time.sleep(0.4)
    route.continue_()


def question(page: Page, number: int) -> Locator:
    return page.locator("fieldset").nth(number)


def choose(page: Page, number: int, value: str) -> None:
    question(page, number).get_by_role("radio", name=value, exact=True).check()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def answers_chosen(page: Page) -> list[str | None]:
    chosen = "all => all.map(each => each.querySelector('input:checked')?.value ?? null)"
    found: list[str | None] = page.eval_on_selector_all("fieldset", chosen)
    return found


def answers_kept(page: Page) -> list[str | None]:
    page.reload()
    return answers_chosen(page)


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached")


def ring_of_the_focus(page: Page) -> str:
    ring: str = page.evaluate("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
    return ring
