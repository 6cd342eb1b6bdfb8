"""Exit this page: out of sight at once, and nothing of it comes back."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, Route, expect

if TYPE_CHECKING:
    from live_clinic import Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
QUESTION = "how much does feeling embarrassed or uneasy"


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_leaving_ends_the_visit_and_going_back_shows_nothing_of_it(
    visit: Visit, somebody_new: tuple[str, str], *, script: bool
) -> None:
    person = visit(375, java_script_enabled=script)
    page = given_questions_on_the_screen(person, somebody_new[0])
    led_to: list[str] = []
    page.route("**/leave/", lambda route: another_site(route, led_to))

    page.get_by_role("link", name="Exit this page").click()

    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    assert led_to == ["https://www.bbc.co.uk/weather"]
    for _ in range(4):
        page.go_back()
        assert QUESTION not in page.content()
        assert page.locator("fieldset").count() == 0
    for path in ("/t/", "/t/1/", "/t/2/", "/t/check/"):
        page.goto(path)
        expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()


def test_the_page_is_out_of_sight_before_the_other_site_answers(visit: Visit, somebody_new: tuple[str, str]) -> None:
    person = visit(375)
    page = given_questions_on_the_screen(person, somebody_new[0])
    page.route("**/leave/", lambda route: (time.sleep(1), another_site(route, [])))
    page.evaluate(
        """() => {
            const exit = document.querySelector("a.exit");
            exit.addEventListener("click", () => setTimeout(() => {
                sessionStorage.hidden = getComputedStyle(document.documentElement).display;
            }, 100));
        }"""
    )

    page.get_by_role("link", name="Exit this page").click()

    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    assert page.evaluate("sessionStorage.hidden") == "none"


def test_the_way_out_stays_in_reach_while_a_person_reads_on(visit: Visit, somebody_new: tuple[str, str]) -> None:
    for width in (375, 1280):
        page = given_questions_on_the_screen(visit(width), somebody_new[0])
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert page.evaluate("scrollY") > 200

        box = page.get_by_role("link", name="Exit this page").bounding_box()
        assert box
        assert 0 <= box["y"] < 80


def given_questions_on_the_screen(person: "Visitor", code: str) -> Page:
    page = person.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Part ").first).to_be_visible()
    page.goto("/t/2/")
    assert QUESTION in page.content()
    return page


def another_site(route: Route, led_to: list[str]) -> None:
    """Let our server end the visit, and stand in for the site that it leads to."""
    answer = route.fetch(max_redirects=0)
    led_to.append(answer.headers["location"])
    cookies = {"set-cookie": answer.headers["set-cookie"]} if "set-cookie" in answer.headers else {}
    route.fulfill(status=200, headers={"content-type": "text/html"} | cookies, body="<h1>Weather</h1>")
