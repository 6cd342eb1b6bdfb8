"""Answering in the room: the tablet goes from person to person, and a code opens by its picture."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from chromium import launch
from playwright.sync_api import Browser, Page, Playwright, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
TABLET = 768
PEOPLE = """
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.questionnaires.entry import issue_code
by = Member.objects.get(email="clinician@example.invalid")
for name in sys.argv[1:]:
    person = add_person(by=by, name=name)
    episode = open_episode(person=person, by=by, referred_on=timezone.now().date())
    print(issue_code(occasion=episode.occasions.get(moment="pre"), by=by).text, person.id)
"""
KEPT = """async () => [
  Object.keys(localStorage), Object.keys(sessionStorage), await caches.keys(),
  (await indexedDB.databases()).map((each) => each.name), (await navigator.serviceWorker.getRegistrations()).length,
]"""


@pytest.fixture(scope="module")
def keeps_pages(driver: Playwright) -> Iterator[Browser]:
    """A browser that keeps pages in memory for whoever goes back, as everybody's does and the test tool's does not."""
    browser = launch(driver, keeps_pages=True)
    yield browser
    browser.close()


def some_people(clinic: "LiveClinic", *names: str) -> list[list[str]]:
    """The code and the id of each."""
    return [line.split() for line in clinic.run(PEOPLE, *names).splitlines()]


def test_the_room_tablet_handed_from_person_to_person_shows_nothing_of_the_one_before(
    keeps_pages: Browser, visit: Visit, live_clinic: "LiveClinic"
) -> None:
    first, second, third = some_people(live_clinic, "Amber Sample", "Beryl Sample", "Coral Sample")
    room = visit(TABLET, within=keeps_pages)
    room.page.clock.install()
    given_a_tablet(room)

    # The first comes by the picture, answers a page, and leaves half-way.
    page = room.goto(f"/#{first[0]}")
    expect(page.get_by_label("Your code")).to_have_value(first[0])
    expect(page.get_by_role("status")).to_have_text("Your code is in the box. Press Go on.")
    assert page.evaluate("location.href") == f"{live_clinic.address}/"
    page.get_by_role("button", name="Go on").click()
    of_first = answer_some(page, "9")
    page.get_by_role("link", name="Exit this page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    goes_back_and_finds_nothing(page, first[0], of_first)

    # The second types the code, answers, goes back through the history into the first's pages, comes again by the code
    # and walks away.
    enter(page, second[0])
    nothing_of(page, first[0], of_first)
    of_second = answer_some(page, "4")
    for _ in range(5):
        page.go_back()
        nothing_of(page, first[0], of_first, own="4")
    enter(page, second[0])
    page.goto("/t/2/")
    expect(page.get_by_text("You have seen this before").first).to_be_visible()
    assert page.locator("input:checked").count() == 0
    page.clock.fast_forward("05:01")
    still = page.get_by_role("dialog", name="Still there?")
    expect(still.get_by_role("button", name="I am still here")).to_be_focused()
    assert room.axe(page) == []
    still.get_by_role("button").click()
    expect(still).to_be_hidden()
    page.clock.fast_forward("05:01")
    expect(still).to_be_visible()
    page.clock.fast_forward("00:31")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    goes_back_and_finds_nothing(page, second[0], of_second)

    # The tab is closed and opened again.
    room.page = page = reopened(room, page)
    page.clock.install()
    for path in ("/t/2/", "/t/check/", "/done/", "/h/", "/staff/people/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "This visit is over" if path == "/done/" else "Enter your code"
        )
        nothing_of(page, second[0], of_second)

    # The third answers and sends.
    enter(page, third[0])
    of_third = answer_some(page, "2")
    page.goto("/t/check/")
    page.get_by_role("button", name="Send").click()
    room.passes("Thank you")
    expect(page.get_by_text("Please hand the tablet back.")).to_be_visible()
    page.get_by_role("link", name="Ready for the next person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    goes_back_and_finds_nothing(page, third[0], of_third)

    keeps_nothing(room, [*first, *second, *third, of_first, of_second, of_third])


def keeps_nothing(room: "Visitor", said: list[str]) -> None:
    """Nothing is left in the browser itself; what it says of being cleared is no complaint."""
    assert room.page.evaluate(KEPT) == [[], [], [], [], 0]
    cookies = {each["name"]: each["value"] for each in room.context.cookies()}
    assert set(cookies) <= {"tablet", "forgery"}
    for each in said:
        assert not [value for value in cookies.values() if each in value]
    room.complaints = {each for each in room.complaints if not each.startswith("Clear-Site-Data header on ")}


def given_a_tablet(room: "Visitor") -> None:
    page = room.goto("/demo/clinician/")
    page.get_by_role("link", name="Make this the room’s tablet").click()
    room.passes("The room’s tablet")
    page.get_by_role("button", name="Make this the room’s tablet").click()
    room.passes("Enter your code")
    expect(page.get_by_text("This tablet keeps nothing of what you answer")).to_be_visible()


def enter(page: Page, code: str) -> None:
    page.goto("/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()


def answer_some(page: Page, said: str) -> str:
    """Answer two questions of the second page, and see them saved; which draft it was."""
    expect(page.get_by_text("Part 1 of")).to_be_visible()
    page.goto("/t/2/")
    assert page.locator("input:checked").count() == 0
    assert page.get_by_text("You have seen this before").count() == 0
    for question in (0, 1):
        page.locator("fieldset").nth(question).locator(f'input[value="{said}"]').check()
        expect(page.locator("fieldset").nth(question).locator(".state")).to_have_text("Saved")
    return str(page.locator('input[name="response"]').input_value())


def goes_back_and_finds_nothing(page: Page, code: str, draft: str) -> None:
    for way in [page.go_back] * 5 + [page.go_forward] * 5:
        way()
        if page.url != "about:blank":
            expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
            expect(page.get_by_label("Your code")).to_have_value("")
            nothing_of(page, code, draft)


def nothing_of(page: Page, code: str, draft: str, own: str = "none") -> None:
    """Neither the code, nor the draft, nor any answer but one's ``own``, which the browser may have put back itself."""
    assert code not in page.content() + page.url
    assert draft not in page.content()
    assert page.locator(f'input:checked:not([value="{own}"])').count() == 0


def reopened(room: "Visitor", page: Page) -> Page:
    page.close()
    page = room.context.new_page()
    page.goto("/")
    assert page.evaluate("history.length") <= 2
    return page


def test_a_code_by_its_picture_leaves_the_address_and_opens_nothing_by_itself(
    visit: Visit, somebody_new: tuple[str, str]
) -> None:
    code, _ = somebody_new
    phone = visit(390)
    page = phone.goto(f"/#{code}")
    expect(page.get_by_label("Your code")).to_have_value(code)
    assert page.evaluate("[location.href, history.length]") == [f"{phone.clinic.address}/", 2]
    phone.passes("Enter your code")
    page.reload()
    assert page.get_by_label("Your code").input_value() == ""
    page.evaluate("code => { location.hash = code; }", code)  # a second picture, while the page is open
    expect(page.get_by_label("Your code")).to_have_value(code)
    assert page.evaluate("location.href") == f"{phone.clinic.address}/"
    assert not [url for url in phone.asked if code in url.split("#")[0]]
    page.evaluate("location.hash = 'main'")
    assert page.evaluate("location.hash") == "#main"
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Part 1 of")).to_be_visible()


def test_without_script_the_code_is_typed_as_before(visit: Visit, somebody_new: tuple[str, str]) -> None:
    code, _ = somebody_new
    phone = visit(390, java_script_enabled=False)
    page = phone.goto(f"/#{code}")
    phone.passes("Enter your code")
    expect(page.get_by_label("Your code")).to_have_value("")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Part 1 of")).to_be_visible()
