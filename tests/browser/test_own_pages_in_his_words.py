"""A trans man who wants nothing inside his body: every page he can open speaks in his words, and of nothing else."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from own_pages import PHONE, enter, look, somebody, walk
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PLAN = ("sensate-focus", "attention-and-mindfulness", "desensitisation", "avoidance-reduction", "naming-myths")
EASY, STILL = "Touch in easy places", "Still contact"
WORDS = {"the parts between your legs": "frontage", "your chest": "torso", "your bottom": "backside", "sex": "fooling"}
# What is left out, and the words in whose place his stand.
LEFT_OUT = re.compile(
    r"penetrat|vagin|intercourse|dilator|trainers?\b|\b(go|going|goes|put|slip)\w* inside", re.IGNORECASE
)
NOT_HIS = re.compile(r"\b(genitals|chest|bottom)\b", re.IGNORECASE)
ASKS = {"/h/s/"}  # the page that asks him how pages may speak
FOR_ANYBODY = re.compile(r"^/(l|help)/")  # the same for everybody, so that nothing there tells of him


def test_every_page_speaks_in_his_words_and_leaves_out_what_he_left_out(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    _, code = somebody(live_clinic, "Slate Sample", "trans man", "pelvic pain", *PLAN)
    phone = visit(PHONE)
    enter(phone, code)
    when_he_says_how_pages_may_speak(phone)
    when_he_opens_a_stone(phone, EASY)
    when_he_opens_a_stone(phone, STILL)
    expect(phone.page.get_by_text("a hand laid on your frontage")).to_be_visible()
    look(phone, STILL)
    when_he_says_this_is_far_enough(phone)

    shown = dict(walk(phone))
    assert len(shown) > 80
    assert set(saying(LEFT_OUT, shown)) == ASKS, saying(LEFT_OUT, shown)
    own = {path: words for path, words in shown.items() if not FOR_ANYBODY.match(path)}
    assert set(saying(NOT_HIS, own)) == ASKS, saying(NOT_HIS, own)
    for word in WORDS.values():
        assert len([path for path, words in shown.items() if word in words and path not in ASKS]) > 1, word


def saying(pattern: re.Pattern[str], shown: dict[str, str]) -> dict[str, str]:
    """The pages on which it is said, each with the words."""
    return {path: found[0] for path, words in shown.items() if (found := pattern.search(words))}


def when_he_says_how_pages_may_speak(phone: "Visitor") -> None:
    page = phone.page
    page.get_by_role("link", name="How these pages speak to you").click()
    look(phone, "How these pages speak to you")
    page.get_by_label("No, leave that out").check()
    for part, word in WORDS.items():
        page.get_by_label(f"Your word for {part}, if you have one").fill(word)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The pages speak like this from now on.")).to_be_visible()


def when_he_opens_a_stone(phone: "Visitor", stone: str) -> None:
    page = phone.goto("/h/b/s/")
    look(phone, "Stepping stones")
    page.get_by_role("list").get_by_role("link", name=stone, exact=True).click()
    look(phone, stone)
    for question in ("Are you comfortable where you are now?", "Are you relaxed there?"):
        page.get_by_role("group", name=question).get_by_label("Yes").check()
    page.get_by_role("button", name="Open this stone").click()
    expect(page.get_by_text("You are here, for as long as you like.")).to_be_visible()


def when_he_says_this_is_far_enough(phone: "Visitor") -> None:
    page = phone.page
    page.get_by_role("button", name="This is as far as I want to go").click()
    expect(page.get_by_text("It is a good place to be.")).to_be_visible()
    assert page.locator(".stone.closed").count() == 0
    look(phone, "Stepping stones")
