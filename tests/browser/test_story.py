"""The clinic's one story, on a real server: a code, a person, a score, a report. With script and without."""

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
PHONE = 375

HOW_OFTEN_SENT = """
from reconnect.clinic.audit.models import AuditEvent
print(AuditEvent.objects.filter(action="submit_responses", target=f"person:{sys.argv[1]}").count())
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_person_answers_once_and_the_team_sees(visit: Visit, live_clinic: "LiveClinic", *, script: bool) -> None:
    lead = given_the(visit, "lead", script=script)
    counted = then_the_lead_reads_the_report(lead)

    clinician = given_the(visit, "clinician", script=script)
    clinician.passes("People")
    given_somebody_new(clinician, "Teal Example", "999 000 9996" if script else "999 000 9988")
    given_they_agree_to_be_counted(clinician)
    person_page = clinician.page.url
    code = when_the_clinician_makes_a_code(clinician, "Before")

    phone = visit(PHONE, java_script_enabled=script)
    when_the_person_enters(phone, code.lower().replace("-", " "))
    when_the_person_says_whom_they_have_in_mind(phone)
    when_the_person_answers_two_questions_and_loses_the_page(phone, script=script)

    another = visit(PHONE, java_script_enabled=script)
    when_the_person_enters(another, code)
    then_they_go_on_where_they_were_and_see_nothing_of_what_they_said(another)
    then_the_page_that_was_lost_shows_nothing(phone)
    when_the_person_answers_the_rest(another)
    when_the_person_sends_by_double_click(another)
    then_the_code_opens_nothing_any_more(another, code)

    clinician.goto(person_page)
    then_the_clinician_sees_scores_chart_and_how_they_were_made(clinician)
    person_id = person_page.rstrip("/").rpartition("/")[2]
    assert live_clinic.run(HOW_OFTEN_SENT, person_id) == "1"
    assert then_the_lead_reads_the_report(lead) == counted + 1
    lead.passes("Did people change?")


def test_a_link_of_the_demonstration_opens_a_persons_questions(visit: Visit) -> None:
    person = visit(PHONE)

    person.goto("/demo/person/")

    expect(person.page.get_by_text(re.compile(r"Part 1 of \d"))).to_be_visible()
    person.passes("Before you start")


def given_the(visit: Visit, persona: str, *, script: bool) -> "Visitor":
    visitor = visit(java_script_enabled=script)
    visitor.goto(f"/demo/{persona}/")
    return visitor


def given_somebody_new(clinician: "Visitor", name: str, number: str) -> None:
    page = clinician.goto("/staff/people/new/")
    clinician.passes("Add a person")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Born on").fill("1984-02-29")
    page.get_by_label("NHS number").fill(number.replace(" ", ""))
    page.get_by_label("Referred on").fill(date.today().isoformat())  # noqa: DTZ011 as a date control gives it
    page.get_by_role("button", name="Save").click()
    clinician.passes(name)
    banner = page.get_by_label("Whose page this is")
    expect(banner).to_contain_text("29 Feb 1984")
    expect(banner).to_contain_text(number)


def given_they_agree_to_be_counted(clinician: "Visitor") -> None:
    page = clinician.page
    name = page.locator("h1").inner_text()
    page.get_by_role("link", name="Record an answer").click()
    clinician.passes(name)
    page.get_by_label("Yes, they agree").check()
    page.get_by_label("Said on").fill(date.today().isoformat())  # noqa: DTZ011
    page.get_by_role("button", name="Save").click()


def when_the_clinician_makes_a_code(clinician: "Visitor", occasion: str) -> str:
    page = clinician.page
    name = page.locator("h1").inner_text()
    card = page.get_by_role("region", name=occasion, exact=True)
    expect(card.get_by_text("Open to answer")).to_be_visible()
    card.get_by_role("button", name="Make a code").click()
    expect(page.get_by_role("heading", name=f"A code for: {occasion}")).to_be_visible()
    clinician.passes(name)
    return page.locator(".code-shown").inner_text()


def when_the_person_enters(person: "Visitor", code: str) -> None:
    page = person.goto("/")
    person.passes("Enter your code")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()


def when_the_person_says_whom_they_have_in_mind(person: "Visitor") -> None:
    person.passes("Before you start")
    person.page.get_by_label("One I imagine").check()
    go_on(person.page)
    expect(person.page.get_by_text("Part 2 of 3")).to_be_visible()


def when_the_person_answers_two_questions_and_loses_the_page(person: "Visitor", *, script: bool) -> None:
    page = person.page
    person.passes("Your answers")
    choose(page, 0, "7")
    choose(page, 1, "3")
    if script:
        expect(page.get_by_role("status")).to_have_text("Saved")
        return
    person.expect("422 /t/2/")
    go_on(page)
    expect(page.get_by_role("heading", name="Some questions have no answer yet")).to_be_visible()
    person.passes("Your answers")


def then_they_go_on_where_they_were_and_see_nothing_of_what_they_said(person: "Visitor") -> None:
    page = person.page
    expect(page.get_by_text("Part 2 of 3")).to_be_visible()
    person.passes("Your answers")
    assert page.locator("input:checked").count() == 0
    assert "checked" not in page.content()
    assert page.get_by_text("Anything you said is saved, but not shown here.").count() == 2


def then_the_page_that_was_lost_shows_nothing(person: "Visitor") -> None:
    page = person.goto("/t/2/")
    assert page.locator("fieldset").count() == 0


def when_the_person_answers_the_rest(person: "Visitor") -> None:
    page = person.page
    choose(page, 2, "5")
    page.locator("fieldset").nth(3).get_by_label("Prefer not to say").check()
    go_on(page)
    expect(page.get_by_text("Part 3 of 3")).to_be_visible()
    person.passes("Your answers")
    for number in range(5):
        choose(page, number, "2")
    go_on(page)
    expect(page.get_by_text("You have been through every page.")).to_be_visible()
    person.passes("Send your answers")


def when_the_person_sends_by_double_click(person: "Visitor") -> None:
    person.page.get_by_role("button", name="Send").dblclick()
    expect(person.page.get_by_text("Your answers are with your team.")).to_be_visible()
    person.passes("Thank you")


def then_the_code_opens_nothing_any_more(person: "Visitor", code: str) -> None:
    person.expect("422 /")
    when_the_person_enters(person, code)
    expect(person.page.get_by_role("heading", name="That did not open anything")).to_be_visible()
    person.passes("Enter your code")


def then_the_clinician_sees_scores_chart_and_how_they_were_made(clinician: "Visitor") -> None:
    page = clinician.page
    card = page.get_by_role("region", name="Before", exact=True)
    expect(card.get_by_text("Answered", exact=True)).to_be_visible()
    assert card.get_by_role("table").count() == 2
    figures = [cell.inner_text().removesuffix("lower is better").strip() for cell in card.locator("th + td").all()]
    assert figures == ["7 of 10", "3 of 10", "5 of 10", "not computable: 1 of 1 missing", "10 of 20"]
    assert page.get_by_role("img", name="over time").count() == 4  # a score that could not be made is not drawn

    anxiety = card.get_by_role("row", name="MSQ anxiety")
    anxiety.get_by_text("How was this computed?").click()
    expect(anxiety.get_by_text("The sum of 5 answers, all of them needed.")).to_be_visible()
    assert anxiety.get_by_role("listitem").count() == 5
    expect(card).to_contain_text("imagined relationship in mind")
    clinician.passes("Teal Example")


def then_the_lead_reads_the_report(lead: "Visitor") -> int:
    page = lead.goto("/staff/outcomes/")
    came_back = page.locator("table", has=page.get_by_text("How many came back", exact=True))
    return int(came_back.locator("tr", has_text="everyone").locator("td").first.text_content() or "")


def choose(page: Page, question: int, value: str) -> None:
    page.locator("fieldset").nth(question).get_by_role("radio", name=value, exact=True).check()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()
