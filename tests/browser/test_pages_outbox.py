"""A lead looks at how messages stand on a phone, and a clinician prints a letter and posts it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE, DESK = 390, 1280
QUEUED = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.outbox.actions import begin_try, note_refused, queue_message
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.sending import send_waiting
now = timezone.now()
def queued(channel, to, at=now):
    return queue_message(
        service=Service.objects.get(), channel=channel, to=to, subject="For you", about=f"occasion:{uuid4()}", number=0,
        text="Hello.\\n\\nSomething waits for you. It takes ten minutes.\\n\\nYou may leave it, and nobody will mind.",
        good_until=now + timedelta(days=28), actor="operator", at=at,
    )
refused = queued(Channel.SMS, "07700 900123")
attempt = begin_try(message_id=refused.pk, looks_up=False, at=now)
note_refused(attempt=attempt, problem="Notify 400", at=now)
queued(Channel.EMAIL, "umber@example.org")
print(send_waiting(now))
queued(Channel.EMAIL, "azure@example.org", now - timedelta(hours=2))
for name in ("Umber Sample", "Azure Example"):
    queued(Channel.LETTER, name + "\\nFlat 2, Rose House\\n1 Sample Street\\nSample\\nZZ99 9ZZ")
"""


def test_how_messages_stand_and_letters_to_print(visit: Visit, live_clinic: "LiveClinic") -> None:
    live_clinic.run(QUEUED)
    lead = visit(PHONE)
    lead.goto("/demo/lead/")
    lead.goto("/staff/messages/")
    lead.passes("Messages")
    page = lead.page
    expect(page.get_by_role("alert")).to_contain_text("1 waits for more than an hour")
    expect(page.get_by_role("alert")).to_contain_text("1 could not be sent")
    assert "example.org" not in page.content()
    assert "Umber" not in page.content()
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Letters to print").focus()
    page.keyboard.press("Enter")
    lead.passes("Letters to print")


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_letter_is_printed_as_a_sheet_of_its_own_and_posted(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    live_clinic.run(QUEUED)
    clinician = visit(DESK, java_script_enabled=script)
    clinician.goto("/demo/clinician/")
    page = clinician.goto("/staff/messages/letters/")
    sheets = page.locator(".posted")
    number = sheets.count()
    assert number >= 2
    page.emulate_media(media="print")
    for hidden in (".bar", ".posted form", "h1", "[data-print]"):
        expect(page.locator(hidden).first).to_be_hidden()
    box = page.locator(".posted-address").first.bounding_box()
    sheet = page.locator(".posted-sheet").first.bounding_box()
    assert box is not None
    assert sheet is not None
    left, top = ((box[side] - sheet[side]) * 25.4 / 96 for side in ("x", "y"))  # millimetres on paper
    assert (round(left), round(top)) == (25, 46)
    assert (box["y"] - sheet["y"] + box["height"]) * 25.4 / 96 < 90  # above the fold
    page.emulate_media(media="screen")
    expect(page.get_by_role("button", name="Print")).to_have_count(1 if script else 0)
    page.get_by_role("button", name="Posted").first.click()
    expect(page.locator(".posted")).to_have_count(number - 1)
