"""Pages of a person's own as a screen reader reads them: headings in order, names of buttons, a picture in words."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from own_pages import PHONE, enter, somebody
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
# Of what is read out: headings, what may be used, pictures, and where something is announced.
SAID = re.compile(
    r'^\s*- (heading|button|textbox|combobox|radio|checkbox|img|group|status)( "(?:[^"\\]|\\.)*")?( \[level=\d\])?'
)
HELP = 'heading "If you need somebody now" [level=2]'
HOME = [
    'heading "Your page" [level=1]',
    'heading "One small thing" [level=2]',
    'heading "Stepping stones" [level=3]',
    'heading "There are some questions for you" [level=2]',
    'heading "What you agreed with your team" [level=2]',
    'heading "Touch, in your own steps" [level=3]',
    'heading "Letting go and moving" [level=3]',
    'heading "My flare-up plan" [level=3]',
    'heading "Learn" [level=2]',
]
STONES = [
    'heading "Stepping stones" [level=1]',
    'heading "Touch in easy places" [level=2]',
    'button "Write a note after it"',
    'button "This is as far as I want to go"',
    'button "Not now"',
    'heading "The stones" [level=2]',
    'heading "My boundary" [level=2]',
    'button "Write my boundary"',
    'heading "What holds on every stone" [level=2]',
    HELP,
]
CARD = [
    'heading "You may make your card" [level=1]',
    'heading "Now" [level=2]',
    'heading "In the first hour" [level=2]',
    'heading "Tomorrow" [level=2]',
    'heading "Going back in steps" [level=2]',
    'heading "Get help" [level=2]',
    'button "Make your card"',
    'button "Print it on one page"',
]
TIMER = [
    'heading "Your breath" [level=1]',
    'heading "What you may do" [level=2]',
    'heading "A quiet timer" [level=2]',
    'combobox "How long?"',
    "status",
    'button "Start"',
    'heading "Afterwards" [level=2]',
    'button "Write a note"',
    HELP,
]
PLANNER = ['heading "Plan a talk" [level=1]', 'button "Plan a talk"', HELP]
SHEET = [
    'heading "Plan a talk" [level=1]',
    'textbox "When and where? A calm, private place is good."',
    'group "How long?"',
]
PICTURE = re.compile('img "Your own numbers, side by side .* The same numbers stand in words below."')


def test_pages_are_read_out_in_order_and_everything_has_a_name(visit: Visit, live_clinic: "LiveClinic") -> None:
    _, code = somebody(live_clinic, "Sable Sample", "", "", "sensate-focus", "desensitisation", "flare-up-plan")
    phone = visit(PHONE)
    page = enter(phone, code)
    home = read_out(page)
    assert home[: len(HOME)] == HOME
    assert [each for each in home if "level=2" in each][3:] == [
        f'heading "{corner}" [level=2]' for corner in ("Learn", "Try", "Talk", "Look back", "Your pages")
    ] + [HELP]
    page.goto("/h/b/s/")
    page.get_by_role("link", name="Touch in easy places").click()
    page.locator("[name=comfortable][value=yes]").check()
    page.locator("[name=relaxed][value=yes]").check()
    page.get_by_role("button", name="Open this stone").click()
    page.goto("/h/b/s/")
    assert read_out(page) == STONES
    page.goto("/h/d/")
    assert read_out(page) == CARD
    page.goto("/h/b/")
    page.get_by_role("link", name="Your breath").click()
    expect(page.get_by_role("combobox", name="How long?")).to_be_visible()
    assert read_out(page) == TIMER
    page.goto("/h/c/d/")
    assert read_out(page) == PLANNER
    page.get_by_role("button", name="Plan a talk").click()
    sheet = read_out(page)
    assert sheet[: len(SHEET)] == SHEET
    assert sheet[-3:] == ["status", 'button "Save and go on"', HELP]
    assert not [each for each in sheet if each in {"textbox", "radio", "button", "group"}]  # each has a name
    page.goto("/demo/home/")
    page.goto("/h/f/")
    change = read_out(page)
    assert change[0] == 'heading "How things have been" [level=1]'
    assert PICTURE.fullmatch(change[1])


def test_a_button_without_its_name_would_be_noticed(visit: Visit, live_clinic: "LiveClinic") -> None:
    _, code = somebody(live_clinic, "Sable Sample", "", "", "flare-up-plan")
    page = enter(visit(PHONE), code)
    page.goto("/h/d/")
    assert read_out(page) == CARD
    page.get_by_role("button", name="Make your card").evaluate("each => { each.textContent = '' }")
    assert read_out(page) == [each.removesuffix(' "Make your card"') for each in CARD]


def read_out(page: Page) -> list[str]:
    """What a screen reader finds in the page itself, in order."""
    lines = page.get_by_role("main").aria_snapshot().splitlines()
    found = (SAID.match(line.replace("- 'img", "- img")) for line in lines)
    return ["".join(filter(None, each.groups())) for each in found if each]
