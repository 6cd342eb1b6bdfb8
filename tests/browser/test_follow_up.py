"""Somebody is asked back: as they said at the end that it is safe, looked at first, and twice reminded at most."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE, DESK = 390, 1280
NAME = "Lovage Example"
LIST = "/staff/follow-up/"
TELLS = re.compile(r"pain|sex|pelvi|intim|clinic|questionnaire|follow-up|reconnect|Lovage", re.IGNORECASE)

TREATED = """
from datetime import timedelta
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, end_episode, open_episode, start_episode
from reconnect.clinic.people.windows import add_months
by = Member.objects.get(email="clinician@example.invalid")
ended = add_months(timezone.now().date(), -10)
person = add_person(by=by, name=sys.argv[1])
episode = open_episode(person=person, by=by, referred_on=ended - timedelta(days=90), group="Tuesdays")
start_episode(episode=episode, by=by, on=ended - timedelta(days=60))
end_episode(episode=episode, by=by, on=ended)
print(person.id, ended)
"""
TICK = """
from reconnect.config.commands.tick import run_steps
from reconnect.config.steps import STEPS
assert run_steps(STEPS) == 0
"""
# As if so many days had gone by since everything about the person was sent: at the same hour by the service's clock,
# which may have been changed since.
LATER = """
from datetime import timedelta
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.people.models import Occasion
for each in Occasion.objects.filter(episode__person_id=sys.argv[1]):
    for message in Message.objects.filter(about=f"occasion:{each.pk}", state=State.SENT):
        message.sent_at = message.sent_at.astimezone(each.service.zone) - timedelta(days=int(sys.argv[2]))
        message.save(update_fields=["sent_at"])
"""


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])
def test_somebody_is_asked_back_as_they_said_is_safe(visit: Visit, live_clinic: "LiveClinic", width: int) -> None:
    given_the_lead_says_what_messages_say(visit, live_clinic)
    name = f"{NAME} {width}"
    person_id, ended = live_clinic.run(TREATED, name).split()
    clinician = given_the_clinician(visit, width)

    then_they_are_due_and_nobody_may_write(clinician, name)
    when_they_say_at_the_end_how_it_is_safe(clinician, name, date.fromisoformat(ended))
    code = when_the_invitation_is_looked_at_and_sent(clinician, live_clinic)
    then_its_code_opens_the_questions_at_the_plain_start_page(visit, code)

    when_it_is_sent(clinician, live_clinic, person_id, "Remind", later=14)
    when_it_is_sent(clinician, live_clinic, person_id, "Remind for the last time", later=28)
    then_no_third_reminder_goes(clinician, live_clinic, person_id)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_whoever_wants_no_more_hears_no_more(visit: Visit, live_clinic: "LiveClinic", *, script: bool) -> None:
    person_id, _ = live_clinic.run(TREATED, f"Sorrel Sample {script}").split()
    clinician = given_the_clinician(visit, PHONE, script=script)
    page = clinician.goto(f"{LIST}p/{person_id}/")
    clinician.passes(f"Sorrel Sample {script}")
    page.get_by_role("link", name="Write to them no more").click()
    page.get_by_label("They want no messages").check()
    clinician.passes(f"Sorrel Sample {script}")
    clinician.expect(f"422 {LIST}p/{person_id}/stop/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Since: Please fill this in.")
    expect(page.get_by_label("They want no messages")).to_be_checked()
    clinician.passes(f"Sorrel Sample {script}")
    page.get_by_label("Since").fill(today())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing goes to them any more:")).to_be_visible()
    clinician.passes(f"Sorrel Sample {script}")
    page.goto(LIST)
    expect(page.get_by_role("link", name=f"Sorrel Sample {script}")).to_have_count(0)


def given_the_lead_says_what_messages_say(visit: Visit, live_clinic: "LiveClinic") -> None:
    lead = visit(DESK)
    lead.goto("/demo/lead/")
    page = lead.goto(f"{LIST}settings/")
    page.get_by_label("Telephone number").fill("020 7946 0000")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("First reminder").click()
    lead.passes("What messages say")


def given_the_clinician(visit: Visit, width: int, *, script: bool = True) -> "Visitor":
    clinician = visit(width, java_script_enabled=script)
    clinician.goto("/demo/clinician/")
    return clinician


def then_they_are_due_and_nobody_may_write(clinician: "Visitor", name: str) -> None:
    page = clinician.goto(LIST)
    page.get_by_label("Group").select_option("Tuesdays")
    page.get_by_label("Show").select_option("Due")
    page.get_by_role("button", name="Show these").click()
    expect(row(page, name)).to_contain_text("They have not said how it is safe to write to them.")
    clinician.passes("Follow-up")


def when_they_say_at_the_end_how_it_is_safe(clinician: "Visitor", name: str, ended: date) -> None:
    page = clinician.page
    row(page, name).get_by_role("link", name=name, exact=True).click()
    page.get_by_role("link", name="Note a safe way").click()
    page.get_by_label("E-mail").check()
    page.get_by_label("The address or number").fill("lovage@example.org")
    page.get_by_label("A message there may hold the code").check()
    page.get_by_label("They said so on").fill(ended.isoformat())
    at_the_end = page.get_by_label("Asked at").locator("option", has_text="At the end")
    page.get_by_label("Asked at").select_option(at_the_end.get_attribute("value"))
    clinician.passes(name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Holds until")).to_be_visible()
    clinician.passes(name)


def when_the_invitation_is_looked_at_and_sent(clinician: "Visitor", live_clinic: "LiveClinic") -> str:
    page = clinician.page
    card(page).get_by_role("link", name="Invite").click()
    expect(page.get_by_role("group", name="The message")).to_contain_text("••••-••••-••••")
    expect(page.get_by_text("lovage@example.org")).to_be_visible()
    assert not TELLS.search(page.get_by_role("group", name="The message").inner_text())
    clinician.passes(page.locator("h1").inner_text())
    page.get_by_role("button", name="Invite").click()
    expect(card(page)).to_contain_text("Invitation, e-mail: waiting")
    before = set(written(live_clinic))
    live_clinic.run(TICK)
    page.reload()
    expect(card(page)).to_contain_text("Invitation, e-mail: sent")
    expect(card(page)).to_contain_text("A reminder may go from")
    clinician.passes(page.locator("h1").inner_text())
    (message,) = set(written(live_clinic)) - before
    text = message.read_text("utf-8")
    assert f"go to {live_clinic.address} and type" in " ".join(text.split())
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", text)
    assert code is not None
    return code[0]


def then_its_code_opens_the_questions_at_the_plain_start_page(visit: Visit, code: str) -> None:
    person = visit(PHONE)
    page = person.goto("/")
    page.get_by_label("code").fill(code)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/t/"))
    assert not TELLS.search(page.title() + page.url)


def when_it_is_sent(
    clinician: "Visitor", live_clinic: "LiveClinic", person_id: str, button: str, *, later: int
) -> None:
    live_clinic.run(LATER, person_id, str(later))
    page = clinician.page
    page.reload()
    card(page).get_by_role("link", name=f"{button} follow-up", exact=True).click()
    page.get_by_role("button", name=button, exact=True).click()
    live_clinic.run(TICK)
    page.reload()


def then_no_third_reminder_goes(clinician: "Visitor", live_clinic: "LiveClinic", person_id: str) -> None:
    live_clinic.run(LATER, person_id, "60")
    page = clinician.page
    page.reload()
    expect(card(page)).to_contain_text("They were reminded twice. No more goes.")
    expect(card(page).get_by_role("link", name=re.compile("Remind|Invite"))).to_have_count(0)
    clinician.passes(page.locator("h1").inner_text())


def row(page: Page, name: str) -> Locator:
    """The line of somebody's follow-up in the list."""
    return page.get_by_role("row").filter(has_text=name).filter(has_text="Follow-up")


def card(page: Page) -> Locator:
    """The follow-up on a person's page."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name="Follow-up"))


def written(live_clinic: "LiveClinic") -> list[Path]:
    """The messages that the demonstration's folder holds."""
    return sorted(
        each for each in Path(live_clinic.environment["RECONNECT_MESSAGES_FOLDER"]).rglob("*") if each.is_file()
    )


def today() -> str:
    """The day that it is."""
    return datetime.now(tz=UTC).date().isoformat()
