"""Letters in a browser: drafted, previewed, corrected and sent; and a partner's, which waits until it is safe."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import docx
import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
LOOKS = [(1280, "light"), (1280, "dark"), (820, "light"), (820, "dark"), (390, "light"), (320, "dark")]

SOMEBODY_WITH_A_PARTNER = """
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.actions import add_partner
from reconnect.clinic.people.actions import add_person, open_episode, start_episode
by = Member.objects.get(email="clinician@example.invalid")
today = timezone.now().date()
person = add_person(by=by, name=sys.argv[1])
start_episode(episode=open_episode(person=person, by=by, referred_on=today), by=by, on=today)
partner = add_partner(person=person, name="Robin Example", by=by)
print(person.id, partner.id)
"""
FOUND_SAFE = """
from django.utils import timezone
from reconnect.clinic.partners.actions import record_involvement
from reconnect.clinic.people.models import Partner
from reconnect.clinic.accounts.models import Member
by = Member.objects.get(email="clinician@example.invalid")
record_involvement(
    partner=Partner.objects.get(pk=sys.argv[1]), person_seen_alone=sys.argv[2] == "yes", safe=sys.argv[2] == "yes",
    found_on=timezone.now().date(), by=by,
)
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_letter_is_previewed_corrected_and_sent(visit: Visit, live_clinic: "LiveClinic", *, script: bool) -> None:
    person_id, _ = live_clinic.run(SOMEBODY_WITH_A_PARTNER, "Teal Example").split()
    clinician = given_the_clinician_at_the_letters_of(visit, person_id, script=script)

    when_they_begin(clinician.page, "To the person: Summary of the plan")
    then_every_look_is_right(clinician)
    when_they_write(clinician.page, "This is *our* plan & nothing else.")
    then_the_preview_says(clinician.page, "This is *our* plan & nothing else.")
    then_every_look_is_right(clinician)

    clinician.page.get_by_role("link", name="Correct it").click()
    when_they_write(clinician.page, "This is our plan.\n\nWe talk again in two weeks.")
    then_the_preview_says(clinician.page, "We talk again in two weeks.")
    then_both_files_say(clinician.page, ["Your plan", "This is our plan.", "We talk again in two weeks."])

    when_they_note_it_as(clinician, "Handed over")
    expect(clinician.page.get_by_text("Sent", exact=True)).to_be_visible()
    expect(clinician.page.get_by_role("link", name="Correct it")).to_have_count(0)
    then_every_look_is_right(clinician)
    clinician.page.get_by_role("link", name="All letters").click()
    expect(clinician.page.get_by_role("row", name="Summary of the plan")).to_contain_text("Sent")
    then_every_look_is_right(clinician)


def test_a_letter_to_a_partner_waits_until_the_person_was_seen_alone_and_it_is_safe(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    person_id, partner_id = live_clinic.run(SOMEBODY_WITH_A_PARTNER, "Umber Example").split()
    clinician = given_the_clinician_at_the_letters_of(visit, person_id)
    page = clinician.page

    page.get_by_role("link", name="New letter").click()
    expect(page.get_by_label("To the person: Summary of the plan")).to_be_visible()
    expect(page.get_by_label("To the partner: An invitation")).to_have_count(0)
    then_every_look_is_right(clinician)

    live_clinic.run(FOUND_SAFE, partner_id, "yes")
    page.reload()
    page.get_by_label("To the partner: An invitation").check()
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Agreed with the person on").fill(page.get_by_label("Day on the letter").input_value())
    page.get_by_role("button", name="Save and preview").click()
    then_the_preview_says(page, "Dear Robin Example,")
    then_both_files_say(page, ["An invitation", "Umber Example"])

    live_clinic.run(FOUND_SAFE, partner_id, "no")
    page.reload()
    expect(page.get_by_text("This letter may not leave")).to_be_visible()
    expect(page.get_by_role("link", name="PDF")).to_have_count(0)
    expect(page.get_by_role("button", name="Note as sent")).to_have_count(0)
    assert page.request.get(f"{page.url}letter.pdf").status == 409
    then_every_look_is_right(clinician)

    live_clinic.run(FOUND_SAFE, partner_id, "yes")
    page.reload()
    when_they_note_it_as(clinician, "Handed over")
    expect(page.get_by_text("Sent", exact=True)).to_be_visible()


def test_a_lead_words_a_letter(visit: Visit) -> None:
    lead = visit()
    lead.goto("/demo/lead/")
    page = lead.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Letters").click()
    then_every_look_is_right(lead)
    page.get_by_role("link", name="To the person: Keeping in touch").click()
    then_every_look_is_right(lead)

    page.get_by_label("Subject").fill("About your pain")
    lead.expect("422 /staff/letters/templates/keeping-in-touch/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("This can be seen by others")
    then_every_look_is_right(lead)
    page.get_by_label("Subject").fill("From all of us")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="To the person: Keeping in touch").click()
    expect(page.get_by_label("Subject")).to_have_value("From all of us")
    expect(page.get_by_text("Version 1, as it came")).to_be_visible()


def given_the_clinician_at_the_letters_of(visit: Visit, person_id: str, *, script: bool = True) -> "Visitor":
    clinician = visit(java_script_enabled=script)
    clinician.goto("/demo/clinician/")
    clinician.goto(f"/staff/people/p/{person_id}/")
    clinician.page.get_by_role("navigation", name="About this person").get_by_role("link", name="Letters").click()
    expect(clinician.page.get_by_text("No letter has been written yet.")).to_be_visible()
    return clinician


def when_they_begin(page: Page, letter: str) -> None:
    page.get_by_role("link", name="New letter").click()
    page.get_by_label(letter).check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Still to fill in: {goals}, {techniques}, {next_contact}.")).to_be_visible()


def when_they_write(page: Page, words: str) -> None:
    page.get_by_label("Paragraphs").fill(words)
    page.get_by_role("button", name="Save and preview").click()


def then_the_preview_says(page: Page, words: str) -> None:
    expect(page.get_by_role("article", name="The letter")).to_contain_text(words)
    expect(page.get_by_text("Draft", exact=True)).to_be_visible()


def then_both_files_say(page: Page, words: list[str]) -> None:
    with page.expect_download() as told:
        page.get_by_role("link", name="Word document").click()
    assert told.value.suggested_filename == "letter.docx"
    document = docx.Document(io.BytesIO(told.value.path().read_bytes()))
    text = "\n".join(each.text for each in document.paragraphs)
    assert [each for each in words if each not in text] == []
    with page.expect_download() as told:
        page.get_by_role("link", name="PDF").click()
    assert told.value.suggested_filename == "letter.pdf"
    data = told.value.path().read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in data
    assert b"/Lang(en-GB)" in data


def when_they_note_it_as(clinician: "Visitor", how: str) -> None:
    clinician.page.get_by_label(how).check()
    clinician.page.get_by_role("button", name="Note as sent").click()


def then_every_look_is_right(visitor: "Visitor") -> None:
    """Axe is a script: where there is none, the page is the same and was looked at with it."""
    page = visitor.page
    if not visitor.script:
        return
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert visitor.axe(page) == [], (page.url, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
