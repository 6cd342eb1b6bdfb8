"""A person at home, on a real server: a code, one page, one small thing, sent. With script and without."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE = 390
TOOL = "Sharing what I learned"
ASKED = "Your body"

SOMEBODY_WITH_A_PLAN = """
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.portal.actions import open_pages
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
person = add_person(by=by, name="Ochre Sample")
episode = open_episode(person=person, by=by, referred_on=day)
add_technique(episode=episode, technique_id="sharing-with-partner", added_on=day, by=by)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(person.id)
"""
WHAT_WAS_SENT = """
from reconnect.clinic.questionnaires.models import Response
for each in Response.objects.submitted().filter(person_id=sys.argv[1]).order_by("submitted_at"):
    words = sorted(answer.text for answer in each.answers.all() if answer.text)
    print(each.questionnaire_id, "|".join(words))
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_person_does_one_small_thing_and_comes_back_to_a_page_without_a_trace(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    person_id = live_clinic.run(SOMEBODY_WITH_A_PLAN)
    clinician = visit(java_script_enabled=script)
    clinician.goto("/demo/clinician/")
    when_the_clinician_asks_for_a_block(clinician, person_id)
    code = when_the_clinician_makes_a_code(clinician)

    phone = visit(PHONE, java_script_enabled=script)
    when_the_person_enters(phone, code)
    then_home_holds(phone, [TOOL, ASKED])
    when_the_person_opens(phone, TOOL)
    when_the_person_writes_and_loses_the_page(phone, script=script)

    another = visit(PHONE, java_script_enabled=script)
    when_the_person_enters(another, code)
    when_the_person_opens(another, TOOL)
    then_nothing_of_it_is_shown_and_it_goes_on(another, script=script)
    when_the_person_goes_through_the_rest(another, script=script)
    when_the_person_sends_by_double_click(another)
    then_home_holds(another, [TOOL, ASKED])
    then_the_next_one_begins_afresh(another)
    assert live_clinic.run(WHAT_WAS_SENT, person_id) == "worksheet-sharing-with-partner Some of it|What pain is"

    then_the_team_finds_it_in_the_plan(clinician, person_id)
    then_who_can_see_and_help_are_at_hand(another)


def test_two_boxes_ticked_and_one_taken_back_are_saved_as_they_stand(visit: Visit, live_clinic: "LiveClinic") -> None:
    person_id = live_clinic.run(SOMEBODY_WITH_A_PLAN)
    clinician = visit()
    clinician.goto("/demo/clinician/")
    when_the_clinician_asks_for_a_block(clinician, person_id)
    phone = visit(PHONE)
    when_the_person_enters(phone, when_the_clinician_makes_a_code(clinician))
    when_the_person_opens(phone, ASKED)
    page = phone.page
    boxes = page.locator("fieldset").first.get_by_role("checkbox")
    for number in (1, 2, 4):
        boxes.nth(number).check()
    boxes.nth(2).uncheck()
    expect(page.get_by_role("status")).to_have_text("Saved")
    page.reload()
    ticked = [number for number in range(6) if boxes.nth(number).is_checked()]
    assert ticked == [1, 4]


def test_words_are_saved_while_they_are_typed(visit: Visit, live_clinic: "LiveClinic") -> None:
    person_id = live_clinic.run(SOMEBODY_WITH_A_PLAN)
    clinician = visit()
    clinician.goto("/demo/clinician/")
    clinician.goto(f"/staff/home/p/{person_id}/")
    phone = visit(PHONE)
    when_the_person_enters(phone, when_the_clinician_makes_a_code(clinician))
    when_the_person_opens(phone, TOOL)
    page = phone.page
    box = page.get_by_label("What would you like somebody to know")
    box.press_sequentially("Up to here")
    expect(page.get_by_role("status")).to_have_text("Saved")  # the box still has the cursor in it
    page.reload()
    expect(box).to_have_value("Up to here")


def when_the_clinician_asks_for_a_block(clinician: "Visitor", person_id: str) -> None:
    page = clinician.goto(f"/staff/home/p/{person_id}/")
    clinician.passes("Ochre Sample")
    page.get_by_label("What they may fill in at home").select_option(label=ASKED)
    page.get_by_role("button", name="Ask for it at home").click()
    expect(page.get_by_role("button", name=f"Take it back ({ASKED})")).to_be_visible()
    clinician.passes("Ochre Sample")


def when_the_clinician_makes_a_code(clinician: "Visitor") -> str:
    page = clinician.page
    page.get_by_role("button", name="Make a code").click()
    expect(page.get_by_role("heading", name="A code for home")).to_be_visible()
    clinician.passes("Ochre Sample")
    return page.locator(".code-shown").inner_text()


def when_the_person_enters(person: "Visitor", code: str) -> None:
    page = person.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    person.passes("Your page")


def then_home_holds(person: "Visitor", tools: list[str]) -> None:
    page = person.goto("/h/")
    person.passes("Your page")
    assert page.locator("form h3").all_inner_texts() == tools
    shown = " ".join(page.locator("main > h1, main > p, main .way").all_inner_texts())  # without the numbers to call
    assert not any(figure in shown for figure in "0123456789%")


def when_the_person_opens(person: "Visitor", tool: str) -> None:
    person.page.locator("form", has=person.page.get_by_role("heading", name=tool)).get_by_role("button").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text(tool)


def when_the_person_writes_and_loses_the_page(person: "Visitor", *, script: bool) -> None:
    page = person.page
    person.passes(TOOL)
    expect(page.get_by_text("Nobody reads it at night")).to_be_visible()
    page.get_by_label("A friend or relative").check()
    page.get_by_label("What would you like somebody to know").fill("What pain is")
    page.get_by_label("What may be your first words?").fill("Some of it")
    page.get_by_label("Not this time").check()
    if script:
        expect(page.get_by_role("status")).to_have_text("Saved")
        return
    go_on(page)
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()


def then_nothing_of_it_is_shown_and_it_goes_on(person: "Visitor", *, script: bool) -> None:
    page = person.page
    expect(page.get_by_text("Page 1 of 2" if script else "Page 2 of 2")).to_be_visible()
    if not script:
        page.get_by_role("link", name="Go back one page").click()
        expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    assert page.locator("input:checked").count() == 0
    assert "What pain is" not in page.content()
    assert page.get_by_text("Anything you said is saved, but not shown here.").count() == (4 if script else 5)
    person.passes(TOOL)


def when_the_person_goes_through_the_rest(person: "Visitor", *, script: bool) -> None:
    page = person.page
    go_on(page)
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    person.passes(TOOL)
    page.get_by_label("It made no difference").check()
    if script:
        expect(page.get_by_role("status")).to_have_text("Saved")
    go_on(page)
    person.passes("Who is this for?")


def when_the_person_sends_by_double_click(person: "Visitor") -> None:
    person.page.get_by_role("button", name="Finish").dblclick()
    expect(person.page.get_by_text("It is with your team.")).to_be_visible()
    person.passes("Thank you")


def then_the_next_one_begins_afresh(person: "Visitor") -> None:
    when_the_person_opens(person, TOOL)
    page = person.page
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    assert page.locator("input:checked").count() == 0
    assert page.get_by_text("You have seen this before.").count() == 0


def then_the_team_finds_it_in_the_plan(clinician: "Visitor", person_id: str) -> None:
    page = clinician.goto(f"/staff/plan/p/{person_id}/")
    expect(page.get_by_text("What pain is")).to_have_count(1)


def then_who_can_see_and_help_are_at_hand(person: "Visitor") -> None:
    page = person.page
    page.get_by_role("link", name="Changes in your body that need help soon").first.click()
    person.passes("When to get help")
    page.get_by_role("link", name="Who can see this?").click()
    person.passes("Who can see this?")
    page.get_by_role("link", name="Go back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your page")


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()
