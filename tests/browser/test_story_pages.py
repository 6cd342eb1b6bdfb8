"""What each page of the story must look like: scales, slip, banner, paper, weight."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
MOST_BYTES = 60_000
# Rows of a scale from 0 to 10, by the width of the screen.
ROWS = {1280: [11], 820: [11], 375: [6, 5], 360: [6, 5], 359: [5, 5, 1], 320: [5, 5, 1]}


@pytest.fixture
def questions(visit: Visit, somebody_new: tuple[str, str]) -> "Visitor":
    """Somebody before the second page of their questions."""
    person = visit()
    page = person.goto("/")
    page.get_by_label("Your code").fill(somebody_new[0])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Part ").first).to_be_visible()
    page.goto("/t/2/")
    return person


@pytest.fixture
def clinician(visit: Visit) -> "Visitor":
    """The clinician of the demonstration."""
    visitor = visit()
    visitor.goto("/demo/clinician/")
    return visitor


def test_a_scale_is_one_row_or_two_and_keeps_its_ends_in_words(questions: "Visitor") -> None:
    page = questions.page
    for width, rows in ROWS.items():
        page.set_viewport_size({"width": width, "height": 800})
        tops = [box["y"] for box in boxes(page) if box]

        assert [tops.count(top) for top in sorted(set(tops))] == rows, width
        assert all(box["height"] >= 48 and box["width"] >= 32 for box in boxes(page))
        for end in ("0: Not at all", "10: Completely"):
            expect(page.get_by_text(end).first).to_be_visible()


def test_a_chosen_number_is_seen_in_the_colours_of_the_reader(questions: "Visitor") -> None:
    page = questions.page
    page.emulate_media(forced_colors="active")
    page.locator("fieldset").first.get_by_role("radio", name="4", exact=True).check()

    colours = "all => all.map(each => getComputedStyle(each).backgroundColor)"
    found: list[str] = page.locator("fieldset").first.locator(".box").evaluate_all(colours)
    assert found.count(found[4]) == 1
    assert len(set(found)) == 2


def test_a_page_of_questions_is_light(questions: "Visitor") -> None:
    page = questions.page
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.reload(wait_until="networkidle")

    assert len(sizes) >= 6  # the page, sheets, fonts, script
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_no_page_of_a_person_says_should(questions: "Visitor") -> None:
    for path in ("/", "/who/", "/t/1/", "/t/2/", "/t/3/", "/t/check/", "/done/"):
        text = questions.goto(path).inner_text("body")
        assert not {"should", "must", "patient"} & set(text.lower().replace(".", " ").split()), path
        expect(questions.page.get_by_role("link", name="Exit this page")).to_be_visible()
        expect(questions.page.get_by_role("link", name="Who can see this?")).to_be_visible()


def test_the_help_pages_pass(questions: "Visitor") -> None:
    questions.goto("/who/")
    questions.passes("Who can see this?")
    questions.expect("404 /t/99/")
    questions.goto("/t/99/")
    questions.passes("Nothing is here")


def test_a_slip_says_nothing_of_what_it_is_about_nor_whose(clinician: "Visitor", somebody_new: tuple[str, str]) -> None:
    page = clinician.goto(somebody_new[1])
    card = page.get_by_role("region", name="Before", exact=True)
    expect(card).to_contain_text("A code is open until")
    card.get_by_role("button", name="Make a code").click()
    clinician.passes("Umber Sample")
    with page.expect_navigation():  # with what it looks like in print
        page.get_by_role("button", name="Make a new code").click()
    code = page.locator(".code-shown").inner_text()
    assert page.get_by_text("Today lies outside").count() == 0

    page.emulate_media(media="print")
    printed = page.inner_text("body")
    assert code in printed
    assert clinician.clinic.address in printed
    for telling in ("Umber", "Umber Sample", "8888", "pain", "sex", "clinic", "ReConnect", "demonstration", "question"):
        assert telling.lower() not in printed.lower(), telling
    height = page.locator(".code-shown").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert height >= 36
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_a_code_for_days_that_are_not_now_warns(clinician: "Visitor", somebody_new: tuple[str, str]) -> None:
    page = clinician.goto(somebody_new[1])
    page.get_by_role("region", name="Follow-up").get_by_role("button").click()

    expect(page.get_by_role("alert")).to_contain_text("Today lies outside the days of this occasion")
    clinician.passes("Umber Sample")


def test_the_banner_stays_and_the_page_is_not_long(clinician: "Visitor") -> None:
    page = clinician.goto("/staff/people/")
    page.get_by_label("Find by name or number").fill("Coral Inv")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Coral Invented").click()
    clinician.passes("Coral Invented")
    assert page.evaluate("document.documentElement.scrollHeight") < 2300

    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate("scrollY") > 500
    for part in ("Coral Invented", "Born", "NHS number"):
        box = page.get_by_label("Whose page this is").get_by_text(part).bounding_box()
        assert box
        assert 0 <= box["y"] < 80


@pytest.mark.parametrize(("persona", "path"), [("lead", "/staff/people/"), ("administrator", "/staff/members/")])
def test_the_bar_of_a_phone_is_two_rows_whatever_the_role(visit: Visit, persona: str, path: str) -> None:
    visitor = visit(375)
    visitor.goto(f"/demo/{persona}/")
    page = visitor.goto(path)
    heights = "() => [...document.querySelectorAll('.bar > div, .bar .self, .bar form')].map(e => e.clientHeight)"
    bar, name, _ = page.evaluate(heights)
    assert (bar < 110, name < 30) == (True, True), (bar, name)
    first, second = (page.locator(each).bounding_box() for each in (".bar .self", ".bar form"))
    assert first
    assert second
    assert first["y"] < second["y"]
    assert round(first["x"] + first["width"]) == round(second["x"] + second["width"])


def test_the_staff_fit_on_a_phone(visit: Visit) -> None:
    visitor = visit(375)
    visitor.goto("/demo/administrator/")
    table = visitor.goto("/staff/members/").locator("table")
    assert table.evaluate("each => each.scrollWidth <= each.parentElement.clientWidth")
    assert set(table.locator("td").evaluate_all("all => all.map(each => getComputedStyle(each).textAlign)")) == {"left"}


def test_the_words_of_a_scales_end_stand_under_its_end(questions: "Visitor") -> None:
    page = questions.goto("/t/3/")
    page.set_viewport_size({"width": 375, "height": 800})
    ends = page.locator(".ends span:last-child")
    assert ends.count() == 5
    assert set(ends.evaluate_all("all => all.map(each => getComputedStyle(each).textAlign)")) == {"right"}
    gap = page.evaluate(
        "document.querySelector('.actions').getBoundingClientRect().top"
        " - [...document.querySelectorAll('fieldset')].pop().getBoundingClientRect().bottom"
    )
    assert gap < 56


def test_a_paper_form_is_typed_in_by_figures_and_corrected_later(
    clinician: "Visitor", somebody_new: tuple[str, str]
) -> None:
    page = clinician.goto(somebody_new[1])
    type_in(clinician, "Type in: Interference", ["7", "10", "B", "0"])
    card = page.get_by_role("region", name="Before", exact=True)
    figures = [cell.inner_text() for cell in card.locator("th + td").all()]
    assert [figure.split(" lower")[0] for figure in figures] == [
        "7 of 10",
        "10 of 10",
        "not computable: 1 of 1 missing",
        "0 of 10",
    ]
    expect(card).to_contain_text("typed in from paper by Psychologist Sample")

    type_in(clinician, "Correct: Interference", ["6", "10", "B", "0"])
    card.get_by_text("Replaced by corrections: 1").click()
    expect(card).to_contain_text("7 of 10")
    expect(card).to_contain_text("6 of 10")
    clinician.passes("Umber Sample")


def test_a_paper_form_that_is_not_complete_says_what_is_left(
    clinician: "Visitor", somebody_new: tuple[str, str]
) -> None:
    page = clinician.goto(somebody_new[1])
    page.get_by_role("link", name="Type in: MSQ").first.click()
    clinician.expect(f"422 {page.url.removeprefix(clinician.clinic.address)}")
    page.get_by_role("button", name="Save").click()

    problem = page.get_by_role("alert")
    assert problem.get_by_role("link").count() == 8  # how they came, the day, the relationship, five items
    clinician.passes("Umber Sample")
    problem.get_by_role("link").nth(4).click()
    assert page.evaluate("document.activeElement.id") == "item-anxiety-2"


def type_in(clinician: "Visitor", link: str, keys: list[str]) -> None:
    page = clinician.page
    page.get_by_role("link", name=link).first.click()
    clinician.passes("Umber Sample")
    page.get_by_label("On paper", exact=True).check()
    page.get_by_label("Day on the paper").fill(date.today().isoformat())  # noqa: DTZ011 as a date control gives it
    page.get_by_label("Not said").focus()
    page.keyboard.press("Space")
    for key in keys:
        page.keyboard.press("Tab")
        page.keyboard.type(key)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Before", exact=True)).to_be_visible()


def boxes(page: Page) -> list[dict[str, float]]:
    found: list[dict[str, float]] = (
        page.locator("fieldset")
        .first.locator(".box")
        .evaluate_all(
            "all => all.map(each => { const b = each.getBoundingClientRect();"
            " return {y: Math.round(b.y), width: b.width, height: b.height}; })"
        )
    )
    return found


def test_a_lead_makes_a_form_that_may_leave_and_looks_at_one_group(visit: Visit) -> None:
    lead = visit()
    page = lead.goto("/demo/lead/")
    page.goto("/staff/outcomes/")
    page.get_by_label("Group", exact=True).select_option("Link 2")
    page.get_by_role("button", name="Show these people").click()
    expect(page.get_by_text("You look at a part of your people, the group Link 2.")).to_be_visible()
    lead.passes("Did people change?")

    page.get_by_role("link", name="Who was heard from again?").click()
    expect(page.get_by_role("region", name="Link 2", exact=True)).to_contain_text("The aim is 60 %")
    for each in page.locator("details").all():
        each.locator("summary").click()
    lead.passes("Who was heard from again?")
    page.get_by_role("link", name="Back to the outcomes").click()

    page.get_by_role("link", name="Make a form that may leave the service").click()
    page.get_by_role("button", name="Make the form").click()
    expect(page.get_by_role("link", name="report.html")).to_be_visible()
    lead.passes("A form that may leave your service")
