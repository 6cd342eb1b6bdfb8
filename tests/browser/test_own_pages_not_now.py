"""Somebody says "not now": their pages stay as they are, and on the day they named a person is told, not they."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from own_pages import LIKE_OTHERS, PHONE, enter, look, somebody, walk
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
NAME, DAYS = "Linden Sample", 30

LATER = """
from datetime import timedelta
from reconnect.clinic.asking.models import Permission
past = timedelta(days=int(sys.argv[2]))
for each in Permission.objects.filter(person_id=sys.argv[1]):
    each.said_on, each.ask_again_on = each.said_on - past, each.ask_again_on - past
    each.recorded_at -= past
    each.save(update_fields=["said_on", "ask_again_on", "recorded_at"])
"""


def test_not_now_changes_no_page_and_on_that_day_a_person_may_ask(visit: Visit, live_clinic: "LiveClinic") -> None:
    person_id, code = somebody(live_clinic, NAME, "woman", "bladder pain", "sensate-focus", "flare-up-plan")
    phone = visit(PHONE)
    enter(phone, code)
    look(phone, "Your page")
    before = pages_of(phone)
    assert len(before) > 20

    lead = visit()
    lead.goto("/demo/lead/")
    when_the_lead_notes_not_now(lead, person_id)
    then_the_list_waits(lead)
    assert pages_of(phone) == before

    live_clinic.run(LATER, person_id, str(DAYS - 1))
    then_the_list_waits(lead)
    live_clinic.run(LATER, person_id, "1")
    then_the_list_tells_the_lead(lead)
    assert pages_of(phone) == before

    another = visit(PHONE)  # nor does a new visit find anything
    enter(another, code)
    assert pages_of(another) == before


def pages_of(phone: "Visitor") -> dict[str, str]:
    """Every page to the letter, but for the token against forged forms."""
    shown = {path: phone.page.content() for path, _ in walk(phone, leave=LIKE_OTHERS)}
    return {path: re.sub(r'name="(csrfmiddlewaretoken|token)" value="[^"]*"', "", text) for path, text in shown.items()}


def when_the_lead_notes_not_now(lead: "Visitor", person_id: str) -> None:
    page = lead.goto(f"/staff/asking/p/{person_id}/")
    page.get_by_role("link", name="Note what they say").click()
    page.get_by_role("radio", name="Not now").check()
    today = date.today()  # noqa: DTZ011 as a date control gives it
    page.get_by_label("Said on").fill(today.isoformat())
    page.get_by_role("radio", name="Later").check()
    page.get_by_label("May be asked again from").fill((today + timedelta(days=DAYS)).isoformat())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not now", exact=True).first).to_be_visible()


def then_the_list_waits(lead: "Visitor") -> None:
    page = lead.goto("/staff/asking/")
    lead.passes("May be asked again")
    assert page.get_by_role("table", name="May be asked again").get_by_role("link", name=NAME).count() == 0
    page.get_by_text(re.compile("Not yet: [0-9]+")).click()
    expect(page.get_by_role("table", name="the day has not come").get_by_role("link", name=NAME)).to_be_visible()


def then_the_list_tells_the_lead(lead: "Visitor") -> None:
    page = lead.goto("/staff/asking/")
    expect(page.get_by_text("Somebody may gently ask, the next time they meet. Nothing is sent")).to_be_visible()
    page.get_by_role("table", name="May be asked again").get_by_role("link", name=NAME).click()
    lead.passes(NAME)
    expect(page.get_by_text("Words that may help").first).to_be_visible()
