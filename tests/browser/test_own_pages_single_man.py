"""A single man with prostatitis on his own pages: nobody beside him is spoken of, and he begins with no touch."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from own_pages import PHONE, enter, finish, look, somebody, walk
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PLAN = ("desensitisation", "attention-and-mindfulness", "naming-myths", "flare-up-plan", "avoidance-reduction")
KEEP = "Keep it here, and send it to nobody"
STEP = "Notice my genitals for a moment, without any touch"
# How pages speak: the word stands there for everybody.
NEUTRAL = {"/h/s/"}


def test_a_single_man_does_five_things_and_finds_no_partner_on_any_page(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    _, code = somebody(live_clinic, "Amber Sample", "man", "prostatitis", *PLAN)
    phone = visit(PHONE)
    enter(phone, code)
    look(phone, "Your page")
    when_he_makes_his_card(phone)
    then_it_is_one_tap_away(phone)
    when_he_practises_attention(phone)
    when_he_looks_at_a_belief_again(phone)

    plain = visit(PHONE, java_script_enabled=False)
    enter(plain, code)
    when_he_begins_with_no_touch(plain)
    when_he_plans_a_good_time(plain)
    then_it_is_one_tap_away(plain)

    enter(phone, code)
    speaking = {path for path, words in walk(phone) if "partner" in words.lower()}
    assert speaking == NEUTRAL


def when_he_makes_his_card(phone: "Visitor") -> None:
    page = phone.page
    page.get_by_role("link", name="Flare-up card").click()
    look(phone, "You may make your card")
    page.get_by_role("button", name="Make your card").click()
    look(phone, "My flare-up plan")
    page.get_by_label("What helps in the first hour?").fill("A warm pack low down")
    finish(page, KEEP)
    look(phone, "Thank you")


def then_it_is_one_tap_away(phone: "Visitor") -> None:
    for path in ("/h/", "/h/m/", "/h/c/b/"):
        page = phone.goto(path)
        page.get_by_role("link", name="Flare-up card").click()
        expect(page.get_by_text("A warm pack low down")).to_be_visible()
    look(phone, "Your card")


def when_he_practises_attention(phone: "Visitor") -> None:
    page = phone.goto("/h/")
    page.get_by_role("link", name="Where attention goes").click()
    look(phone, "Where attention goes")
    page.get_by_role("link", name="Your breath").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("status")).to_contain_text("You have begun.")
    page.get_by_role("button", name="Stop").click()
    look(phone, "Your breath")
    page.get_by_role("button", name="Write a note").click()
    page.get_by_label("To pain", exact=True).check()
    page.get_by_label("To something pleasant").check()
    look(phone, "A note about where attention went")
    finish(page, "Send it to my team, and leave nothing here")


def when_he_looks_at_a_belief_again(phone: "Visitor") -> None:
    page = phone.goto("/h/")
    page.get_by_role("link", name="Beliefs, looked at again").click()
    look(phone, "Beliefs, looked at again")
    page.locator(".rows a").first.click()
    belief = page.locator("h1").inner_text()
    look(phone, belief)
    for button, number in (("Write on this card", 8), ("How is it now?", 5)):
        page.get_by_role("button", name=button).click()
        look(phone)
        page.locator(f"input[type=radio][value='{number}']").check()
        finish(page, KEEP)
        page.goto("/h/m/")
        page.get_by_role("link", name=belief).click()
    expect(page.locator(".note.slim")).to_contain_text("you believed it 8 out of 10")
    expect(page.locator(".note.slim")).to_contain_text("it was 5 out of 10")
    look(phone, belief)


def when_he_begins_with_no_touch(phone: "Visitor") -> None:
    page = phone.goto("/h/c/b/")
    look(phone, "Touch, in your own steps")
    page.get_by_role("button", name="No touch for now").click()
    look(phone, "Ideas for a step")
    assert page.get_by_role("alert").count() == 0
    page.get_by_label("No, only I see them").check()
    page.locator("li", has_text=STEP).get_by_role("button").click()
    expect(page.get_by_role("heading", name=STEP)).to_be_visible()
    look(phone, "Touch, in your own steps")


def when_he_plans_a_good_time(phone: "Visitor") -> None:
    page = phone.goto("/h/c/c/")
    look(phone, "Plan a good time")
    page.get_by_role("button", name="Make a plan").click()
    page.get_by_label("What would you like time for?").fill("A long bath, with music")
    finish(page, KEEP)
    phone.goto("/h/c/c/")
    expect(page.get_by_text("A long bath, with music")).to_be_visible()
    look(phone, "Plan a good time")
