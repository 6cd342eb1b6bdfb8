"""A person's own first page on a phone: what was agreed, what is kept and put away, how it speaks, and the way out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, Route, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE = 390
TOOL = "Sharing what I learned"
WANTED, TRYING = "To sit close of an evening", "One song, side by side, on Sunday"
OWN = "Words for nobody else"

SOMEBODY_WITH_A_GOAL = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.goals import record_persons_word, set_goal, set_target
from reconnect.clinic.plan.actions.lines import Doing, add_technique
from reconnect.clinic.portal.actions import issue_home_code, open_pages
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
person = add_person(by=by, name="Ochre Sample")
episode = open_episode(person=person, by=by, referred_on=day)
goal = set_goal(episode=episode, words="To sit close of an evening", set_on=day, by=by)
target = set_target(goal=goal, words="Weaken the guard", arrow_key="", set_on=day, by=by)
record_persons_word(episode=episode, seen={target.pk}, agreed=True, said_on=day, by=by)
doing = Doing(None, by, None, "One song, side by side, on Sunday", day)
add_technique(episode=episode, technique_id="sharing-with-partner", added_on=day, doing=doing, by=by)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(person.id, issue_home_code(episode=episode, by=by).text)
"""
SOMEBODY_MEASURED = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.portal.queries import own_pages_of
from reconnect.clinic.questionnaires.models import Score
by = Member.objects.get(email="clinician@example.invalid")
scored = Score.objects.filter(value__isnull=False, response__occasion__moment="post", response__retracted_at=None)
episode = Episode.objects.get(pk=scored.order_by("id").values_list("response__occasion__episode", flat=True)[0])
if own_pages_of(episode) is None:
    open_pages(episode=episode, seen_alone_on=today_of(by.service), by=by)
print(issue_home_code(episode=episode, by=by).text)
"""


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_person_keeps_something_for_themselves_and_puts_it_away(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    person_id, code = live_clinic.run(SOMEBODY_WITH_A_GOAL).split()
    phone = visit(PHONE, java_script_enabled=script)
    when_they_enter(phone, code)
    then_the_first_page_says_what_was_agreed_and_counts_nothing(phone)
    when_they_write_and_keep_it(phone)
    then_they_find_it_and_their_team_does_not(phone, visit(), person_id)
    when_they_put_it_away(phone)
    when_they_say_how_the_pages_speak(phone)
    then_the_card_and_help_are_one_tap_away(phone)


def test_own_measures_are_one_picture_and_the_same_in_words(visit: Visit, live_clinic: "LiveClinic") -> None:
    phone = visit(PHONE)
    when_they_enter(phone, live_clinic.run(SOMEBODY_MEASURED))
    page = phone.page
    page.get_by_role("link", name="How things have been").click()
    phone.passes("How things have been")
    expect(page.get_by_role("img", name="Your own numbers, side by side")).to_be_visible()
    expect(page.get_by_text("There is no agreed cut-off").first).to_be_visible()
    expect(page.get_by_text("Lower is less in the way.").first).to_be_visible()
    shown = page.locator("main").inner_text().lower()
    assert not [word for word in ("recovered", "normal", "severe", "clinical", "%") if word in shown]
    drawn = page.locator("svg .value").all_text_contents()
    told = [each.split(" ")[0] for each in page.locator(".times dd strong").all_inner_texts()]
    assert [each for each in drawn if each != "–"] == told
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_shift_three_times_is_a_way_out_and_nothing_comes_back(visit: Visit, live_clinic: "LiveClinic") -> None:
    _, code = live_clinic.run(SOMEBODY_WITH_A_GOAL).split()
    phone = visit(PHONE)
    page = given_a_page_with_a_box(phone, code)
    page.route("**/leave/", another_site)
    when_they_type_capitals(page)
    expect(page.get_by_label("Your word for sex")).to_have_value("ABC")

    for _ in range(3):
        page.keyboard.press("Shift")

    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    then_nothing_of_it_comes_back(phone)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_button_is_a_way_out_and_nothing_comes_back(
    visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    _, code = live_clinic.run(SOMEBODY_WITH_A_GOAL).split()
    phone = visit(PHONE, java_script_enabled=script)
    page = given_a_page_with_a_box(phone, code)
    page.route("**/leave/", another_site)
    page.get_by_role("link", name="Exit this page").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    then_nothing_of_it_comes_back(phone)


def test_two_presses_or_three_slow_ones_or_a_click_between_lead_nowhere(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    _, code = live_clinic.run(SOMEBODY_WITH_A_GOAL).split()
    page = given_a_page_with_a_box(visit(PHONE), code)
    for _ in range(2):
        page.keyboard.press("Shift")
    page.get_by_label("Your word for sex").click()
    page.keyboard.press("Shift")
    page.wait_for_timeout(2100)
    for _ in range(2):
        page.keyboard.press("Shift")
    page.keyboard.press("Control+Shift+End")
    page.wait_for_timeout(300)
    expect(page.get_by_role("heading", name="How these pages speak to you")).to_be_visible()


def test_the_help_page_stands_open_to_anybody(visit: Visit) -> None:
    phone = visit(PHONE, java_script_enabled=False)
    page = phone.goto("/")
    page.get_by_role("link", name="When to get help").click()
    phone.passes("When to get help")
    expect(page.get_by_text("call 999 now.")).to_be_visible()
    page.get_by_role("link", name="Go back").click()
    phone.passes("Enter your code")


def when_they_enter(phone: "Visitor", code: str) -> None:
    page = phone.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    phone.passes("Your page")


def then_the_first_page_says_what_was_agreed_and_counts_nothing(phone: "Visitor") -> None:
    page = phone.page
    expect(page.get_by_text(WANTED)).to_be_visible()
    expect(page.get_by_text(TRYING)).to_be_visible()
    assert "Weaken the guard" not in page.content()
    expect(page.get_by_role("heading", name="There are some questions for you")).to_be_visible()
    text = page.locator("main section:not(.note)").all_inner_texts()
    assert not any(figure in " ".join(text) for figure in "0123456789%")


def when_they_write_and_keep_it(phone: "Visitor") -> None:
    page = phone.page
    page.locator("form", has=page.get_by_role("heading", name=TOOL)).get_by_role("button").click()
    note = page.get_by_text("Your team reads what you write")
    box = page.get_by_label("What would you like somebody to know")
    assert note.bounding_box()["y"] < box.bounding_box()["y"]
    box.fill(OWN)
    for following in ("2", "send"):
        page.get_by_role("button", name="Save and go on").click()
        page.wait_for_url(f"**/{following}/")
    phone.passes("Who is this for?")
    expect(page.get_by_label("Send it to my team, and leave nothing here")).to_be_checked()
    page.get_by_label("Keep it here, and send it to nobody").check()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("nobody else has it")).to_be_visible()
    phone.passes("Thank you")


def then_they_find_it_and_their_team_does_not(phone: "Visitor", clinician: "Visitor", person_id: str) -> None:
    page = phone.page
    page.get_by_role("link", name="What you kept").click()
    phone.passes("What you kept")
    page.get_by_role("link", name=TOOL).click()
    expect(page.get_by_text(OWN)).to_be_visible()
    phone.passes(TOOL)
    clinician.goto("/demo/clinician/")
    desk = clinician.goto(f"/staff/plan/p/{person_id}/")
    assert OWN not in desk.content()


def when_they_put_it_away(phone: "Visitor") -> None:
    page = phone.page
    page.get_by_role("button", name="Put it away").click()
    expect(page.get_by_text("Nothing is kept here.")).to_be_visible()
    phone.passes("What you kept")
    page.go_back()
    assert OWN not in page.content()
    phone.expect("404 " + page.url.removeprefix(phone.clinic.address))


def when_they_say_how_the_pages_speak(phone: "Visitor") -> None:
    page = phone.goto("/h/s/")
    phone.passes("How these pages speak to you")
    page.get_by_label("Your word for your chest").fill("Front")
    page.get_by_label("Prefer not to say").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The pages speak like this from now on.")).to_be_visible()
    phone.passes("How these pages speak to you")
    expect(page.get_by_label("Your word for your chest")).to_have_value("Front")


def then_the_card_and_help_are_one_tap_away(phone: "Visitor") -> None:
    page = phone.page
    for way in ("/h/", "/h/s/", "/h/k/", "/who/", "/help/"):
        phone.goto(way)
        for name in ("Flare-up card", "When to get help", "Who can see this?", "Exit this page"):
            expect(page.get_by_role("banner").get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("link", name="Flare-up card").click()
    assert page.url.endswith("/h/d/")


def given_a_page_with_a_box(phone: "Visitor", code: str) -> Page:
    when_they_enter(phone, code)
    page = phone.goto("/h/s/")
    page.get_by_label("Your word for sex").click()
    return page


def when_they_type_capitals(page: Page) -> None:
    for letter in "ABC":
        page.keyboard.down("Shift")
        page.keyboard.press(letter)
        page.keyboard.up("Shift")


def then_nothing_of_it_comes_back(phone: "Visitor") -> None:
    page = phone.page
    for _ in range(4):
        page.go_back()
        assert WANTED not in page.content()
        assert page.get_by_label("Your word for sex").count() == 0
    for _ in range(4):
        page.go_forward()
        assert WANTED not in page.content()
    another = phone.context.new_page()
    for way in ("/h/", "/h/s/", "/h/k/"):
        another.goto(way)
        expect(another.get_by_role("heading", name="Enter your code")).to_be_visible()


def another_site(route: Route) -> None:
    """Let our server end the visit, and stand in for the site that it leads to."""
    answer = route.fetch(max_redirects=0)
    cookies = {"set-cookie": answer.headers["set-cookie"]} if "set-cookie" in answer.headers else {}
    route.fulfill(status=200, headers={"content-type": "text/html"} | cookies, body="<h1>Weather</h1>")
