"""A share that ends while the partner looks at it: the next tap finds nothing to do, and no way back finds more."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from chromium import launch
from live_clinic import Visitor
from own_pages import PHONE, enter, look
from playwright.sync_api import Browser, Page, Playwright, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Axe = Callable[[Page], list[str]]
Visit = Callable[..., Visitor]
WORDS = "A slow walk by the river"
LINK = "Plan a good time"
NOTHING = "There is nothing to do here now."

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
from reconnect.clinic.together.offers import free_offers
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
offer = next(each for each in free_offers(issued.code, partner) if each.kind == "worksheet")
share(code=issued.code, offer=offer, until=day + timedelta(days=7))
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
    visit: Visit, live_clinic: "LiveClinic", keeps_pages: Browser, axe_violations: Axe, *, script: bool
) -> None:
    code, theirs = live_clinic.run(TWO_WHO_SHARE, WORDS).split()
    them = Visitor(live_clinic, keeps_pages, axe_violations, PHONE, java_script_enabled=script)
    page = enter(them, theirs)
    when_they_read_it_twice(page)
    when_the_person_stops(visit(PHONE), code)

    page.get_by_role("link", name=LINK).click()
    then_there_is_nothing(page)
    gone = urlsplit(page.url).path
    look(them, "Your page")
    for way in (page.go_back, page.go_back, page.go_back, page.go_forward, page.go_forward, page.go_forward):
        way()
        then_there_is_nothing(page)
    page.get_by_role("link", name="Go to your page").click()
    then_there_is_nothing(page)
    assert page.get_by_role("link", name=LINK).count() == 0
    them.expect(f"404 {gone}")
    them.close()


def when_they_read_it_twice(page: Page) -> None:
    for _ in range(2):
        page.get_by_role("link", name=LINK).click()
        expect(page.get_by_text(WORDS)).to_be_visible()
        page.get_by_role("link", name="Go to your page").click()
        expect(page.get_by_role("link", name=LINK)).to_be_visible()


def when_the_person_stops(person: Visitor, code: str) -> None:
    enter(person, code)
    page = person.goto("/h/g/s/")
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_text("You share nothing now.")).to_be_visible()


def then_there_is_nothing(page: Page) -> None:
    expect(page.get_by_text(NOTHING)).to_be_visible()
    assert WORDS not in page.content()
