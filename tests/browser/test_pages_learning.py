"""Short pages on a phone: found in the list, read, given to somebody who has no code, printed on one sheet."""

import re
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
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
episode = open_episode(person=add_person(by=by, name="Russet Sample"), by=by, referred_on=day)
wording = shipped_library().questionnaires.newest["assessment-doing"]
given = {"endure": Given(AnswerState.VALUE, 9)}
record_response(episode=episode, questionnaire=wording, given=given, answered_on=day, by=by)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(issue_home_code(episode=episode, by=by).text)
"""
ADDRESSES = """
from reconnect.model.address import address_of
from reconnect.model.load import shipped_library
for each in sorted(shipped_library().pieces.newest.values(), key=lambda each: each.order):
    print(address_of(each.id))
"""
CIRCLE = "The circle of getting it over with"


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_page_that_was_picked_is_read_and_given_to_somebody_without_a_code(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    phone = visit(PHONE, java_script_enabled=script)
    when_the_person_enters(phone, live_clinic.run(SOMEBODY))
    then_the_list_begins_with_what_was_picked(phone)
    when_the_person_opens_it_by_keyboard(phone)
    then_the_picture_is_said_in_words(phone)
    given = when_the_person_gives_it_away(phone, script=script)

    another = visit(320, java_script_enabled=script)
    then_anybody_may_read_it(another, given, script=script)


def test_every_leaflet_is_read_at_every_width_and_prints_on_one_sheet(visit: Visit, live_clinic: "LiveClinic") -> None:
    reader = visit(320)
    addresses = live_clinic.run(ADDRESSES).split()
    assert len(addresses) > 14
    for address in addresses:
        page = reader.goto(f"/l/{address}/")
        heading = page.locator("h1").inner_text()
        reader.passes(heading)
        sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True))
        assert len(sheets) == 1, heading


def test_the_pictures_stand_in_forced_colours(visit: Visit, live_clinic: "LiveClinic") -> None:
    reader = visit(PHONE)
    reader.page.emulate_media(forced_colors="active")
    drawn = 0
    for address in live_clinic.run(ADDRESSES).split():
        page = reader.goto(f"/l/{address}/")
        for part in page.locator("svg.idea .way").all()[:1]:
            drawn += 1
            colours = part.evaluate("each => [getComputedStyle(each).stroke, getComputedStyle(document.body).color]")
            assert colours[0] == colours[1], heading_of(reader)
    assert drawn == 6


def heading_of(visitor: "Visitor") -> str:
    return visitor.page.locator("h1").inner_text()


def when_the_person_enters(person: "Visitor", code: str) -> None:
    page = person.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your page")


def then_the_list_begins_with_what_was_picked(person: "Visitor") -> None:
    page = person.goto("/h/a/")
    person.passes("Short pages to read")
    parts = page.locator("main h2").all_inner_texts()
    assert parts[:3] == ["Picked from what you told us", "For everyone", "All the others"]
    assert page.locator(".pieces h3").first.inner_text() == CIRCLE
    expect(page.get_by_text("what you said to: “I carry on although it hurts")).to_have_count(1)
    assert not re.search(r"\d", " ".join(page.locator(".pieces").all_inner_texts()))  # nothing is counted or scored


def when_the_person_opens_it_by_keyboard(person: "Visitor") -> None:
    link = person.page.get_by_role("link", name=CIRCLE)
    link.focus()
    person.page.keyboard.press("Enter")
    person.passes(CIRCLE)


def then_the_picture_is_said_in_words(person: "Visitor") -> None:
    picture = person.page.get_by_role("img", name=re.compile("Another circle that feeds itself"))
    expect(picture).to_have_accessible_name(re.compile("You carry on.*The circle opens when you stop", re.DOTALL))


def when_the_person_gives_it_away(person: "Visitor", *, script: bool) -> str:
    page = person.page
    given = page.locator(".given").inner_text()
    assert re.fullmatch(re.escape(person.clinic.address) + "/l/[a-z2-7]{8}/", given)
    copy = page.get_by_role("button", name="Copy the address")
    if script:
        person.context.grant_permissions(["clipboard-read", "clipboard-write"])
        copy.click()
        expect(page.get_by_text("Copied", exact=True)).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == given
    else:
        expect(copy).to_be_hidden()
    return given


def then_anybody_may_read_it(somebody: "Visitor", given: str, *, script: bool) -> None:
    page = somebody.goto(given)
    somebody.passes(CIRCLE)
    expect(page).to_have_title("A page to read")
    assert somebody.context.cookies() == []
    button = page.get_by_role("button", name="Print this page")
    expect(button).to_be_visible() if script else expect(button).to_be_hidden()
    assert page.locator("main a, main form, main input").count() == 0
    expect(page.get_by_role("link", name="Exit this page")).to_be_visible()
