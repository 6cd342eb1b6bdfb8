"""A share that ends while the partner looks at it: the next tap finds nothing to do, and no way back finds more."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from chromium import launch
from own_pages import PHONE, enter, look
from playwright.sync_api import Browser, Page, Playwright, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
WORDS = "A slow walk by the river"
LINK = "Plan a good time"
NOTHING = "There is nothing to do here now."

NOT_KEPT = "performance.getEntriesByType('navigation')[0].notRestoredReasons.reasons.map((each) => each.reason)"
MAY_BE_KEPT = {"Content-Type": "text/html; charset=utf-8"}

TWO_WHO_SHARE = """
from datetime import timedelta
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.partners.actions import add_partner, record_involvement
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import issue_home_code, issue_partner_code, open_pages, open_partner_pages
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.together.actions import share
from reconnect.clinic.together.shareables import shareables_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
person = add_person(by=by, name="Olive Sample")
episode = open_episode(person=person, by=by, referred_on=day)
open_pages(episode=episode, seen_alone_on=day, by=by)
partner = add_partner(person=person, name="Hazel Sample", by=by)
record_involvement(partner=partner, person_seen_alone=True, safe=True, found_on=day, by=by)
open_partner_pages(partner=partner, by=by)
issued = issue_home_code(episode=episode, by=by)
draft = open_tool(code=issued.code, questionnaire=shipped_library().questionnaires.newest["planner"])
save_answers(response=draft, given={"what": Given(AnswerState.VALUE, text=sys.argv[1])}, code=issued.code)
keep_tool(code=issued.code, response=draft)
thing = next(each for each in shareables_of(issued.code) if each.kind == "worksheet")
share(code=issued.code, thing=thing, until=day + timedelta(days=7))
print(issued.text.replace(" ", ""), issue_partner_code(partner=partner, by=by).text.replace(" ", ""))
"""


@pytest.fixture
def keeps_pages(driver: Playwright) -> Iterator[Browser]:
    """A browser that keeps a page in memory when somebody goes on, as phones do."""
    browser = launch(driver, keeps_pages=True)
    yield browser
    browser.close()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_next_tap_and_every_way_back_find_nothing_of_a_share_that_ended(
    keeps_pages: Browser, visit: Visit, live_clinic: "LiveClinic", *, script: bool
) -> None:
    code, theirs = live_clinic.run(TWO_WHO_SHARE, WORDS).split()
    them = visit(PHONE, within=keeps_pages, java_script_enabled=script)
    page = enter(them, theirs)
    when_they_read_it_twice(page)
    when_the_person_stops(visit(PHONE), code)

    page.get_by_role("link", name=LINK).click()
    then_there_is_nothing(page)
    gone = urlsplit(page.url).path
    look(them, "Your page")
    if script:  # this browser would have kept the page, had it been allowed to
        page.go_back()
        assert page.evaluate(NOT_KEPT) == ["response-cache-control-no-store"]
        page.go_forward()
    for way in (page.go_back, page.go_back, page.go_back, page.go_forward, page.go_forward, page.go_forward):
        way()
        then_there_is_nothing(page)
    page.get_by_role("link", name="Go to your page").click()
    then_there_is_nothing(page)
    assert page.get_by_role("link", name=LINK).count() == 0
    them.expect(f"404 {gone}")


@pytest.mark.parametrize("asks_again", [True, False], ids=["as-it-is", "without-the-script"])
def test_a_browser_that_keeps_a_page_although_it_may_not_is_made_to_ask_again(
    keeps_pages: Browser, visit: Visit, live_clinic: "LiveClinic", *, asks_again: bool
) -> None:
    code, theirs = live_clinic.run(TWO_WHO_SHARE, WORDS).split()
    them = visit(PHONE, within=keeps_pages)
    page = enter(them, theirs)
    them.context.route("**/h/g/**", lambda route: route.fulfill(response=route.fetch(), headers=MAY_BE_KEPT))
    if not asks_again:
        them.context.route("**/leave*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/h/g/")
    page.get_by_role("link", name=LINK).click()
    gone = urlsplit(page.url).path
    page.get_by_role("link", name="Go to your page").click()
    when_the_person_stops(visit(PHONE), code)
    page.go_back(wait_until="commit")  # a page out of memory is not loaded again
    if asks_again:
        then_there_is_nothing(page)
        them.expect(f"404 {gone}")
    else:
        expect(page.get_by_text(WORDS)).to_be_visible()


def when_they_read_it_twice(page: Page) -> None:
    for _ in range(2):
        page.get_by_role("link", name=LINK).click()
        expect(page.get_by_text(WORDS)).to_be_visible()
        page.get_by_role("link", name="Go to your page").click()
        expect(page.get_by_role("link", name=LINK)).to_be_visible()


def when_the_person_stops(person: "Visitor", code: str) -> None:
    enter(person, code)
    page = person.goto("/h/g/s/")
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_text("You share nothing now.")).to_be_visible()


def then_there_is_nothing(page: Page) -> None:
    expect(page.get_by_text(NOTHING)).to_be_visible()
    assert WORDS not in page.content()
