"""A single man with pelvic pain begins with "no touch", on a phone without script; the time stays in his own hands."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE = 390
LADDER = "Touch, in your own steps"
STEP = "Notice my genitals for a moment, without any touch"
HELP = "Changes in your body that need help soon"

A_SINGLE_MAN = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.portal.actions import issue_home_code, open_pages
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
person = add_person(by=by, name="Sienna Sample", gender_said="man", diagnoses=["prostatitis"])
episode = open_episode(person=person, by=by, referred_on=day)
for technique in ("desensitisation", "avoidance-reduction"):
    add_technique(episode=episode, technique_id=technique, added_on=day, by=by)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(person.id, issue_home_code(episode=episode, by=by).text.replace(" ", ""))
"""


def test_he_begins_with_no_touch_a_physiotherapist_offers_a_time_and_he_slows_it(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    person_id, code = live_clinic.run(A_SINGLE_MAN).split()
    phone = visit(PHONE, java_script_enabled=False)
    when_he_enters(phone, code)
    when_he_says_no_touch(phone)
    when_he_picks_a_gentle_step_for_his_team_to_see(phone)
    then_no_page_speaks_of_a_time(phone)

    physio = visit()
    physio.goto("/demo/physiotherapist/")
    when_the_physiotherapist_offers_a_time(physio, person_id)

    when_he_notes_three_days(phone)
    then_there_is_a_time_and_it_stays(phone)
    when_he_slows_it(phone)


def test_the_pages_to_plan_and_to_talk_are_right_on_a_phone(visit: Visit, live_clinic: "LiveClinic") -> None:
    _, code = live_clinic.run(A_SINGLE_MAN).split()
    phone = visit(PHONE)
    when_he_enters(phone, code)
    for path, heading in (
        ("/h/c/a/", "Small experiments"),
        ("/h/c/c/", "Plan a good time"),
        ("/h/c/d/w/", "Words you may borrow"),
        ("/h/c/e/", "Letting go and moving"),
        ("/h/c/d/", "Plan a talk"),
    ):
        page = phone.goto(path)
        phone.passes(heading)
        expect(page.get_by_role("link", name=HELP)).to_be_visible()
        assert "partner" not in page.locator("main").inner_text().lower()
    page = phone.goto("/h/c/e/")
    page.get_by_role("link", name="Breathing low and long").click()
    phone.passes("Breathing low and long")
    page = phone.goto("/h/c/d/")
    page.get_by_role("button", name="Plan a talk").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("When and where? A calm, private place is good.")).to_be_visible()


def when_he_enters(phone: "Visitor", code: str) -> None:
    page = phone.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def when_he_says_no_touch(phone: "Visitor") -> None:
    page = phone.goto("/h/c/b/")
    phone.passes(LADDER)
    expect(page.get_by_role("link", name=HELP).first).to_be_visible()
    page.get_by_label("What am I prepared to try as step one?").fill("No touch.")
    page.get_by_role("button", name="Keep this step").click()
    phone.passes("Ideas for a step")
    assert page.get_by_role("alert").count() == 0
    assert "partner" not in page.locator("main").inner_text().lower()


def when_he_picks_a_gentle_step_for_his_team_to_see(phone: "Visitor") -> None:
    page = phone.page
    phone.expect("422 /h/c/b/i/")
    page.locator("li", has_text=STEP).get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("Please choose who may see your steps.")
    phone.passes("Ideas for a step")
    page.get_by_label("Yes, my team may see my steps").check()
    page.locator("li", has_text=STEP).get_by_role("button").click()
    expect(page.get_by_role("heading", name=STEP)).to_be_visible()
    phone.passes(LADDER)


def then_no_page_speaks_of_a_time(phone: "Visitor") -> None:
    page = phone.page
    page.get_by_role("link", name="Open").click()
    phone.passes("One step")
    assert "rule of thumb" not in page.locator("main").inner_text()


def when_the_physiotherapist_offers_a_time(physio: "Visitor", person_id: str) -> None:
    page = physio.goto(f"/staff/steps/p/{person_id}/")
    expect(page.get_by_role("heading", name=STEP)).to_be_visible()
    page.get_by_role("button", name="Switch the timed rule on").click()
    expect(page.get_by_role("button", name="Switch the timed rule off")).to_be_visible()
    physio.passes("Sienna Sample")


def when_he_notes_three_days(phone: "Visitor") -> None:
    page = phone.page
    for days_ago, minutes in ((2, "5"), (1, "6"), (0, "4")):
        page.reload()
        page.get_by_label("When was it?").fill((date.today() - timedelta(days=days_ago)).isoformat())  # noqa: DTZ011
        page.get_by_label("No, or it settled within half an hour").check()
        page.get_by_label("Minutes").fill(minutes)
        page.get_by_role("button", name="Note it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Noted")
        page.go_back()
    page.goto("/h/c/b/")
    page.get_by_role("link", name="Open").click()


def then_there_is_a_time_and_it_stays(phone: "Visitor") -> None:
    expect(phone.page.get_by_text("Your time now: 4 minutes")).to_be_visible()
    expect(phone.page.get_by_label("Stay at this time")).to_be_checked()
    phone.passes("One step")


def when_he_slows_it(phone: "Visitor") -> None:
    page = phone.page
    page.get_by_role("button", name="Go back to a shorter time").click()
    expect(page.get_by_text("Your time now: 3 minutes 10 seconds")).to_be_visible()
    page.get_by_label("Grow, half as fast as the rule").check()
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_text("Your time now: 3 minutes 10 seconds")).to_be_visible()
    expect(page.get_by_label("Grow, half as fast as the rule")).to_be_checked()
