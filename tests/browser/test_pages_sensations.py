"""Practices and stepping stones on a phone, on a real server: with script and keyboard, and without any script."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE = 390
EASY, WIDER, STILL = "Touch in easy places", "Wider touch", "Still contact"
SOMEBODY_WITH_STONES = """
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
person = add_person(by=by, name="Ochre Sample")
episode = open_episode(person=person, by=by, referred_on=day)
for technique in ("sensate-focus", "attention-and-mindfulness"):
    add_technique(episode=episode, technique_id=technique, added_on=day, by=by)
open_pages(episode=episode, seen_alone_on=day, by=by)
text = issue_home_code(episode=episode, by=by).text
code = enter_code(typed=text, network="192.0.2.5")
draft = open_tool(code=code, questionnaire=shipped_library().questionnaires.newest["how-pages-speak"])
given = {
    "partner": Given(AnswerState.VALUE, 0),
    "penetration": Given(AnswerState.VALUE, 0),
    "word-genitals": Given(AnswerState.VALUE, text="front"),
}
save_answers(response=draft, given=given, code=code)
keep_tool(code=code, response=draft)
print(text, person.id)
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_trans_man_walks_the_stones_as_far_as_he_wants(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    code, person_id = live_clinic.run(SOMEBODY_WITH_STONES).split()
    phone = visit(PHONE, java_script_enabled=script)
    when_he_enters(phone, code)
    page = phone.goto("/h/b/s/")
    phone.passes("Stepping stones")
    then_nothing_is_counted(page)
    when_he_opens(phone, EASY, relaxed="Yes")
    phone.passes(EASY)
    when_he_opens(phone, STILL, relaxed="Not sure")
    phone.passes("Staying is good")
    page.get_by_role("link", name="Stay where I am").click()
    then_he_is_on(page, EASY)
    when_he_opens(phone, STILL, relaxed="Yes")
    expect(page.get_by_text("a hand laid on your front")).to_be_visible()
    assert not any(word in page.content() for word in ("inside", "trainer", "partner"))
    phone.passes(STILL)
    page.get_by_role("link", name="All stones").click()
    page.get_by_role("button", name=f"Step back ({WIDER})").click()
    then_he_is_on(page, WIDER)
    page.get_by_role("button", name="This is as far as I want to go").click()
    expect(page.get_by_text("It is a good place to be.")).to_be_visible()
    assert page.locator(".stone.closed").count() == 0
    phone.passes("Stepping stones")
    page.get_by_role("button", name="Not now").click()
    phone.passes("Not now")
    page.get_by_role("button", name="Show me the stones again").click()
    then_he_is_on(page, WIDER)
    if script:
        then_staff_see_where_he_is(visit(), person_id)


def test_a_quiet_practice_with_the_keyboard_and_a_still_shape(visit: Visit, live_clinic: "LiveClinic") -> None:
    code, _ = live_clinic.run(SOMEBODY_WITH_STONES).split()
    phone = visit(PHONE)
    when_he_enters(phone, code)
    page = phone.goto("/h/b/")
    phone.passes("Where attention goes")
    page.get_by_role("link", name="Your breath").press("Enter")
    phone.passes("Your breath")
    assert animation(page) == "none"
    page.get_by_role("button", name="Start").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You have begun.")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    assert animation(page) == "none"  # this browser asked for less motion
    page.emulate_media(reduced_motion="no-preference")
    assert animation(page) == "slow-shape"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Paused.")
    page.keyboard.press("Enter")  # goes on
    page.get_by_role("button", name="Stop").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You have stopped.")
    assert animation(page) == "none"
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('.shape'), '::after').borderTopWidth") == "4px"
    page.emulate_media(forced_colors="none")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    tree = page.locator(".timer").aria_snapshot()
    assert '- heading "A quiet timer" [level=2]' in tree
    assert '- combobox "How long?"' in tree
    assert not [
        line for line in tree.splitlines() if "status" in line and any(figure in line for figure in "0123456789")
    ]


def test_the_time_that_was_chosen_ends_softly_and_a_pause_does_not_use_it_up(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    code, _ = live_clinic.run(SOMEBODY_WITH_STONES).split()
    phone = visit(PHONE)
    when_he_enters(phone, code)
    phone.page.clock.install()
    page = phone.goto("/h/b/")
    page.get_by_role("link", name="A sound").click()
    status = page.get_by_role("status")
    page.get_by_label("How long?").select_option("2")
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(90_000)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(600_000)
    expect(status).to_contain_text("Paused.")
    page.get_by_role("button", name="Go on").click()
    page.clock.run_for(25_000)
    expect(status).to_contain_text("You have begun.")
    page.clock.run_for(10_000)
    expect(status).to_contain_text("The time you chose is over.")
    page.get_by_label("How long?").select_option("0")
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(3_600_000)
    expect(status).to_contain_text("You have begun.")


def test_without_script_a_practice_reads_well_and_says_to_use_any_clock(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    code, _ = live_clinic.run(SOMEBODY_WITH_STONES).split()
    phone = visit(PHONE, java_script_enabled=False)
    when_he_enters(phone, code)
    page = phone.goto("/h/b/")
    page.get_by_role("link", name="When you think: it will get worse").click()
    expect(page.get_by_text("You may use any clock, or none at all.")).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_have_count(0)
    phone.passes("When you think: it will get worse")


def when_he_enters(person: "Visitor", code: str) -> None:
    page = person.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{person.clinic.address}/h/")


def when_he_opens(person: "Visitor", stone: str, *, relaxed: str) -> None:
    page = person.goto("/h/b/s/")
    page.get_by_role("list").get_by_role("link", name=stone, exact=True).click()
    person.passes(stone)
    page.get_by_role("group", name="Are you comfortable where you are now?").get_by_label("Yes").check()
    page.get_by_role("group", name="Are you relaxed there?").get_by_label(relaxed, exact=True).check()
    page.get_by_role("button", name="Open this stone").click()


def then_he_is_on(page: Page, stone: str) -> None:
    expect(page.locator("#here")).to_have_text(stone)
    expect(page.get_by_text("You are here, for as long as you like.")).to_be_visible()


def then_nothing_is_counted(page: Page) -> None:
    shown = page.locator("main > .stones").inner_text()
    assert not any(figure in shown for figure in "0123456789%")
    assert page.locator("progress, meter, [role=progressbar], main ol").count() == 0


def then_staff_see_where_he_is(clinician: "Visitor", person_id: str) -> None:
    clinician.goto("/demo/clinician/")
    page = clinician.goto(f"/staff/sensations/p/{person_id}/")
    expect(page.get_by_text(f"They are on “{WIDER}”, and this is as far as they want to go.")).to_be_visible()
    clinician.passes("Ochre Sample")


def animation(page: Page) -> str:
    """The name of what the shape does now."""
    return str(page.evaluate("getComputedStyle(document.querySelector('.shape'), '::after').animationName"))
