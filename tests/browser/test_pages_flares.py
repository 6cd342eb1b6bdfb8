"""A card for a flare-up on a phone: made, printed on one page, kept without internet, taken off again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, Page, Route, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE = 390
SMALLEST = 7 * 96 / 72  # 7 points, in pixels
LONGEST = 400  # letters that a part of the card has room for
SOMEBODY = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import issue_home_code, open_pages
by = Member.objects.get(email="clinician@example.invalid")
day = today_of(by.service)
episode = open_episode(person=add_person(by=by, name="Sienna Sample"), by=by, referred_on=day)
open_pages(episode=episode, seen_alone_on=day, by=by)
print(issue_home_code(episode=episode, by=by).text, episode.id)
"""
KEEP = """
from reconnect.clinic.questionnaires.actions import keep_tool
from reconnect.clinic.questionnaires.models import EntryCode, Response
code = EntryCode.objects.get(episode_id=sys.argv[1])
keep_tool(code=code, response=Response.objects.get(pk=sys.argv[2]))
"""
REWRITE = """
from reconnect.clinic.flares.actions import begin_plan
from reconnect.clinic.questionnaires.actions import keep_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.model.answer import AnswerState
code = EntryCode.objects.get(episode_id=sys.argv[1])
draft = begin_plan(code=code)
parts = ["signs", "thoughts", "others", "first-hour", "next-day", "going-back", "when-to-call"]
said = {part: Given(AnswerState.VALUE, text=sys.argv[2]) for part in parts}
save_answers(response=draft, given=said, code=code)
keep_tool(code=code, response=draft)
"""


@pytest.fixture
def phone(visit: Visit, live_clinic: "LiveClinic") -> tuple["Visitor", str]:
    """Somebody on their own pages, and their course of care."""
    code, episode_id = live_clinic.run(SOMEBODY).rsplit(" ", 1)
    visitor = visit(PHONE)
    enter(visitor, code)
    return visitor, episode_id


def enter(visitor: "Visitor", code: str) -> None:
    page = visitor.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your page")


def test_a_card_is_made_kept_on_the_phone_read_without_internet_and_taken_off(
    phone: tuple["Visitor", str], live_clinic: "LiveClinic"
) -> None:
    visitor, episode_id = phone
    page = visitor.goto("/h/d/")
    visitor.passes("You may make your card")
    expect(page.get_by_text("Keep this card on this phone")).to_have_count(0)
    when_the_plan_is_filled_in(visitor, live_clinic, episode_id)

    visitor.goto("/h/d/")
    visitor.passes("Your card")
    when_the_person_allows_it(visitor)
    then_only_the_card_is_kept(page)

    page.get_by_role("link", name="Open the card as it is kept").click()
    visitor.passes("Your card")
    live_clinic.run(REWRITE, episode_id, "A better idea")
    page.reload()
    expect(page.get_by_text("A better idea").first).to_be_visible()

    when_the_person_exits(page)
    visitor.context.set_offline(True)
    page.goto("/h/d/card/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your card")
    expect(page.get_by_text("A better idea").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet section')).borderRadius") != "0px"
    for elsewhere in ("/h/", "/h/d/", "/h/d/all/"):
        then_it_is_out_of_reach(visitor, elsewhere)

    page.get_by_role("link", name="Take it off this phone").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The card is not on this phone")
    then_it_is_out_of_reach(visitor, "/h/d/card/")
    visitor.context.set_offline(False)
    page.goto("/h/d/card/")
    expect(page.get_by_label("Your code")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


def test_without_the_persons_word_nothing_is_kept(phone: tuple["Visitor", str], live_clinic: "LiveClinic") -> None:
    visitor, episode_id = phone
    live_clinic.run(REWRITE, episode_id, "My own words")
    page = visitor.goto("/h/d/")
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()  # the box is not ticked
    visitor.goto("/h/d/card/")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_somebody_elses_card_never_takes_the_place_of_the_one_that_was_kept(
    phone: tuple["Visitor", str], live_clinic: "LiveClinic"
) -> None:
    visitor, episode_id = phone
    live_clinic.run(REWRITE, episode_id, "My own words")
    page = visitor.goto("/h/d/")
    when_the_person_allows_it(visitor)
    code, other_id = live_clinic.run(SOMEBODY).rsplit(" ", 1)
    live_clinic.run(REWRITE, other_id, "Words of another")
    enter(visitor, code)
    visitor.goto("/h/d/card/")
    expect(page.get_by_text("Words of another").first).to_be_visible()
    page.goto("/h/d/")
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()
    visitor.context.set_offline(True)
    page.goto("/h/d/card/")
    expect(page.get_by_text("My own words").first).to_be_visible()


def test_without_script_nothing_is_offered_and_the_card_is_there(visit: Visit, live_clinic: "LiveClinic") -> None:
    code, episode_id = live_clinic.run(SOMEBODY).rsplit(" ", 1)
    live_clinic.run(REWRITE, episode_id, "My own words")
    visitor = visit(PHONE, java_script_enabled=False)
    enter(visitor, code)
    page = visitor.goto("/h/d/")
    visitor.passes("Your card")
    expect(page.get_by_text("My own words").first).to_be_visible()
    expect(page.locator("[data-phone]")).to_be_hidden()
    page.get_by_role("link", name="See your whole plan").click()
    visitor.passes("Your flare-up plan")
    page.get_by_role("link", name="Changes in your body that need help soon").click()
    visitor.passes("When to get help")


@pytest.mark.parametrize(
    "words", ["W" * LONGEST, "字" * LONGEST, "🙂" * LONGEST, "W\n" * (LONGEST // 2), "Breathe out. " * 30]
)
def test_the_card_prints_on_one_page_with_the_longest_words(
    phone: tuple["Visitor", str], live_clinic: "LiveClinic", words: str
) -> None:
    visitor, episode_id = phone
    live_clinic.run(REWRITE, episode_id, words)
    for address in ("/h/d/", "/h/d/card/"):
        page = visitor.goto(address)
        assert sheets(page) == 1
        page.emulate_media(media="print")
        shown = page.locator(".sheet").inner_text().replace(" / ", "").replace("\n", "").replace(" ", "")
        assert shown.count(words.replace("\n", "").replace(" ", "")) == 7  # smaller, and never a word less
        assert (
            page.locator(".sheet").evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 7 * 96 / 72 - 0.1
        )
        page.emulate_media(media="null")


def test_a_count_of_pages_would_notice_a_second_one(phone: tuple["Visitor", str]) -> None:
    page = phone[0].goto("/h/d/")
    page.locator("main").evaluate("each => { each.style.minHeight = '400mm' }")
    assert sheets(page) == 2


def sheets(page: Page) -> int:
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


def then_it_is_out_of_reach(visitor: "Visitor", path: str) -> None:
    """Looked for in a tab of its own: the browser's page about it must not get in the way of the next one."""
    tab = visitor.context.new_page()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        tab.goto(path)
    tab.close()


def when_the_person_exits(page: Page) -> None:
    def ended(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        route.fulfill(status=200, headers={**answer.headers, "location": ""}, body="<h1>Weather</h1>")

    page.route("**/leave/", ended)
    page.get_by_role("link", name="Exit this page").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    page.unroute("**/leave/")


def when_the_plan_is_filled_in(visitor: "Visitor", live_clinic: "LiveClinic", episode_id: str) -> None:
    page = visitor.page
    page.get_by_role("button", name="Make your card").click()
    visitor.passes("My flare-up plan")
    expect(page.get_by_text("Nobody reads it at night")).to_be_visible()
    page.get_by_label("What are my early signs?").fill("A tight jaw")
    page.get_by_label("What helps in the first hour?").fill("Breathe low\nLie on my left")
    tool = page.url.split("/")[-3]
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    page.get_by_label("When do I call somebody, and whom?").fill("If it lasts ten days")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("My flare-up plan")
    live_clinic.run(KEEP, episode_id, tool)


def when_the_person_allows_it(visitor: "Visitor") -> None:
    page = visitor.page
    offer = page.locator("[data-not-kept]")
    expect(offer).to_contain_text("Anyone who can open this phone can read it.")
    expect(offer).to_contain_text("“Exit this page” does not take it away.")
    expect(offer).to_contain_text("You may take it off again")
    page.get_by_label("Keep this card on this phone, also without internet").press("Space")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.get_by_text("The card is on this phone.")).to_be_visible()
    visitor.passes("Your card")


def then_only_the_card_is_kept(page: Page) -> None:
    kept = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            for (const each of await (await caches.open(name)).keys()) found.push(new URL(each.url).pathname);
          }
          return found.sort();
        }"""
    )
    assert [path for path in kept if not path.startswith("/static/")] == ["/h/d/card/"]
    assert {path.rpartition(".")[2] for path in kept if path.startswith("/static/")} == {"css", "svg"}
    text = page.evaluate("caches.match('/h/d/card/').then((held) => held.text())")
    assert "csrf" not in text
    assert "Sample portal" not in text
    assert "A tight jaw" in text
    scopes = page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.map((each) => each.scope))")
    assert [scope.partition("/h/")[2] for scope in scopes] == ["d/card/"]
