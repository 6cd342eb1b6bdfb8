"""Session 5 on a tablet: eight phones answer at once, the wall shows it when it is closed, and nobody is anywhere."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from live_clinic import LiveClinic, Visitor

pytestmark = pytest.mark.browser
pytest_plugins = ("live_clinic",)

Visit = Callable[..., "Visitor"]
PHONE, TABLET, PROJECTOR = 390, 768, 1280
PHONES = 8
BY_ITSELF = 60_000  # ms: a page looks every eight seconds
QUESTION = "Does anybody else feel like this?"
SEND = "document.querySelector('form[action$=\"/a/\"]').requestSubmit()"

SESSION_5 = """
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.groups.actions.groups import found_group
from reconnect.clinic.groups.actions.roster import add_to_group
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.people.days import today_of
from reconnect.model.load import shipped_library
by = Member.objects.get(email="clinician@example.invalid")
today = today_of(by.service)
group = found_group(programme=shipped_library().programmes.newest["link"], name=sys.argv[1], starts_on=today,
                    leads=(by,), distress_lead=by, by=by)
for number in range(8):
    episode = open_episode(person=add_person(by=by, name=f"Russet Sample {number}"), by=by, referred_on=today)
    add_to_group(group=group, episode=episode, on=today, by=by)
print(group.sessions.get(number=5).pk)
"""
LEFT = """
from reconnect.clinic.polls.models import Poll, Tally
poll = Poll.objects.get(session_id=sys.argv[1])
print(poll.answered, poll.most, Tally.objects.filter(poll=poll).count())
"""
SESSIONS = """
from django.contrib.sessions.models import Session
print(Session.objects.count())
"""


def test_eight_phones_answer_at_once_and_the_wall_shows_it_when_it_is_closed(
    visit: Visit, live_clinic: "LiveClinic"
) -> None:
    facilitator, session_id = given_session_5(visit, live_clinic, "Tuesdays")
    code = when_the_room_is_opened(facilitator)
    sessions = live_clinic.run(SESSIONS)
    wall = given_the_wall(visit, code)
    phones = given_the_phones(visit, code)

    belief = when_the_room_is_asked(facilitator)
    then_a_phone_and_the_wall_show_it_by_themselves(phones[0], wall, belief)
    when_all_answer_at_the_same_moment(phones)
    then_nobody_sees_how_many(facilitator, wall)

    when_it_is_closed(facilitator)
    then_wall_and_phones_say_what_more_than_half_said(wall, phones)
    assert live_clinic.run(LEFT, session_id) == "8 agree 0"

    when_somebody_asks(phones[3])
    when_the_question_is_put_on_the_wall(facilitator)
    expect(wall.page.get_by_text(QUESTION)).to_be_visible(timeout=BY_ITSELF)
    wall.passes("On the wall")
    facilitator.passes("The room: session 5 of Tuesdays")
    assert live_clinic.run(SESSIONS) == sessions
    then_the_log_does_not_know_that_anybody_came(live_clinic, code)


def test_without_script_and_by_keyboard_a_phone_answers_and_asks(visit: Visit, live_clinic: "LiveClinic") -> None:
    facilitator, _ = given_session_5(visit, live_clinic, "Wednesdays")
    code = when_the_room_is_opened(facilitator)
    phone = visit(PHONE, java_script_enabled=False)
    when_the_code_is_typed(phone.goto("/r/"), code)
    expect(phone.page.get_by_text("Nothing is asked at the moment.")).to_be_visible()
    belief = when_the_room_is_asked(facilitator)
    page = phone.page
    page.get_by_role("link", name="Look again").press("Enter")
    expect(page.get_by_text(belief)).to_be_visible()
    phone.passes("In the room")
    phone.expect(f"422 /r/{code}/a/")
    page.get_by_role("button", name="Send my answer").press("Enter")
    expect(page.get_by_text("Choose one, or leave it out.")).to_be_visible()
    phone.passes("In the room")
    page.get_by_label("I agree", exact=True).press(" ")
    page.get_by_role("button", name="Send my answer").press("Enter")
    expect(page.get_by_text("This phone has answered.")).to_be_visible()
    phone.passes("In the room")
    when_somebody_asks(phone)
    phone.passes("In the room")


def test_words_that_somebody_is_writing_stay_while_the_room_goes_on(visit: Visit, live_clinic: "LiveClinic") -> None:
    facilitator, _ = given_session_5(visit, live_clinic, "Thursdays")
    code = when_the_room_is_opened(facilitator)
    phone = visit(PHONE)
    box = phone.goto(f"/r/{code}/").get_by_label("Your question")
    box.fill("Not finished")
    when_the_room_is_asked(facilitator)
    expect(phone.page.get_by_text("There is something new.")).to_be_visible(timeout=BY_ITSELF)
    expect(box).to_have_value("Not finished")
    phone.passes("In the room")


def test_a_code_that_opens_nothing_says_so(visit: Visit) -> None:
    phone = visit(PHONE)
    phone.expect("422 /r/", "404 /r/000000/")
    when_the_code_is_typed(phone.goto("/r/"), "000000")
    expect(phone.page.get_by_text("That does not open a room now")).to_be_visible()
    phone.passes("Join the room")
    phone.goto("/r/000000/")
    expect(phone.page.get_by_text("That does not open a room now")).to_be_visible()


def given_session_5(visit: Visit, live_clinic: "LiveClinic", group: str) -> tuple["Visitor", str]:
    session_id = live_clinic.run(SESSION_5, group)
    facilitator = visit(TABLET)
    facilitator.goto("/demo/clinician/")
    facilitator.goto(f"/staff/room/{session_id}/")
    facilitator.passes(f"The room: session 5 of {group}")
    return facilitator, session_id


def when_the_room_is_opened(facilitator: "Visitor") -> str:
    page = facilitator.page
    page.get_by_label("For how long").select_option("2 hours")
    page.get_by_role("button", name="Open the room").click()
    code = page.locator(".room-code").inner_text().replace(" ", "")
    assert re.fullmatch(r"[0-9B-DF-HJ-NP-TV-Z]{6}", code)
    return code


def given_the_wall(visit: Visit, code: str) -> "Visitor":
    wall = visit(PROJECTOR)
    wall.goto(f"/r/{code}/wall/")
    expect(wall.page.get_by_role("img", name="The address of this room, for a camera")).to_be_visible()
    expect(wall.page.locator(".room-code")).to_have_text(f"{code[:3]} {code[3:]}")
    wall.passes("On the wall")
    return wall


def given_the_phones(visit: Visit, code: str) -> list["Visitor"]:
    """The first types the code, the others read the picture."""
    phones = [visit(PHONE) for _ in range(PHONES)]
    phones[0].goto("/r/")
    phones[0].passes("Join the room")
    when_the_code_is_typed(phones[0].page, code.lower())
    for phone in phones[1:]:
        phone.goto(f"/r/{code}/")
    expect(phones[0].page.get_by_text("Nothing is asked at the moment.")).to_be_visible()
    phones[0].passes("In the room")
    return phones


def when_the_code_is_typed(page: Page, code: str) -> None:
    page.get_by_label("The room's code").fill(code)
    page.keyboard.press("Enter")


def when_the_room_is_asked(facilitator: "Visitor") -> str:
    page = facilitator.page
    choice = page.get_by_label("A belief to ask about")
    belief = choice.locator("option").nth(1).inner_text()
    choice.select_option(label=belief)
    page.get_by_role("button", name="Ask the room").click()
    expect(page.get_by_text("not even how many answered")).to_be_visible()
    return belief


def then_a_phone_and_the_wall_show_it_by_themselves(phone: "Visitor", wall: "Visitor", belief: str) -> None:
    expect(phone.page.get_by_text(belief)).to_be_visible(timeout=BY_ITSELF)
    expect(wall.page.get_by_text(belief)).to_be_visible(timeout=BY_ITSELF)
    phone.passes("In the room")
    wall.passes("On the wall")


def when_all_answer_at_the_same_moment(phones: list["Visitor"]) -> None:
    for number, phone in enumerate(phones):
        if not phone.page.get_by_text("What do you think?").is_visible():
            phone.page.get_by_role("link", name="Look again").click()
        label = {0: "I am not sure", 1: "I do not agree"}.get(number, "I agree")
        phone.page.get_by_label(label, exact=True).check()
    for phone in phones:
        phone.page.evaluate(SEND)  # does not wait: all eight are on their way before the first is answered
    for phone in phones:
        expect(phone.page.get_by_text("This phone has answered.")).to_be_visible()
    phones[0].passes("In the room")


def then_nobody_sees_how_many(facilitator: "Visitor", wall: "Visitor") -> None:
    facilitator.page.get_by_role("link", name="Look again").click()
    expect(facilitator.page.get_by_text("not even how many answered")).to_be_visible()
    assert "people answered" not in facilitator.page.content() + wall.page.content()
    facilitator.passes("The room: session 5 of Tuesdays")


def when_it_is_closed(facilitator: "Visitor") -> None:
    facilitator.page.get_by_role("button", name="Close it, and show what may be shown").click()
    expect(facilitator.page.get_by_text("8 people answered.")).to_be_visible()


def then_wall_and_phones_say_what_more_than_half_said(wall: "Visitor", phones: list["Visitor"]) -> None:
    for each in (wall, phones[0], phones[7]):
        told = each.page.locator(".told")
        expect(told).to_have_text("8 people answered. More than half of them said: I agree.", timeout=BY_ITSELF)
        each.passes("On the wall" if each is wall else "In the room")


def when_somebody_asks(phone: "Visitor") -> None:
    phone.page.get_by_label("Your question").fill(QUESTION)
    phone.page.get_by_role("button", name="Put it in the box").press("Enter")
    expect(phone.page.get_by_text("Your question is in the box.")).to_be_visible()
    expect(phone.page.get_by_label("Your question")).to_have_value("")


def when_the_question_is_put_on_the_wall(facilitator: "Visitor") -> None:
    page = facilitator.page
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.get_by_role("button", name="Put it on the wall").click()
    expect(page.get_by_text("On the wall", exact=True)).to_be_visible()


def then_the_log_does_not_know_that_anybody_came(live_clinic: "LiveClinic", code: str) -> None:
    """Nor that somebody typed what opens nothing: what the server wrote, from its start."""
    log = Path(live_clinic.log.name).read_text("utf-8")
    assert "Listening at" in log
    assert code not in log
    assert "/r/" not in log
    assert QUESTION not in log
