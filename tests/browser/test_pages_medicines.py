"""Medicines on a phone: what is known, a list of one's own, and what a prescriber wrote until its last day."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE = 390
SOMEBODY = """
from reconnect.clinic.accounts.actions import set_prescriber
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import issue_home_code, open_pages
by = Member.objects.get(email="clinician@example.invalid")
set_prescriber(member=by, prescriber=True, by=Member.objects.get(email="administrator@example.invalid"))
day = today_of(by.service)
person = add_person(by=by, name="Umbra Sample")
episode = open_episode(person=person, by=by, referred_on=day)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(issue_home_code(episode=episode, by=by).text, person.id, day.isoformat())
"""


def test_a_list_is_made_an_opioid_is_read_about_and_a_prescriber_writes_what_was_agreed(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    code, person_id, today = live_clinic.run(SOMEBODY).rsplit(" ", 2)
    phone = visit(PHONE)
    page = phone.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    page = phone.goto("/h/e/")
    phone.passes("Medicines and intimacy")
    page.get_by_role("link", name="Gabapentin and pregabalin").click()
    phone.passes("Gabapentin and pregabalin")
    expect(page.get_by_text("Studies disagree about this.")).to_be_visible()
    page.get_by_role("link", name="Go back").click()

    page.get_by_role("button", name="Begin").click()
    phone.passes("What I take, and what I want to ask")
    page.get_by_label("What do you take").fill("The white ones")
    page.get_by_label("Yes", exact=True).press("Space")
    expect(page.get_by_role("status")).to_have_text("Saved")
    phone.goto("/h/e/")
    expect(page.get_by_text("The paper behind these pages says what more than 120 mg a day can do")).to_be_visible()
    expect(page.get_by_text("Never stop one of these suddenly.")).to_be_visible()
    phone.passes("Medicines and intimacy")

    prescriber = visit()
    prescriber.goto("/demo/clinician/")
    desk = prescriber.goto(f"/staff/medicines/p/{person_id}/")
    prescriber.passes("Umbra Sample")
    desk.get_by_role("link", name="Write what you agreed").click()
    prescriber.passes("Umbra Sample")
    desk.get_by_label("Before intimacy").check()
    desk.get_by_label("What you agreed, in words for the person").fill("As we said on the phone.")
    desk.get_by_label("Last day it holds").fill(today)
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Shown to the person")).to_be_visible()

    page.reload()
    expect(page.get_by_text("As we said on the phone.")).to_be_visible()
    phone.passes("Medicines and intimacy")
    desk.get_by_role("link", name="Take it back").click()
    desk.get_by_role("button", name="Take it back").click()
    page.reload()
    expect(page.get_by_text("As we said on the phone.")).to_have_count(0)
