"""Somebody said "not now" to a colleague who has left; months later another asks, and takes the blocks at leisure."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
TABLET = 820

SAID_NOT_NOW = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from reconnect.clinic.accounts.actions import add_member, end_membership
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.asking.actions import record_permission
from reconnect.clinic.asking.models import Said
from reconnect.clinic.people.actions import add_person, open_episode, start_episode
service = Member.objects.get(email="clinician@example.invalid").service
gone = add_member(service=service, name="Former Sample", email=f"{uuid4()}@example.invalid", role=Role.CLINICIAN)
today = timezone.now().date()
person = add_person(by=gone, name=sys.argv[1])
episode = open_episode(person=person, by=gone, referred_on=today - timedelta(days=200))
start_episode(episode=episode, by=gone, on=today - timedelta(days=180))
record_permission(
    episode=episode,
    answer=Said.NOT_NOW,
    said_on=today - timedelta(days=180),
    ask_again_on=today - timedelta(days=5),
    at_first_visit=True,
    note="Prefers the word closeness.",
    by=gone,
)
end_membership(member=gone)
print(person.id)
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_not_now_is_asked_again_by_somebody_else_and_a_skipped_block_is_come_back_to(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    name = "Tawny Example" if script else "Tawny Sample"
    person_id = given_somebody_who_said_not_now_to_a_member_who_left(live_clinic, name)
    lead = visit(java_script_enabled=script)
    lead.goto("/demo/lead/")

    when_the_lead_sees_who_may_be_asked_again(lead, name)
    when_the_lead_reads_the_words(lead, name)
    when_the_lead_notes_yes(lead, name)
    then_nobody_else_is_told_to_ask(lead, name)

    when_a_block_is_told(lead, person_id, 1, name)
    when_a_block_is_told(lead, person_id, 2, name)
    when_a_block_is_left_for_later(lead, person_id, 3, name)
    when_a_block_is_told(lead, person_id, 3, name)
    then_all_three_are_told_and_the_others_are_not(lead, person_id, name)


def test_what_is_locked_is_opened_for_a_reason_and_its_answers_for_a_purpose(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    name = "Russet Example"
    person_id = given_somebody_who_said_not_now_to_a_member_who_left(live_clinic, name)
    clinician = visit()
    clinician.goto("/demo/clinician/")
    page = clinician.goto(f"/staff/asking/p/{person_id}/")
    question = "Is it all right to go on?"
    expect(page.get_by_text(question)).to_have_count(0)

    page.get_by_role("link", name="Open it for this person").click()
    expect(page.get_by_text(question)).to_have_count(0)
    passes(clinician, name)
    by_keyboard(page, page.get_by_label("They brought it up"), "Space")
    by_keyboard(page, page.get_by_role("button", name="Open it"), "Enter")
    passes(clinician, name)
    page.get_by_role("group", name=question).get_by_label("Yes").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("closed", exact=True).first).to_be_visible()
    passes(clinician, name)
    page.get_by_label("To plan their care").check()
    page.get_by_role("button", name="Show them once").click()
    expect(page.locator(".answers div", has_text=question).locator("dd")).to_have_text("Yes")
    passes(clinician, name)

    page.get_by_role("link", name="All blocks").click()
    page.get_by_role("button", name="Lock this again").click()
    expect(page.get_by_role("link", name="Open it for this person")).to_be_visible()


def given_somebody_who_said_not_now_to_a_member_who_left(clinic: "LiveClinic", name: str) -> str:
    return clinic.run(SAID_NOT_NOW, name)


def when_the_lead_sees_who_may_be_asked_again(lead: "Visitor", name: str) -> None:
    page = lead.goto("/staff/")
    page.get_by_role("link", name="May be asked").click()
    passes(lead, "May be asked again")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("Not now", exact=True).first).to_be_visible()
    page.get_by_text("Everything they said to being asked: 1").click()
    expect(page.get_by_text("Noted by Former Sample.")).to_be_visible()
    expect(page.get_by_text("Prefers the word closeness.")).to_be_visible()
    passes(lead, name)


def when_the_lead_reads_the_words(lead: "Visitor", name: str) -> None:
    page = lead.page
    by_keyboard(page, page.get_by_role("link", name="Note what they say"), "Enter")
    expect(page.get_by_role("heading", name="Note what they said to being asked")).to_be_visible()
    words = page.get_by_role("region", name="Words that may help")
    piece = words.locator("details.card").first
    by_keyboard(page, piece.locator("summary").first, "Enter")
    expect(piece.get_by_text("To ask for leave")).to_be_visible()
    expect(piece.get_by_text("Better left unsaid")).to_be_visible()
    passes(lead, name)


def when_the_lead_notes_yes(lead: "Visitor", name: str) -> None:
    page = lead.page
    lead.expect(f"422 {page.url.removeprefix(lead.clinic.address)}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    passes(lead, name)
    by_keyboard(page, page.get_by_role("radio", name="Yes"), "Space")
    page.get_by_label("Said on").fill(date.today().isoformat())  # noqa: DTZ011 as a date control gives it
    page.get_by_role("radio", name="Later").check()
    page.get_by_label("How far would they like to go for now?").select_option("Some information")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("How far for now: some information").first).to_be_visible()


def then_nobody_else_is_told_to_ask(lead: "Visitor", name: str) -> None:
    page = lead.goto("/staff/asking/")
    expect(page.get_by_role("link", name=name)).to_have_count(0)


def when_a_block_is_told(lead: "Visitor", person_id: str, number: int, name: str) -> None:
    page = open_block(lead, person_id, number)
    expect(page.get_by_role("button", name="Leave for later")).to_be_visible()
    passes(lead, name)
    question = page.locator("fieldset.question").first
    question.locator("input:not([value=''])").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("noted by Lead Sample")).to_be_visible()
    expect(page.get_by_text("not asked").first).to_be_visible()
    passes(lead, name)


def when_a_block_is_left_for_later(lead: "Visitor", person_id: str, number: int, name: str) -> None:
    page = open_block(lead, person_id, number)
    by_keyboard(page, page.get_by_role("button", name="Leave for later"), "Enter")
    expect(page.locator(f"#block-{number}").get_by_text("Left for later", exact=True)).to_be_visible()


def then_all_three_are_told_and_the_others_are_not(lead: "Visitor", person_id: str, name: str) -> None:
    page = lead.goto(f"/staff/asking/p/{person_id}/")
    for number in (1, 2, 3):
        card = page.locator(f"#block-{number}")
        expect(card.get_by_text("Told ", exact=False).first).to_be_visible()
        expect(card.get_by_text("questions answered.")).to_contain_text("1 of ")
    expect(page.locator("#block-4").get_by_text("Not asked", exact=True)).to_be_visible()
    passes(lead, name)


def open_block(lead: "Visitor", person_id: str, number: int) -> Page:
    page = lead.goto(f"/staff/asking/p/{person_id}/")
    page.locator(f"#block-{number}").get_by_role("heading").get_by_role("link").click()
    return page


def by_keyboard(page: Page, target: Locator, key: str) -> None:
    """Reach it with Tab alone, and press."""
    page.locator("#main").focus()
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            page.keyboard.press(key)
            return
    raise AssertionError("Tab does not lead there")


def passes(visitor: "Visitor", heading: str) -> None:
    """At every look of the house, and on a tablet."""
    visitor.passes(heading)
    if visitor.script:
        visitor.page.set_viewport_size({"width": TABLET, "height": 1180})
        assert visitor.axe(visitor.page) == []
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= TABLET
        visitor.page.set_viewport_size({"width": visitor.width, "height": 800})
