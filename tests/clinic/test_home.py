"""What somebody finds at home: the tools of now and nothing of before, at addresses that say nothing."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from at_home import BODY, CLOSE, AtHome, at_home, bare, filled, go_through
from browsing import Browser, visiting
from django.urls import reverse
from django.utils import timezone
from routes import address as address_of
from routes import matrix, seen
from test_page_size import MOST, weighed
from universe import ENDED, REFERRED, Universe, build_care, canary, on_paper

from reconnect.clinic.asking.actions import close_block, open_block
from reconnect.clinic.asking.models import Reason
from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.home.actions import end_invitation, finish_tool, invite
from reconnect.clinic.home.endings import Ending
from reconnect.clinic.home.models import Invitation
from reconnect.clinic.home.queries import invitations_of, measures_due
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.goals import record_persons_word
from reconnect.clinic.plan.places import places_of
from reconnect.clinic.plan.queries import live_targets
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.questionnaires.actions import open_tool
from reconnect.clinic.questionnaires.entry import enter_code, withdraw_home_codes
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.errors import ActionDenied
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.furnished

CHEERING = re.compile(r"\d+ ?%|streak|well done|last (time|done)|times|days in a row|so far|completed|progress", re.I)
SHEET = "talk-plan"
LOCKED = next(each for each in blocks() if each.locked)
NEUTRAL = "Questions you talked about"  # what a locked block is called at home


@pytest.fixture
def home(universe: Universe) -> AtHome:
    return at_home(universe.north)


def test_home_holds_what_the_team_asks_for_and_nothing_else(home: AtHome) -> None:
    page = home.enter().get("/h/").content.decode()
    assert page.count('action="/h/begin/"') == 1
    assert home.block.name in page


def test_without_anything_to_do_home_says_so(universe: Universe) -> None:
    place = universe.north
    code = issue_home_code(episode=place.waiting.episode, by=place.clinician).text
    page = visiting(code, leads_to="/h/").get("/h/").content.decode()
    assert "/h/begin/" not in page
    assert "There is nothing for you to do here now." in page


def test_home_counts_nothing_and_looks_the_same_after_a_try(home: AtHome) -> None:
    browser = home.enter()
    before = bare(browser.get("/h/"))
    go_through(home, browser)
    assert bare(browser.get("/h/")) == before
    assert not CHEERING.search(re.sub(r"<[^>]+>", " ", before))


def test_what_was_sent_is_thanked_for_at_its_address_and_asked_for_no_longer(home: AtHome) -> None:
    browser = home.enter()
    address = go_through(home, browser)
    for _ in range(2):  # a second click hears the same
        assert browser.post(f"{address}send/")["Location"] == address
    assert "It is with your team." in browser.get(address).content.decode()
    assert home.block.name not in browser.get("/h/").content.decode()
    response = home.care.person.responses.get(occasion=None)
    assert response.submitted_at is not None
    assert response.answered_on == timezone.now().astimezone(home.place.service.zone).date()
    for page in (f"{address}1/", f"{address}send/"):
        assert browser.get(page)["Location"] == address


@pytest.mark.parametrize("ending", ["", "send", "both", "keep"])
def test_of_a_sheet_in_which_nothing_is_written_nothing_is_sent_or_kept(home: AtHome, ending: str) -> None:
    browser = home.enter()
    address = home.begin(browser, SHEET)
    for number in (1, 2):
        browser.post(f"{address}{number}/", {})  # gone through, and left blank
    assert "Nothing is written yet" not in browser.get(f"{address}send/").content.decode()
    answer = browser.post(f"{address}send/", {"ending": ending})
    assert answer.status_code == 422
    assert "Nothing is written yet" in answer.content.decode()
    response = home.care.person.responses.get(questionnaire_id=SHEET)
    assert (response.submitted_at, response.kept_at) == (None, None)


@pytest.mark.parametrize("said", [{"item-topic": "The bed"}, {"item-how-long": "declined"}])
def test_a_word_or_rather_not_saying_may_be_sent(home: AtHome, said: dict[str, str]) -> None:
    browser = home.enter()
    address = home.begin(browser, SHEET)
    browser.post(f"{address}1/", said)
    assert browser.post(f"{address}send/")["Location"] == address
    assert home.care.person.responses.get(questionnaire_id=SHEET).submitted_at is not None


def test_what_the_team_asks_for_may_be_sent_blank_and_is_asked_for_no_longer(home: AtHome) -> None:
    browser = home.enter()
    address = home.begin(browser)
    assert browser.post(f"{address}send/")["Location"] == address
    assert home.block.name not in browser.get("/h/").content.decode()


def test_asked_for_again_it_is_begun_afresh_beside_what_was_sent(home: AtHome) -> None:
    browser = home.enter()
    first = go_through(home, browser)
    browser.post(f"{first}send/")
    invite(episode=home.care.episode, questionnaire=home.block, by=home.place.clinician)
    second = home.begin(browser)
    assert second != first
    assert browser.get(second)["Location"] == f"{second}1/"
    assert "checked" not in browser.get(f"{second}1/").content.decode()


def test_a_second_click_does_not_end_what_was_asked_for_since(home: AtHome) -> None:
    code = enter_code(typed=home.code, network="192.0.2.1")
    draft = open_tool(code=code, questionnaire=home.block)
    finish_tool(code=code, response=draft, ending=Ending.SEND)
    again = invite(episode=home.care.episode, questionnaire=home.block, by=home.place.clinician)
    finish_tool(code=code, response=draft, ending=Ending.SEND)
    again.refresh_from_db()
    assert again.ended_at is None


def test_what_is_taken_back_is_gone_at_once_and_what_was_said_is_kept_and_reaches_nobody(home: AtHome) -> None:
    browser = home.enter()
    address = home.begin(browser)
    browser.post(f"{address}1/", filled(home.block.items[:5]))
    end_invitation(invitation=Invitation.objects.get(episode=home.care.episode), by=home.place.clinician)
    assert home.block.name not in browser.get("/h/").content.decode()
    for page in (address, f"{address}1/", f"{address}send/"):
        assert browser.get(page)["Location"] == "/h/"
    assert browser.post(f"{address}send/")["Location"] == "/h/"
    assert browser.post("/h/begin/", {"tool": home.block.id})["Location"] == "/h/"
    # A page that was open already: what stands on it is not lost, and is shown to nobody.
    assert browser.post(f"{address}2/", filled(home.block.items[5:]))["Location"] == "/h/"
    assert len(home.answers()) == len(home.block.items)
    assert home.care.person.responses.get(occasion=None).submitted_at is None


def test_a_locked_block_is_there_only_while_it_stands_open_for_this_person(universe: Universe) -> None:
    place = universe.north
    person, episode, by = place.waiting.person, place.waiting.episode, place.clinician
    with pytest.raises(ActionDenied):
        invite(episode=episode, questionnaire=LOCKED, by=by)
    open_block(person=person, block=LOCKED, reason=Reason.THEY_WISH, by=by)
    invite(episode=episode, questionnaire=LOCKED, by=by)
    browser = visiting(issue_home_code(episode=episode, by=by).text, leads_to="/h/")
    address = browser.post("/h/begin/", {"tool": LOCKED.id})["Location"]
    for page in (browser.get("/h/"), browser.get(f"{address}1/")):
        assert page.status_code == 200
        assert NEUTRAL in page.content.decode()
        assert LOCKED.name not in page.content.decode()  # whoever holds the slip reads no more than that
    close_block(person=person, block=LOCKED, by=by)
    assert NEUTRAL not in browser.get("/h/").content.decode()
    assert browser.get(f"{address}1/")["Location"] == "/h/"


def test_a_locked_block_that_is_opened_anew_is_not_at_home_before_somebody_asks_for_it_anew(universe: Universe) -> None:
    place = universe.north
    told = {"episode": place.waiting.episode, "questionnaire": LOCKED, "by": place.clinician}
    opening = {"person": place.waiting.person, "block": LOCKED, "reason": Reason.THEY_WISH, "by": place.clinician}
    open_block(**opening)
    before = invite(**told)
    close_block(person=place.waiting.person, block=LOCKED, by=place.clinician)
    open_block(**opening)
    browser = visiting(issue_home_code(episode=place.waiting.episode, by=place.clinician).text, leads_to="/h/")
    assert NEUTRAL not in browser.get("/h/").content.decode()
    assert before not in invitations_of(place.waiting.episode)
    assert invite(**told) != before
    assert NEUTRAL in browser.get("/h/").content.decode()


def test_the_action_itself_opens_no_locked_block_for_whom_nobody_opened_it(home: AtHome) -> None:
    code = enter_code(typed=home.code, network="192.0.2.1")
    with pytest.raises(ActionDenied):
        open_tool(code=code, questionnaire=LOCKED)
    assert open_tool(code=code, questionnaire=LOCKED, opened={LOCKED.id}).questionnaire_id == LOCKED.id


def test_what_is_not_asked_for_cannot_be_begun(home: AtHome) -> None:
    browser = home.enter()
    for tool in (CLOSE, LOCKED.id, "msq-anxiety", "nothing", ""):
        assert browser.post("/h/begin/", {"tool": tool})["Location"] == "/h/"
    assert not Response.objects.filter(person=home.care.person, occasion=None).exists()


def test_beginning_twice_goes_on_with_the_same(home: AtHome) -> None:
    browser = home.enter()
    assert home.begin(browser) == home.begin(browser)


def test_addresses_and_titles_say_nothing(home: AtHome) -> None:
    browser = home.enter()
    address = go_through(home, browser)
    assert re.fullmatch(r"/h/t/[0-9a-f-]{36}/", address)
    for page in ("/h/", "/help/", f"{address}1/", f"{address}send/"):
        text = browser.get(page).content.decode()
        assert re.search(r"<title>(.*?)</title>", text)[1] == home.place.service.portal_name
        assert home.block.id not in page


@pytest.mark.parametrize("page", ["1/", "2/"])
def test_who_reads_it_and_where_to_turn_stands_before_the_first_box_for_words(home: AtHome, page: str) -> None:
    browser = home.enter()
    text = browser.get(f"{home.begin(browser)}{page}").content.decode()
    assert ("<textarea" in text) == ("Your team reads what you write" in text)
    if page == "1/":
        assert text.index("Your team reads what you write") < text.index("<textarea")
        assert text.index("Nobody reads it at night") < text.index(home.place.service.support_note)
        assert text.index(home.place.service.support_note) < text.index("<textarea")


def test_every_page_leads_to_what_needs_help_soon_out_and_to_who_can_see(home: AtHome) -> None:
    browser = home.enter()
    address = go_through(home, browser)
    for page in ("/h/", f"{address}1/", f"{address}2/", f"{address}send/"):
        text = browser.get(page).content.decode()
        assert all(f'href="{way}"' in text for way in ("/help/", "/leave/", "/who/")), page
    assert 'href="/h/"' in browser.get("/who/").content.decode()
    assert 'class="button exit"' in browser.get("/help/").content.decode()


def test_exit_closes_the_visit(home: AtHome) -> None:
    browser = home.enter()
    address = home.begin(browser)
    browser.get("/leave/")
    for page in ("/h/", f"{address}1/"):
        assert browser.get(page)["Location"] == "/"
    assert home.place.service.support_note not in browser.get("/help/").content.decode()


def test_a_demonstration_is_marked(home: AtHome, demo: None) -> None:
    assert "A demonstration: please do not type in anything about yourself." in home.enter().get("/h/").content.decode()


def test_a_code_for_home_opens_no_measures_and_a_code_for_measures_no_home(home: AtHome) -> None:
    at_home, measuring = home.enter(), visiting(home.place.code)
    assert at_home.get("/t/1/")["Location"] == "/"
    assert at_home.post("/done/").status_code == 200
    assert measuring.get("/h/")["Location"] == "/"
    assert EntryCode.objects.filter(episode=home.care.episode, used_at=None).exists()


def test_somebody_elses_tool_is_not_there(universe: Universe) -> None:
    mine, theirs = at_home(universe.north), at_home(universe.south)
    address = theirs.begin(theirs.enter())
    browser = mine.enter()
    for page in (address, f"{address}1/", f"{address}send/"):
        assert browser.get(page).status_code == 404
    for page in (f"{address}1/", f"{address}1/save/", f"{address}send/"):
        assert browser.post(page, {"sent": ""}).status_code == 404
    assert browser.get(f"/h/t/{universe.north.parts['tool_id']}/").status_code == 404  # another person of the service


def test_a_block_is_about_the_person_whatever_the_form_says(home: AtHome) -> None:
    home.enter().post("/h/begin/", {"tool": home.block.id, "about": "must-climax"})
    assert set(Response.objects.filter(questionnaire_id=home.block.id).values_list("about", flat=True)) == {""}


def test_a_page_that_it_does_not_have_is_not_there(home: AtHome) -> None:
    browser = home.enter()
    address = home.begin(browser)
    for number in ("0", "3", "99"):
        assert browser.get(f"{address}{number}/").status_code == 404
        assert browser.post(f"{address}{number}/save/", {"sent": ""}).status_code == 404


@pytest.mark.parametrize("end", ["withdrawn", "superseded", "expired", "another code", "left"])
def test_an_ended_visit_reaches_what_a_stranger_reaches(universe: Universe, home: AtHome, end: str) -> None:
    phone, stranger = home.enter(), Browser()
    address = home.begin(phone)
    episode, by = home.care.episode, home.place.clinician
    {
        "withdrawn": lambda: withdraw_home_codes(episode=episode, by=by),
        "superseded": home.enter,
        "expired": lambda: EntryCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1)),
        "another code": lambda: issue_home_code(episode=episode, by=by),
        "left": lambda: phone.get("/leave/"),
    }[end]()
    rows = [row for row in matrix() if row.route.startswith("/h/") and row.case in {"", "own"}]
    assert len(rows) > 15
    tool_id = address.split("/")[3]
    for row in rows:
        path = address_of(replace(row, route=row.route.replace("<uuid:tool_id>", tool_id)), universe)
        sent = {"sent": "something"} if row.method == "POST" else None
        answers = [getattr(each.copy(), row.method.lower())(path, sent) for each in (phone, stranger)]
        assert seen(answers[0]) == seen(answers[1]) == row.expected["anonymous"], row


def test_a_visit_ends_after_twenty_minutes_of_rest(home: AtHome) -> None:
    browser = home.enter()
    assert browser.session.get_expiry_age() == 20 * 60


@pytest.mark.parametrize("block_id", [BODY, CLOSE])
def test_a_page_with_everything_it_names_is_at_most_60_kb(universe: Universe, block_id: str) -> None:
    home = at_home(universe.north, block_id)
    browser = home.enter()
    address = home.begin(browser)
    for page in ("/h/", "/help/", f"{address}1/", f"{address}2/", f"{address}send/"):
        sizes = weighed(browser, page)
        assert sum(sizes.values()) <= MOST, (page, sizes)
        text = browser.get(page).content.decode()
        assert re.findall(r'(?:href|src|action|data-save)="(?!/|#|")([^"]*)"', text) == []


def test_every_open_place_leads_to_a_page_of_its_own(universe: Universe) -> None:
    browser = visiting(str(universe.north.parts["home_code"]), leads_to="/h/")
    places = places_of(universe.north.answered.episode)
    assert {"kept", "speaking", "own-measures"} <= {each.id for each in places}
    page = browser.get("/h/").content.decode()
    for place in places:
        assert browser.get(reverse(place.route)).status_code == 200, place.id
        assert page.count(f'<a href="{reverse(place.route)}">{escape(place.name)}</a>') == 1, place.id


def test_what_was_agreed_stands_there_in_the_persons_words_and_never_in_the_teams(universe: Universe) -> None:
    place = universe.north
    browser = visiting(str(place.parts["home_code"]), leads_to="/h/")
    page = browser.get("/h/").content.decode()
    assert canary("goal", "north") in page
    assert canary("experiment", "north") in page
    assert canary("target", "north") not in page
    assert canary("adaptation", "north") not in page
    seen = {target.pk for target in live_targets(place.answered.episode)}
    told = {"episode": place.answered.episode, "seen": seen, "said_on": today_of(place.service), "by": place.clinician}
    record_persons_word(agreed=False, **told)
    assert canary("goal", "north") not in browser.get("/h/").content.decode()


def test_questions_that_are_due_are_said_plainly_and_no_longer_once_they_are_answered(universe: Universe) -> None:
    place = universe.north
    care = build_care(place.clinician, "north due", started_on=None, ended_on=None)
    open_pages(episode=care.episode, seen_alone_on=today_of(place.service), by=place.clinician)
    browser = visiting(issue_home_code(episode=care.episode, by=place.clinician).text, leads_to="/h/")
    assert "There are some questions for you" in browser.get("/h/").content.decode()
    on_paper(care.occasions[Moment.PRE], place.clinician, said=3, answered_on=REFERRED)
    assert "There are some questions for you" not in browser.get("/h/").content.decode()


@pytest.mark.parametrize(("days_since", "due"), [(0, True), (80, True), (100, False), (280, True), (400, False)])
def test_they_are_due_while_a_window_is_open(universe: Universe, *, days_since: int, due: bool) -> None:
    ended = ENDED + timedelta(days=days_since)
    at = datetime(ended.year, ended.month, ended.day, 12, tzinfo=UTC)
    assert measures_due(universe.north.answered.episode, at) is due
