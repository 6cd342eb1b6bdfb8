"""One page before a contact: on one screen, on one sheet, and every word of it leads somewhere."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
NAME = "Coral Pretend"  # of the invented people one with something under every heading but medicines
SCREEN = 900


def test_a_clinician_reads_one_page_and_follows_it_to_where_it_came_from(visit: Visit) -> None:
    visitor = given_a_clinician_at_the_persons_page(visit)

    visitor.page.get_by_role("navigation", name="About this person").get_by_role("link", name="Before").click()
    visitor.passes(NAME)

    then_it_fits_one_screen(visitor)
    then_it_fits_a_tablet_and_a_phone(visitor)
    then_it_prints_on_one_sheet(visitor)
    then_the_suggestion_says_why_and_where(visitor)


def given_a_clinician_at_the_persons_page(visit: Visit) -> "Visitor":
    visitor = visit(1280)
    visitor.goto("/demo/clinician/")
    visitor.page.get_by_label("Name or number").fill(NAME)
    visitor.page.get_by_role("button", name="Find").click()
    visitor.page.get_by_role("link", name=NAME).click()
    return visitor


def then_it_fits_one_screen(visitor: "Visitor") -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": SCREEN})
    box = visitor.page.locator(".one-page").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SCREEN


def then_it_fits_a_tablet_and_a_phone(visitor: "Visitor") -> None:
    for width in (820, 320):
        visitor.page.set_viewport_size({"width": width, "height": 1180})
        assert visitor.axe(visitor.page) == []
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.page.set_viewport_size({"width": 1280, "height": SCREEN})


def then_it_prints_on_one_sheet(visitor: "Visitor") -> None:
    sheets = visitor.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1


def then_the_suggestion_says_why_and_where(visitor: "Visitor") -> None:
    card = visitor.page.get_by_role("region", name="One question you may ask")
    assert card.locator(".question-offered").inner_text().endswith(("?", "."))
    card.get_by_role("link").first.click()
    expect(visitor.page.get_by_role("heading", name=NAME)).to_be_visible()
    assert visitor.axe(visitor.page) == []
