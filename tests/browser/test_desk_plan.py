"""From a new referral to an agreed plan, and a review after a week that did not help: two colleagues and a person."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
NAME = "Slate Example"
GOAL = "Lie close in the evening, without waiting for it to hurt."
TARGET = "Hold hands, and say stop in time"
ARROW = "Fear makes me hold my breath"
TODAY = date.today().isoformat()  # noqa: DTZ011 as a date control gives it

TWO_COLLEAGUES = """
from reconnect.clinic.accounts.actions import add_member
from reconnect.clinic.accounts.models import Member
service = Member.objects.get(email="clinician@example.invalid").service
for name, local, discipline in (("Quill Sample", "quill", "psychology"), ("Fern Sample", "fern", "physiotherapy")):
    add_member(service=service, name=name, email=f"{local}@example.invalid", role="clinician", discipline=discipline)
"""
A_PICTURE = """
from datetime import date
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.formulation.actions import begin_formulation, save_version
from reconnect.clinic.formulation.graph import Arrow, Box, Graph, Said
from reconnect.clinic.formulation.queries import newest_version
from reconnect.clinic.people.models import Episode
from reconnect.model.pattern import BoxRole
by = Member.objects.get(email="quill@example.invalid")
base = newest_version(begin_formulation(episode=Episode.objects.get(person=sys.argv[1]), by=by))
keys = ("own-000000000001", "own-000000000002")
boxes = tuple(Box(key, text, BoxRole.KEEPS_GOING) for key, text in zip(keys, ("Fear", "Holding my breath")))
graph = Graph(boxes, (Arrow("own-000000000003", *keys, sys.argv[2], Said.YES),))
save_version(base=base, expects=base.number, graph=graph, made_on=date.fromisoformat(sys.argv[3]), by=by)
"""
WHAT_IS_PRACTISED = """
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.queries import active_techniques
print(*active_techniques(Episode.objects.get(person=sys.argv[1])))
"""


def test_a_referral_becomes_an_agreed_plan_and_is_looked_at_again(visit: Visit, live_clinic: "LiveClinic") -> None:
    live_clinic.run(TWO_COLLEAGUES)
    quill, fern = signed_in(visit, "quill", 1280), signed_in(visit, "fern", 820)
    person_id = given_a_referral(quill)
    live_clinic.run(A_PICTURE, person_id, ARROW, TODAY)

    when_they_write_down_what_the_person_wants(quill)
    when_they_set_a_target_that_names_an_arrow(quill)
    when_they_take_up_a_technique_that_fits_this_person(quill)
    fern.goto(f"/staff/plan/p/{person_id}/")
    when_the_other_agrees(quill)
    when_the_other_agrees(fern)
    when_the_person_agrees(fern)
    then_the_plan_is_agreed(fern)
    assert live_clinic.run(WHAT_IS_PRACTISED, person_id) == "sensate-focus"

    when_the_person_sends_a_try_that_made_it_harder(visit, quill, person_id)
    then_the_plan_says_so(fern)
    when_they_choose_something_smaller(fern)
    when_the_technique_rests(fern)
    assert live_clinic.run(WHAT_IS_PRACTISED, person_id) == ""


def signed_in(visit: Visit, who: str, width: int) -> "Visitor":
    visitor = visit(width)
    visitor.goto(f"/demo/{who}/")
    return visitor


def looks_right(visitor: "Visitor", heading: str = NAME) -> None:
    """At every look of a page, and on a tablet."""
    visitor.passes(heading)
    visitor.page.set_viewport_size({"width": 820, "height": 1180})
    assert visitor.axe(visitor.page) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 820
    visitor.page.set_viewport_size({"width": visitor.width, "height": 800})


def save(visitor: "Visitor") -> None:
    visitor.page.get_by_role("button", name="Save", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="Plan of the episode")).to_be_visible()


def technique(visitor: "Visitor") -> Locator:
    return visitor.page.get_by_role("region", name="Sensate focus", exact=True)


def given_a_referral(visitor: "Visitor") -> str:
    page = visitor.goto("/staff/people/new/")
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Referred on").fill(TODAY)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Plan", exact=True).click()
    expect(page.get_by_text("No goal is written down yet.")).to_be_visible()
    looks_right(visitor)
    return page.url.rstrip("/").rpartition("/")[2]


def when_they_write_down_what_the_person_wants(visitor: "Visitor") -> None:
    page = visitor.page
    page.get_by_role("link", name="Write down a goal").click()
    looks_right(visitor)
    page.get_by_label("The goal, in the person's own words").fill(GOAL)
    save(visitor)
    expect(page.get_by_role("heading", name=GOAL)).to_be_visible()


def when_they_set_a_target_that_names_an_arrow(visitor: "Visitor") -> None:
    page = visitor.page
    page.get_by_role("link", name="Set a target").click()
    looks_right(visitor)
    page.get_by_label("What the team works on").fill(TARGET)
    page.get_by_label("The arrow it means to weaken").select_option(label=ARROW)
    save(visitor)
    expect(page.get_by_text(f"Means to weaken: {ARROW}")).to_be_visible()
    expect(page.get_by_text("No technique serves it yet.")).to_be_visible()


def when_they_take_up_a_technique_that_fits_this_person(visitor: "Visitor") -> None:
    page = visitor.page
    page.get_by_role("link", name="Add Sensate focus").click()
    looks_right(visitor)
    page.get_by_label("The target it serves").select_option(label=TARGET)
    page.get_by_label("Who leads").select_option(label="Fern Sample, physiotherapy")
    page.get_by_label("For this person").fill("After evening prayer. Words for closeness that the interpreter found.")
    page.get_by_label("This week's experiment").fill("Ten minutes, hands only")
    save(visitor)
    expect(technique(visitor).get_by_text("Fern Sample, physiotherapy")).to_be_visible()
    expect(page.get_by_text("Served by: Sensate focus.")).to_be_visible()


def when_the_other_agrees(visitor: "Visitor") -> None:
    page = visitor.page
    page.get_by_role("button", name="Agree as").click()
    expect(page.get_by_role("button", name="Take my agreement back")).to_be_visible()
    expect(page.get_by_text("Not agreed yet", exact=True)).to_be_visible()


def when_the_person_agrees(visitor: "Visitor") -> None:
    page = visitor.page
    page.get_by_role("link", name="Record what they say of the plan").click()
    looks_right(visitor)
    page.get_by_label("Yes, this is their plan too").check()
    save(visitor)


def then_the_plan_is_agreed(visitor: "Visitor") -> None:
    expect(visitor.page.get_by_text("Agreed by the team, and by the person on")).to_be_visible()
    expect(visitor.page.get_by_text("psychology (Quill Sample")).to_be_visible()
    expect(visitor.page.get_by_text("physiotherapy (Fern Sample")).to_be_visible()
    looks_right(visitor)
    visitor.page.get_by_role("link", name="The plan to print").click()
    expect(visitor.page.get_by_text("Ten minutes, hands only")).to_be_visible()
    looks_right(visitor)


def when_the_person_sends_a_try_that_made_it_harder(visit: Visit, quill: "Visitor", person_id: str) -> None:
    quill.goto(f"/staff/home/p/{person_id}/")
    quill.page.get_by_role("link", name="Open them").click()
    quill.page.get_by_label("I saw them alone on").fill(date.today().isoformat())  # noqa: DTZ011 as a date control gives it
    quill.page.get_by_label("They want these pages").check()
    quill.page.get_by_role("button", name="Open their pages").click()
    quill.page.get_by_role("button", name="Make a code").click()
    code = quill.page.locator(".code-shown").inner_text()
    phone = visit(375)
    page = phone.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Stepping stones").click()
    page.get_by_role("link", name="Touch in easy places").click()
    for asked in ("Are you comfortable where you are now?", "Are you relaxed there?"):
        page.get_by_role("group", name=asked).get_by_label("Yes").check()
    page.get_by_role("button", name="Open this stone").click()
    page.get_by_role("button", name="Write a note after it").click()
    while not page.get_by_role("button", name="Finish").is_visible():
        if page.get_by_label("It made things harder").is_visible():
            page.get_by_label("It made things harder").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def then_the_plan_says_so(visitor: "Visitor") -> None:
    visitor.page.get_by_role("link", name="Back to the plan").click()
    expect(technique(visitor).get_by_role("heading", name="Newest try")).to_contain_text("it made things harder")
    looks_right(visitor)


def when_they_choose_something_smaller(visitor: "Visitor") -> None:
    technique(visitor).get_by_role("link", name="Change").click()
    looks_right(visitor)
    visitor.page.get_by_label("This week's experiment").fill("Two minutes, sitting apart")
    save(visitor)
    expect(technique(visitor).get_by_text("Two minutes, sitting apart")).to_be_visible()
    technique(visitor).get_by_text("Earlier experiments: 1").click()
    expect(technique(visitor).get_by_text("Ten minutes, hands only")).to_be_visible()


def when_the_technique_rests(visitor: "Visitor") -> None:
    technique(visitor).get_by_role("button", name="Let it rest").click()
    expect(technique(visitor).get_by_text("Resting since")).to_be_visible()
    expect(technique(visitor).get_by_role("button", name="Take up again")).to_be_visible()
    looks_right(visitor)


@pytest.mark.parametrize("place", ["", "me/", "stalled/"])
def test_the_teams_pages_look_right_for_a_clinician(visit: Visit, place: str) -> None:
    clinician = signed_in(visit, "clinician", 1280)
    clinician.goto(f"/staff/plan/team/{place}")
    looks_right(clinician, "Team")
