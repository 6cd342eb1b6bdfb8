"""A service makes a session its own, a group is planned from it, and somebody in it finds the sheet on a phone."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from own_pages import PHONE, enter, look
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
SESSION = "Thoughts, mood, shame, and where attention goes"
SHEET = "A sheet of our own"
# A group that began a week ago, so that its third day is the next but one; and somebody in it who was at no session.
IN_A_GROUP = """
from datetime import timedelta
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.groups.actions.groups import found_group
from reconnect.clinic.groups.actions.roster import add_to_group
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import issue_home_code, open_pages
by = Member.objects.get(email="clinician@example.invalid")
first = today_of(by.service) - timedelta(days=14)
link = next(each for each in newest(by.service, "programmes").values() if not each.block)
group = found_group(programme=link, name=sys.argv[1], starts_on=first, leads=[by], distress_lead=by, by=by)
person = add_person(by=by, name=f"{sys.argv[1]} Sample")
episode = open_episode(person=person, by=by, referred_on=first)
open_pages(episode=episode, seen_alone_on=first, by=by)
add_to_group(group=group, episode=episode, on=first, by=by)
print(sum(each.minutes for each in group.sessions.get(number=3).parts.all()))
print(issue_home_code(episode=episode, by=by).text.replace(" ", ""))
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_session_is_made_the_services_own_and_read_by_somebody_who_was_not_there(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    lead = visit(1280 if script else 820, java_script_enabled=script)
    when_the_lead_finds_the_session(lead)
    minutes = when_the_minutes_do_not_add_up(lead)
    then_the_page_says_by_how_much_and_keeps_what_was_typed(lead, minutes)
    when_the_lead_mends_it(lead, minutes)
    when_the_lead_words_the_handout(lead)

    planned, code = live_clinic.run(IN_A_GROUP, "Cerise" if script else "Ochre").split()
    assert planned == str(minutes)
    phone = visit(PHONE, java_script_enabled=script)
    then_somebody_in_the_group_finds_its_sheet(phone, code)


def test_every_handout_prints_on_one_sheet_and_every_run_sheet_on_two(visit: Visit) -> None:
    reader = visit()
    reader.goto("/demo/clinician/")
    page = reader.goto("/staff/programmes/")
    plans = page.locator(".plans a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert len(plans) == 8
    for plan in plans:
        reader.goto(plan)
        run_sheet, handout = (
            str(page.get_by_role("link", name=name).get_attribute("href"))
            for name in ("Print the run-sheet", "Print the handout")
        )
        reader.goto(run_sheet)
        assert sheets(page) <= 2, run_sheet
        for speaks_to in ("", "1", "2", "3", "4"):
            reader.goto(f"{handout}?for={speaks_to}")
            assert sheets(page) == 1, (handout, speaks_to)
    reader.passes("Handout")
    expect(page).to_have_title("Sample portal")
    reader.goto(run_sheet)
    reader.passes("Run-sheet")


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


def when_the_lead_finds_the_session(lead: "Visitor") -> None:
    page = lead.goto("/demo/lead/")
    page.get_by_role("link", name="Groups").click()
    page.get_by_role("link", name="Programmes").click()
    lead.passes("Programmes")
    page.get_by_role("link", name=SESSION).click()
    lead.passes(SESSION)
    page.get_by_role("link", name="Change the run-sheet").click()
    lead.passes("Change the run-sheet")


def when_the_minutes_do_not_add_up(lead: "Visitor") -> int:
    page = lead.page
    minutes = int(page.get_by_label("Minutes altogether").input_value())
    part = page.get_by_role("group").nth(1)
    part.get_by_label("Minutes", exact=True).fill(str(int(part.get_by_label("Minutes", exact=True).input_value()) + 5))
    page.get_by_label("What it is about").fill("Typed, and kept")
    lead.expect(f"422 {re.sub('https?://[^/]+', '', page.url)}")
    page.get_by_role("button", name="Save").click()
    return minutes


def then_the_page_says_by_how_much_and_keeps_what_was_typed(lead: "Visitor", minutes: int) -> None:
    page = lead.page
    said = page.get_by_role("alert")
    expect(said).to_contain_text(f"The parts add up to {minutes + 5} minutes, 5 more than {minutes}.")
    lead.passes("Change the run-sheet")
    said.get_by_role("link").click()
    expect(page.get_by_label("Minutes altogether")).to_be_focused()
    expect(page.get_by_label("What it is about")).to_have_value("Typed, and kept")


def when_the_lead_mends_it(lead: "Visitor", minutes: int) -> None:
    """A part less, another one more and moved to the second place, and the whole is what it was."""
    page = lead.page
    parts = page.get_by_role("group")
    out = parts.nth(2)
    freed = int(out.get_by_label("Minutes", exact=True).input_value())
    out.get_by_label("Title", exact=True).fill("")
    added = page.get_by_role("group", name="A part to add").first
    added.get_by_label("Title", exact=True).fill("Added by us")
    added.get_by_label("Place", exact=True).fill("2")
    added.get_by_label("Minutes", exact=True).fill(str(freed - 5))
    added.get_by_label("How to run it").fill("Say: Welcome back.")
    page.get_by_role("button", name="Save").click()
    lead.passes(SESSION)
    expect(page.get_by_text(f"{minutes} minutes").first).to_be_visible()
    expect(page.locator(".part h3").nth(1)).to_have_text("Added by us")


def when_the_lead_words_the_handout(lead: "Visitor") -> None:
    page = lead.page
    page.get_by_role("link", name="Change the handout, the exercise and the distress plan").click()
    page.get_by_label("Title of the handout").fill(SHEET)
    lead.passes("Change the words")
    page.get_by_role("button", name="Save").click()
    lead.passes(SESSION)


def then_somebody_in_the_group_finds_its_sheet(phone: "Visitor", code: str) -> None:
    page = enter(phone, code)
    page.get_by_role("link", name="Your group").click()
    look(phone, "Your group")
    day = page.get_by_role("listitem").filter(has_text=SHEET)
    expect(day).to_have_count(1)
    day.get_by_role("link").click()
    look(phone, SHEET)
    phone.passes(SHEET)
    expect(page.get_by_role("heading", name="Until the next day")).to_be_visible()
    page.get_by_role("link", name="All days").click()
    phone.passes("Your group")
    assert page.locator(".day a").count() == 4
    assert page.locator(".day").count() == 7
