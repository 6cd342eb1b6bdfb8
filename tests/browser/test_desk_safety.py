"""What somebody tells reaches an owner: from a block that staff fill in, over the list, to how it ended."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor
    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
TABLET, DESK = 820, 1280
NAME = "Umber Sample"
TOLD = """
from django.utils import timezone
from reconnect.clinic.people.models import Person
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
person = Person.objects.get(pk=sys.argv[1])
record_response(
    episode=person.episodes.get(),
    questionnaire=shipped_library().questionnaires.newest["assessment-relationships"],
    given={"safe-now": Given(AnswerState.VALUE, 2)},
    answered_on=timezone.now().date(),
    by=Member.objects.get(email="clinician@example.invalid"),
)
"""


@pytest.mark.parametrize(("width", "script"), [(DESK, True), (TABLET, True), (DESK, False)])
def test_what_was_told_reaches_an_owner_and_ends_with_an_outcome(
    visit: Visit,
    live_clinic: "LiveClinic",
    somebody_new: tuple[str, str],
    width: int,
    *,
    script: bool,
) -> None:
    person_page = somebody_new[1]
    live_clinic.run(TOLD, person_page.rstrip("/").rpartition("/")[2])
    clinician = visit(width, java_script_enabled=script)
    clinician.goto("/demo/clinician/")

    then_every_page_about_the_person_says_that_something_is_open(clinician, person_page)
    address = when_the_clinician_finds_it_on_the_list(clinician)
    then_it_says_what_to_do(clinician)
    when_the_clinician_takes_it(clinician)
    when_the_clinician_closes_it_without_saying_how(clinician)
    when_the_clinician_says_how_it_ended(clinician)

    then_it_is_off_the_list(clinician, address)
    clinician.goto(person_page)
    expect(clinician.page.get_by_text("Something is open about this person.")).to_have_count(0)


def test_what_staff_heard_is_raised_by_hand(visit: Visit, somebody_new: tuple[str, str]) -> None:
    clinician = visit(TABLET)
    clinician.goto("/demo/clinician/")
    page = clinician.goto(somebody_new[1])
    page.get_by_role("navigation", name="About this person").get_by_role("link", name="Safety").click()
    clinician.passes(NAME)
    page.get_by_label("What is it about?").select_option("A child, or an adult who cannot keep safe")
    page.get_by_label("What was said or seen").fill("A neighbour's child is alone at night.")
    page.get_by_role("button", name="Raise it").click()
    expect(page.get_by_text("A neighbour's child is alone at night.")).to_be_visible()
    expect(page.get_by_text("Nobody yet")).to_be_visible()
    clinician.passes(NAME)


def test_a_lead_names_somebody_for_the_day_and_writes_a_number_into_a_route(visit: Visit) -> None:
    lead = visit(TABLET)
    lead.goto("/demo/lead/")
    page = lead.goto("/staff/safety/")
    page.get_by_role("link", name="Same-day owner").click()
    lead.passes("Same-day owner")
    page.get_by_label("Who", exact=True).select_option("Psychologist Sample")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Psychologist Sample").first).to_contain_text("Now")
    lead.passes("Same-day owner")

    lead.goto("/staff/safety/routes/")
    lead.passes("What to do")
    page.get_by_role("link", name="Change Hard experiences").click()
    lead.passes("Change: Hard experiences that still weigh")
    page.get_by_label("Whom it leads to").fill("The team on the second floor")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The team on the second floor")).to_be_visible()

    lead.goto("/staff/safety/calendars/")
    lead.passes("Bank holidays")
    page.get_by_role("link", name="Change Scotland").click()
    lead.passes("Change: Scotland")


def then_every_page_about_the_person_says_that_something_is_open(clinician: "Visitor", person_page: str) -> None:
    for address in (person_page, f"{person_page}details/"):
        page = clinician.goto(address)
        expect(page.get_by_text("Something is open about this person.")).to_be_visible()
        clinician.passes(NAME)


def when_the_clinician_finds_it_on_the_list(clinician: "Visitor") -> str:
    page = clinician.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Safety").click()
    clinician.passes("Safety")
    newest(page).click()
    clinician.passes(NAME)
    return page.url


def then_it_says_what_to_do(clinician: "Visitor") -> None:
    route = clinician.page.get_by_role("complementary", name="What to do")
    expect(route.get_by_text("Talk in private.")).to_be_visible()
    expect(clinician.page.get_by_role("link", name="The answers it comes from")).to_be_visible()


def when_the_clinician_takes_it(clinician: "Visitor") -> None:
    page = clinician.page
    page.get_by_role("button", name="I look after this").dblclick()
    expect(page.get_by_text("Looked after", exact=True)).to_be_visible()
    clinician.passes(NAME)


def when_the_clinician_closes_it_without_saying_how(clinician: "Visitor") -> None:
    page = clinician.page
    clinician.expect(f"422 {page.url.removeprefix(clinician.clinic.address)}close/")
    page.get_by_label("What was done, and by whom").fill("Seen alone. She has a plan.")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    expect(page.get_by_label("What was done, and by whom")).to_have_value("Seen alone. She has a plan.")
    clinician.passes(NAME)


def when_the_clinician_says_how_it_ended(clinician: "Visitor") -> None:
    page = clinician.page
    page.get_by_label("How did it end?").select_option("A plan was made with the person")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("Closed", exact=True)).to_be_visible()
    expect(page.get_by_text(f"{date.today().year}")).not_to_have_count(0)  # noqa: DTZ011
    expect(page.get_by_text("Seen alone. She has a plan.")).to_be_visible()
    clinician.passes(NAME)


def then_it_is_off_the_list(clinician: "Visitor", address: str) -> None:
    page = clinician.goto("/staff/safety/")
    path = address.removeprefix(clinician.clinic.address)
    expect(page.locator(f'a[href="{path}"]')).to_have_count(0)


def newest(page: Page) -> "Locator":
    """The person's link that is due last: other stories raise flags of their own."""
    return page.get_by_role("link", name=NAME).last
