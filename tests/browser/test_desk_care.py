"""A contact with a partner present: not before it is safe; minutes, a correction, and a note kept apart."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
DESK, TABLET = 1280, 820
LOOKS = [(TABLET, "light"), (320, "dark")]  # beside those that every page of a story passes at
NAME, PARTNER = "Madder Example", "Weld Sample"

SOMEBODY = """
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode, record_agreement
by = Member.objects.get(email="clinician@example.invalid")
today = timezone.now().date()
person = add_person(by=by, name=sys.argv[1])
episode = open_episode(person=person, by=by, referred_on=today)
record_agreement(person=person, by=by, agreed=True, said_on=today)
print(person.id)
"""
DOSE = """
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.models import Episode
from reconnect.clinic.reports.outcomes import service_outcomes
episode = str(Episode.objects.get(person_id=sys.argv[1]).pk)
outcomes = service_outcomes(Service.objects.get())
print(sorted((each.technique, each.minutes) for each in outcomes.dose if each.person_id == episode))
"""
EVENTS = """
from reconnect.clinic.audit.models import AuditEvent
print(AuditEvent.objects.filter(target=f"person:{sys.argv[1]}", action="read_private_note").count())
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_contact_is_recorded_with_a_partner_once_that_is_safe(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    person_id = live_clinic.run(SOMEBODY, NAME)
    clinician = given_the_clinician(visit, person_id, script=script)

    given_a_partner_is_noted(clinician)
    when_a_contact_is_typed_in(clinician, "The person", "The partner")
    then_it_is_refused_and_nothing_typed_is_lost(clinician)

    when_it_is_found_safe(clinician, person_id)
    when_a_contact_is_typed_in(clinician, "The person", "The partner")
    then_it_stands_on_the_timeline_without_the_partners_name(clinician)
    assert live_clinic.run(DOSE, person_id) == "[('desensitisation', 15), ('pain-education', 20)]"

    when_the_contact_is_put_right(clinician)
    then_the_old_one_stays_and_one_counts(clinician)
    assert live_clinic.run(DOSE, person_id) == "[('desensitisation', 25), ('pain-education', 20)]"


def test_what_stood_in_the_way_and_a_referral_have_their_place_on_the_timeline(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    clinician = given_the_clinician(visit, live_clinic.run(SOMEBODY, NAME))
    page = clinician.page

    page.get_by_role("link", name="Record something that stood in the way").click()
    page.get_by_label("What happened").select_option("Surgery")
    page.get_by_label("Began on").fill(today())
    page.get_by_label("In their words").fill("An operation on my knee")
    looks_right(clinician)
    save(page)
    page.get_by_role("link", name="Refer to somebody else").click()
    page.get_by_label("Made on").fill(today())
    page.get_by_label("Recipient").fill("The psychosexual service")
    page.get_by_label("Reason").fill("They would like to talk about more than pain")
    looks_right(clinician)
    save(page)
    page.get_by_role("link", name="Open (Referral").click()
    page.get_by_label("Now").select_option("Accepted")
    page.get_by_label("Since").fill(today())
    save(page)
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(1)
    looks_right(clinician)

    page.get_by_role("link", name="Contacts").click()
    expect(page.locator("article.entry")).to_have_count(2)
    page.get_by_label("Referrals").uncheck()
    page.get_by_label("Contacts").uncheck()
    page.get_by_role("button", name="Show these").click()
    expect(page.locator("article.entry")).to_have_count(1)
    expect(page.locator("article.entry")).to_contain_text("Surgery")
    looks_right(clinician)


def test_a_private_note_is_opened_for_a_purpose(visit: Visit, live_clinic: "LiveClinic") -> None:
    person_id = live_clinic.run(SOMEBODY, NAME)
    clinician = given_the_clinician(visit, person_id)
    page = clinician.page
    page.get_by_role("link", name="Notes").click()
    page.get_by_role("link", name="Write a private note").click()
    page.get_by_label("Written on").fill(today())
    page.get_by_label("The note").fill("Something that nobody else needs to read")
    looks_right(clinician)
    save(page)
    expect(page.locator("main")).not_to_contain_text("Something that nobody")
    looks_right(clinician)

    lead = visit()
    lead.goto("/demo/lead/")
    page = lead.goto(f"/staff/care/p/{person_id}/notes/")
    page.get_by_role("link", name="Note of").click()
    looks_right(lead)
    lead.expect(f"422 {page.url.removeprefix(live_clinic.address)}")
    page.get_by_role("button", name="Open the note").click()
    expect(page.locator("main")).not_to_contain_text("Something that nobody")
    assert live_clinic.run(EVENTS, person_id) == "0"
    page.get_by_label("I see this person today, or soon").check()
    page.get_by_role("button", name="Open the note").click()
    expect(page.locator("main")).to_contain_text("Something that nobody else needs to read")
    looks_right(lead)
    assert live_clinic.run(EVENTS, person_id) == "1"

    page.get_by_role("link", name="Back to the notes").click()
    page.get_by_text("Opened 1 time").click()
    expect(page.locator("main")).to_contain_text("I see this person today, or soon")


def given_the_clinician(visit: Visit, person_id: str, *, script: bool = True) -> "Visitor":
    clinician = visit(DESK, java_script_enabled=script)
    clinician.goto("/demo/clinician/")
    clinician.goto(f"/staff/care/p/{person_id}/")
    return clinician


def given_a_partner_is_noted(clinician: "Visitor") -> None:
    page = clinician.page
    timeline = page.url
    page.get_by_role("link", name="Partner", exact=True).click()
    looks_right(clinician)
    page.get_by_role("link", name="Note a partner").click()
    page.get_by_label("The partner's name").fill(PARTNER)
    save(page)
    expect(page.get_by_text("Not to be involved as things stand.")).to_be_visible()
    looks_right(clinician)
    page.goto(timeline)


def when_a_contact_is_typed_in(clinician: "Visitor", *present: str) -> None:
    page = clinician.page
    page.get_by_role("link", name="Record a contact").click()
    page.get_by_label("Held on").fill(today())
    for who in present:
        page.get_by_label(who, exact=True).check()
    page.get_by_label("Minutes altogether").fill("50")
    page.get_by_label("Pain education, minutes").fill("20")
    page.get_by_label("Desensitisation, minutes").fill("15")
    page.get_by_label("Practice agreed").fill("Ten minutes of breathing, if I feel like it")
    page.get_by_label("Next contact in weeks").fill("2")
    looks_right(clinician)


def then_it_is_refused_and_nothing_typed_is_lost(clinician: "Visitor") -> None:
    page = clinician.page
    clinician.expect("422 " + re.sub(r"^https?://[^/]+", "", page.url))
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("See the person alone first")
    assert page.get_by_label("Desensitisation, minutes").input_value() == "15"
    expect(page.get_by_label("Practice agreed")).to_have_value("Ten minutes of breathing, if I feel like it")
    looks_right(clinician)


def when_it_is_found_safe(clinician: "Visitor", person_id: str) -> None:
    page = clinician.goto(f"/staff/partners/p/{person_id}/")
    page.get_by_role("link", name="Record a finding").click()
    page.get_by_role("group", name="Was the person seen alone?").get_by_label("Yes").check()
    page.get_by_role("group", name="Was the partner seen alone?").get_by_label("No").check()
    page.get_by_role("group", name="Is it safe to involve the partner?").get_by_label("Yes").check()
    page.get_by_label("Found on").fill(today())
    looks_right(clinician)
    save(page)
    expect(page.get_by_text("May take part.")).to_be_visible()
    looks_right(clinician)

    page.get_by_role("link", name="When they take part").click()
    page.get_by_label("From the outset").check()
    page.get_by_label("Said on").fill(today())
    clinician.expect("422 " + re.sub(r"^https?://[^/]+", "", page.url))
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("See each of them alone first")
    page.get_by_label("Later").check()
    save(page)
    expect(page.get_by_text("later", exact=True)).to_be_visible()
    clinician.goto(f"/staff/care/p/{person_id}/")


def then_it_stands_on_the_timeline_without_the_partners_name(clinician: "Visitor") -> None:
    page = clinician.page
    save(page)
    card = page.locator("article.entry")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("the person, the partner")
    expect(card).to_contain_text("Desensitisation 15; Pain education 20")
    expect(card).to_contain_text("in 2 weeks")
    assert PARTNER not in page.content()
    looks_right(clinician)


def when_the_contact_is_put_right(clinician: "Visitor") -> None:
    page = clinician.page
    page.get_by_role("link", name="Correct (Contact").click()
    expect(page.get_by_label("The partner", exact=True)).to_be_checked()
    page.get_by_label("Desensitisation, minutes").fill("25")
    save(page)


def then_the_old_one_stays_and_one_counts(clinician: "Visitor") -> None:
    page = clinician.page
    expect(page.locator("article.entry:visible")).to_have_count(1)
    expect(page.locator("article.entry:visible")).to_contain_text("Desensitisation 25; Pain education 20")
    page.get_by_text("Replaced or taken back: 1").click()
    expect(page.locator("article.entry:visible")).to_have_count(2)
    looks_right(clinician)


def looks_right(visitor: "Visitor") -> None:
    """The heading, the title and the address tell nothing; axe finds nothing; nothing scrolls sideways."""
    visitor.passes(NAME)
    page = visitor.page
    if not visitor.script:
        return
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert visitor.axe(page) == [], (page.url, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    page.set_viewport_size({"width": DESK, "height": 800})
    page.emulate_media(color_scheme="light")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()


def today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 as a date control gives it
