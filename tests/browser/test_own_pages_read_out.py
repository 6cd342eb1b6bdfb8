"""Pages of a person's own as a screen reader reads them: headings in order, names of buttons, a picture in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from own_pages import PHONE, enter, somebody
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
HOME = """
- heading "Your page" [level=1]
- region "One small thing":
  - heading "One small thing" [level=2]
  - heading "Stepping stones" [level=3]:
    - link "Stepping stones"
- region "What you agreed with your team":
  - heading "What you agreed with your team" [level=2]
  - heading "My flare-up plan" [level=3]
- region "Learn":
  - heading "Learn" [level=2]
- region "Try":
  - heading "Try" [level=2]
- region "Talk":
  - heading "Talk" [level=2]
- region "Look back":
  - heading "Look back" [level=2]
- region "Your pages":
  - heading "Your pages" [level=2]
- region "If you need somebody now":
  - link "Changes in your body that need help soon"
"""
STONES = """
- heading "Stepping stones" [level=1]
- region "Touch in easy places":
  - heading "Touch in easy places" [level=2]
  - link "Read about this stone"
  - button "Write a note after it"
  - button "This is as far as I want to go"
  - button "Not now"
- heading "The stones" [level=2]
- list:
  - listitem:
    - link "Touch in easy places"
    - paragraph: You are here
  - listitem:
    - link "Touch, and saying what feels good"
  - listitem:
    - link "Wider touch"
  - listitem:
    - link "Freer touch"
  - listitem:
    - link "Still contact"
  - listitem:
    - link "Contact with small movements"
- region "My boundary":
  - heading "My boundary" [level=2]
  - button "Write my boundary"
- region "What holds on every stone":
  - heading "What holds on every stone" [level=2]
"""
CARD = """
- heading "You may make your card" [level=1]
- region "Now":
  - heading "Now" [level=2]
- region "In the first hour":
  - heading "In the first hour" [level=2]
- region "Tomorrow":
  - heading "Tomorrow" [level=2]
- region "Going back in steps":
  - heading "Going back in steps" [level=2]
- region "Get help":
  - heading "Get help" [level=2]
- link "Changes in your body that need help soon"
- button "Make your card"
- button "Print it on one page"
"""
TIMER = """
- heading "Your breath" [level=1]
- region "What you may do":
  - heading "What you may do" [level=2]
- region "A quiet timer":
  - heading "A quiet timer" [level=2]
  - combobox "How long?"
  - status
  - button "Start"
- form "Afterwards":
  - heading "Afterwards" [level=2]
  - button "Write a note"
"""
PLANNER = """
- heading "Plan a talk" [level=1]
- button "Plan a talk"
- link "Words you may borrow"
- link "Go to your page"
- region "If you need somebody now":
  - heading "If you need somebody now" [level=2]
"""
SHEET = """
- paragraph: Page 1 of 3
- heading "Plan a talk" [level=1]
- textbox "When and where? A calm, private place is good."
- group "How long?":
  - radio "Five minutes"
- textbox "What is the one thing you want to talk about?"
- textbox "What happens? Say only what somebody could see or hear."
- button "Save and go on"
- link "Not now"
"""
PICTURE = """
- heading "How things have been" [level=1]
- figure:
  - img /Your own numbers, side by side .* The same numbers stand in words below./
- region:
  - heading [level=2]
  - term: Before
  - definition
"""


def test_pages_are_read_out_in_order_and_everything_has_a_name(visit: Visit, live_clinic: "LiveClinic") -> None:
    _, code = somebody(live_clinic, "Sable Sample", "", "", "sensate-focus", "desensitisation", "flare-up-plan")
    phone = visit(PHONE)
    page = enter(phone, code)
    main = page.get_by_role("main")
    expect(main).to_match_aria_snapshot(HOME)
    page.goto("/h/b/s/")
    page.get_by_role("link", name="Touch in easy places").click()
    page.locator("[name=comfortable][value=yes]").check()
    page.locator("[name=relaxed][value=yes]").check()
    page.get_by_role("button", name="Open this stone").click()
    page.goto("/h/b/s/")
    expect(main).to_match_aria_snapshot(STONES)
    page.goto("/h/d/")
    expect(main).to_match_aria_snapshot(CARD)
    page.goto("/h/b/")
    page.get_by_role("link", name="Your breath").click()
    expect(main).to_match_aria_snapshot(TIMER)
    page.goto("/h/c/d/")
    expect(main).to_match_aria_snapshot(PLANNER)
    page.get_by_role("button", name="Plan a talk").click()
    expect(main).to_match_aria_snapshot(SHEET)
    page.goto("/demo/home/")
    page.goto("/h/f/")
    expect(main).to_match_aria_snapshot(PICTURE)


def test_a_heading_out_of_order_and_a_button_without_its_name_would_be_noticed(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    _, code = somebody(live_clinic, "Sable Sample", "", "", "flare-up-plan")
    page = enter(visit(PHONE), code)
    page.goto("/h/d/")
    main = page.get_by_role("main")
    expect(main).to_match_aria_snapshot(CARD)
    page.get_by_role("button", name="Make your card").evaluate("each => { each.textContent = '' }")
    with pytest.raises(AssertionError):
        expect(main).to_match_aria_snapshot(CARD, timeout=500)
