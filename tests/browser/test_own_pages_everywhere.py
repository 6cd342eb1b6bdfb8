"""Pages of people's own at large: each pleases axe and fits, and one of each kind works by keys and reads out well."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from own_pages import LIKE_OTHERS, PHONE, by_keys, enter, somebody, walk
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PLAN = ("sensate-focus", "desensitisation", "flare-up-plan", "naming-myths")
# What Tab has reached, and whether it shows there and is not under the bar that stays in sight.
REACHED = """() => {
  const at = document.activeElement, reached = (window.reached ??= new Set());
  if (at === document.body || reached.has(at)) return null;
  reached.add(at);
  const bar = document.querySelector("header.bar"), box = at.getBoundingClientRect();
  const seen = bar.contains(at) || at.matches(".skip") || box.bottom > bar.getBoundingClientRect().bottom;
  const marked = getComputedStyle(at).outlineStyle !== "none" && parseFloat(getComputedStyle(at).outlineWidth) > 0;
  return { html: at.outerHTML.slice(0, 90), good: seen && marked };
}"""
LEFT = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((each) => {
  const group = each.type === "radio" && [...window.reached].some((other) => other.name === each.name);
  return each.type !== "hidden" && each.checkVisibility() && !window.reached.has(each) && !group;
}).map((each) => each.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize(("who", "kinds"), [("home", 25), ("partner", 10)])
def test_a_page_of_each_kind_pleases_axe_at_the_narrowest(visit: Visit, who: str, kinds: int) -> None:
    phone = visit(PHONE)
    phone.goto(f"/demo/{who}/")
    found = 0
    for path, _ in walk(phone, leave=LIKE_OTHERS):
        assert phone.axe(phone.page) == [], path
        found += 1
    assert found >= kinds


def test_by_keys_alone_everything_is_reached_and_a_belief_a_stone_a_step_and_a_card_are_used(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    _, code = somebody(live_clinic, "Umber Sample", "woman", "pelvic pain", *PLAN)
    phone = visit(PHONE)
    page = enter(phone, code)
    all_is_reached(page)
    by_keys(page, page.get_by_role("link", name="Beliefs, looked at again"), "Enter")
    by_keys(page, page.locator(".rows a").first, "Enter")
    all_is_reached(page)
    by_keys(page, page.get_by_role("button", name="Write on this card"), "Enter")
    by_keys(page, page.get_by_role("radio", name="0", exact=False).first, "Space", "ArrowRight")
    expect(page.get_by_role("status")).to_have_text("Saved")
    assert page.locator("input:checked").get_attribute("value") == "1"

    page.goto("/h/b/s/")
    all_is_reached(page)
    by_keys(page, page.get_by_role("link", name="Touch in easy places"), "Enter")
    by_keys(page, page.locator("[name=comfortable][value=yes]"), "Space")
    by_keys(page, page.locator("[name=relaxed][value=yes]"), "Space")
    by_keys(page, page.get_by_role("button", name="Open this stone"), "Enter")
    expect(page.get_by_text("You are here, for as long as you like.")).to_be_visible()

    page.goto("/h/c/b/")
    all_is_reached(page)
    by_keys(page, page.get_by_label("What am I prepared to try as step one?"))
    page.keyboard.type("A hand on my knee")
    by_keys(page, page.locator("[name=shown][value=yes]"), "Space")
    by_keys(page, page.get_by_role("button", name="Keep this step"), "Enter")
    expect(page.get_by_role("heading", name="A hand on my knee")).to_be_visible()

    page.goto("/h/d/")
    all_is_reached(page)
    by_keys(page, page.get_by_role("button", name="Make your card"), "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My flare-up plan")


def test_a_key_that_leads_past_something_would_be_noticed(visit: Visit, live_clinic: "LiveClinic") -> None:
    _, code = somebody(live_clinic, "Umber Sample", "woman", "pelvic pain", *PLAN)
    page = enter(visit(PHONE), code)
    page.locator("main a").nth(1).evaluate("each => { each.tabIndex = -1 }")
    page.locator("main a").nth(2).evaluate("each => { each.style.outline = 'none' }")
    stops, left = walked_by_tab(page)
    assert [each["good"] for each in stops].count(False) == 1
    assert len(left) == 1


def walked_by_tab(page: Page) -> tuple[list[dict[str, object]], list[str]]:
    """Each stop, and whether it shows; and what Tab does not lead to."""
    page.evaluate("window.reached = new Set()")
    stops = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(REACHED)
        if stop is None:
            return stops, page.evaluate(LEFT)
        stops.append(stop)


def all_is_reached(page: Page) -> None:
    """Tab leads to everything that may be used, and shows where it is."""
    stops, left = walked_by_tab(page)
    assert len(stops) > 5
    assert [each["html"] for each in stops if not each["good"]] == []
    assert left == []
