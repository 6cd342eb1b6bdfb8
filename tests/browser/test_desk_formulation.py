"""A formulation made with a person: from their answers into their words, on screen, in the dark and on paper."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
LOOKS = [(1280, "light"), (1280, "dark"), (820, "light"), (320, "light"), (320, "dark")]

SOMEBODY_WHO_TOLD = """
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
by = Member.objects.get(email="clinician@example.invalid")
today = timezone.now().date()
person = add_person(by=by, name=sys.argv[1])
episode = open_episode(person=person, by=by, referred_on=today)
told = {
    "assessment-body": {"operation": 1},
    "assessment-thoughts": {"expect-pain": 8, "attention-pain": 6},
    "assessment-feelings": {"fear-of-pain": 7, "tense": 6},
    "assessment-doing": {"avoid-sex": 9, "brace": 7, "flare-after": 8, "skills": 4},
    "assessment-relationships": {"partner-reaction": 1, "talking": 8},
}
shipped = shipped_library().questionnaires.newest
if sys.argv[2] == "everything":
    for questionnaire_id in ("body", "thoughts", "feelings", "doing", "relationships", "medicines", "culture"):
        questionnaire = shipped[f"assessment-{questionnaire_id}"]
        asked = [item for item in questionnaire.items if item.kind != "text" and not item.sealed and not item.flag]
        chosen = {item.id: 2 ** (item.high + 1) - 2**item.low for item in asked if item.kind == "choices"}
        told[questionnaire.id] = {item.id: item.high for item in asked if item.kind == "scale"} | chosen
for questionnaire_id, values in told.items():
    given = {item: Given(AnswerState.VALUE, value) for item, value in values.items()}
    questionnaire = shipped[questionnaire_id]
    record_response(episode=episode, questionnaire=questionnaire, given=given, answered_on=today, by=by)
print(person.id)
"""


def test_a_clinician_makes_a_picture_with_a_person(visit: Visit, live_clinic: "LiveClinic") -> None:
    clinician = given_the_clinician_at_somebody(visit, live_clinic, "Ultramarine Instance")

    when_they_begin_from_the_answers(clinician)
    then_the_picture_and_its_words_say_the_same(clinician.page)
    then_every_look_is_right(clinician)
    when_they_write_it_in_the_persons_words(clinician)
    then_it_stands_as_the_person_says_it(clinician)
    then_every_text_lies_inside_its_box(clinician.page)
    then_an_arrow_leads_to_the_answers_it_comes_from(clinician)
    then_it_prints_on_one_black_and_white_sheet_that_names_nobody(clinician)
    then_both_versions_are_kept(clinician)


def test_of_two_who_edit_at_once_the_second_is_told_and_both_texts_are_kept(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    one = given_the_clinician_at_somebody(visit, live_clinic, "Ochre Example")
    when_they_begin_from_the_answers(one)
    one.page.get_by_role("link", name="Put it in their words").click()
    two = visit()
    two.goto("/demo/lead/")
    two.goto(one.page.url)

    one.page.get_by_role("textbox", name="Box 1", exact=True).fill("What the first one wrote")
    two.page.get_by_role("textbox", name="Box 1", exact=True).fill("What the second one wrote")
    save(one.page)
    expect(one.page.get_by_text("Version 2, talked about on")).to_be_visible()
    two.expect(f"409 {two.page.url.removeprefix(live_clinic.address)}")
    save(two.page)

    expect(two.page.get_by_role("heading", name="A colleague saved another version meanwhile")).to_be_visible()
    expect(two.page.get_by_role("region", name="What stands")).to_contain_text("What the first one wrote")
    expect(two.page.get_by_role("region", name="What you saved")).to_contain_text("What the second one wrote")
    then_every_look_is_right(two)

    two.page.get_by_role("link", name="Make a new version from yours").click()
    save(two.page)
    expect(two.page.get_by_text("Version 4, talked about on")).to_be_visible()
    expect(two.page.locator("svg.formulation")).to_contain_text("What the second one wrote")


def test_all_that_answers_can_suggest_prints_on_one_sheet(visit: Visit, live_clinic: "LiveClinic") -> None:
    clinician = given_the_clinician_at_somebody(visit, live_clinic, "Cerulean Instance", everything=True)
    when_they_begin_from_the_answers(clinician)
    then_every_text_lies_inside_its_box(clinician.page)
    clinician.page.get_by_role("link", name="On paper").click()
    expect(clinician.page.locator(".sheet .arrows > li").nth(30)).to_be_visible()
    assert sheets(clinician.page) == 1


def test_it_can_all_be_done_without_script(visit: Visit, live_clinic: "LiveClinic") -> None:
    clinician = given_the_clinician_at_somebody(visit, live_clinic, "Sienna Example", java_script_enabled=False)
    when_they_begin_from_the_answers(clinician)
    when_they_write_it_in_the_persons_words(clinician)
    then_it_stands_as_the_person_says_it(clinician)


def given_the_clinician_at_somebody(
    visit: Visit, live_clinic: "LiveClinic", name: str, *, everything: bool = False, **options: bool
) -> "Visitor":
    person_id = live_clinic.run(SOMEBODY_WHO_TOLD, name, "everything" if everything else "some")
    clinician = visit(**options)
    clinician.goto("/demo/clinician/")
    clinician.goto(f"/staff/people/p/{person_id}/")
    clinician.page.get_by_role("link", name="Formulation").click()
    return clinician


def when_they_begin_from_the_answers(clinician: "Visitor") -> None:
    clinician.page.get_by_role("button", name="Begin from the answers").click()
    expect(clinician.page.get_by_text("Version 1, talked about on")).to_be_visible()


def then_the_picture_and_its_words_say_the_same(page: Page) -> None:
    picture = page.get_by_role("img", name="What leads to what")
    figures = picture.locator("text.figure").all_text_contents()
    lines = page.locator("ol.arrows > li")
    assert [line.get_attribute("value") for line in lines.all()] == figures
    assert len(figures) == 11
    drawn = picture.locator("text:not(.figure, .heading)").all()
    boxes = {"".join(box.locator("tspan").all_text_contents()) for box in drawn}
    assert {
        text for line in lines.all() for text in line.locator("p").first.locator("strong").all_inner_texts()
    } == boxes


def then_every_look_is_right(visitor: "Visitor") -> None:
    page = visitor.page
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert visitor.axe(page) == [], (page.url, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    page.emulate_media(color_scheme="light", forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('body')).backgroundColor")
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 1280, "height": 800})


def when_they_write_it_in_the_persons_words(clinician: "Visitor") -> None:
    page = clinician.page
    page.get_by_role("link", name="Put it in their words").click()
    if clinician.script:
        then_every_look_is_right(clinician)
    box = page.get_by_role("textbox", name="Box 3", exact=True)
    expect(box).not_to_have_value("")
    box.fill("Waiting for it to hurt <b>again</b>")
    page.get_by_role("textbox", name=re.compile(r"^Box \d+ \(new\)")).first.fill("Nobody ever told me why")
    rows = page.locator("section[aria-labelledby=arrows] fieldset.card")
    rows.nth(0).get_by_label("In their words").fill("Since the operation nothing is as it was")
    rows.nth(0).get_by_label("Yes, that is so").check()
    rows.nth(1).get_by_label("Yes, that is so").check()
    rows.nth(2).get_by_label("No, not for them").check()
    new = page.get_by_role("group", name="New arrow 1")
    new.get_by_label("From").select_option("New box 1")
    new.get_by_label("To", exact=True).select_option(index=3)
    new.get_by_label("In their words").fill("Not knowing makes me afraid")
    save(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()


def then_it_stands_as_the_person_says_it(clinician: "Visitor") -> None:
    page = clinician.page
    expect(page.get_by_text("Version 2, talked about on")).to_be_visible()
    assert "Since the operation nothing is as it was" in page.locator("ol.arrows > li").first.inner_text()
    expect(page.locator("ol.arrows").get_by_text("They say: yes")).to_have_count(2)
    expect(page.get_by_role("region", name="Not so for them").locator("ul.arrows > li")).to_have_count(1)
    expect(page.locator("svg.formulation path.way")).to_have_count(11)
    expect(page.locator("svg.formulation path.way.open")).to_have_count(9)
    expect(page.locator("main b")).to_have_count(0)
    expect(page.locator("svg.formulation")).to_contain_text("<b>again</b>")


def then_every_text_lies_inside_its_box(page: Page) -> None:
    outside = page.evaluate(
        """[...document.querySelectorAll("svg.formulation rect")].flatMap(rect => {
          const box = rect.getBBox(), text = rect.nextElementSibling.getBBox();
          const inside = text.x >= box.x && text.y >= box.y && text.x + text.width <= box.x + box.width
            && text.y + text.height <= box.y + box.height;
          return inside ? [] : [rect.nextElementSibling.textContent];
        })"""
    )
    assert outside == []


def then_an_arrow_leads_to_the_answers_it_comes_from(clinician: "Visitor") -> None:
    page = clinician.page
    first = page.locator("ol.arrows > li").first
    expect(first).to_contain_text("Yes, more than three months ago")
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Your body")).to_be_visible()
    page.go_back()


def then_it_prints_on_one_black_and_white_sheet_that_names_nobody(clinician: "Visitor") -> None:
    page = clinician.page
    page.get_by_role("link", name="On paper").click()
    then_every_look_is_right(clinician)
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        """[...document.querySelectorAll("svg.formulation *, .sheet *")].flatMap(each => {
          const style = getComputedStyle(each);
          return each.closest("svg") ? [style.fill, style.stroke] : [style.color];
        })"""
    )
    assert set(colours) <= {"none", "rgb(0, 0, 0)", "rgb(255, 255, 255)"}
    named = page.get_by_text("Ultramarine Instance").all()
    assert named
    for seen in named:
        expect(seen).to_be_hidden()
    assert sheets(page) == 1
    page.emulate_media(media="screen", color_scheme="light")
    page.get_by_role("link", name="Back to the formulation").click()


def sheets(page: Page) -> int:
    """How many sheets of paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def then_both_versions_are_kept(clinician: "Visitor") -> None:
    page = clinician.page
    page.get_by_role("link", name="All versions").click()
    then_every_look_is_right(clinician)
    expect(page.locator("ul.versions > li")).to_have_count(2)
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_text("This is an earlier version.")).to_be_visible()
    expect(page.locator("svg.formulation path.way")).to_have_count(11)
