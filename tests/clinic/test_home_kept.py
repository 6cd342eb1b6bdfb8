"""How a tool ends: sent without a trace, sent and kept, or kept for oneself; and what is found again, and put away."""

import re

import pytest
from at_home import CLOSE, WORDS, AtHome, at_home, bare, filled, go_through
from browsing import visiting
from rooms.home import said_to
from universe import Universe

from reconnect.clinic.asking.actions import open_block
from reconnect.clinic.asking.models import Reason
from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.home.actions import finish_tool, invite
from reconnect.clinic.home.endings import Ending
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import open_tool, put_away
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire

pytestmark = pytest.mark.furnished

LOCKED = next(each for each in blocks() if each.locked)
NETWORK = "192.0.2.1"


@pytest.fixture
def home(universe: Universe) -> AtHome:
    return at_home(universe.north)


def kept(home: AtHome) -> str:
    """The page of what was kept, in a visit of its own."""
    return home.enter().get("/h/k/").content.decode()


def finished(home: AtHome, ending: str | None) -> Response:
    browser = home.enter()
    address = go_through(home, browser)
    sent = {} if ending is None else {"ending": ending}
    assert browser.post(f"{address}send/", sent)["Location"] == address
    assert browser.get(address).status_code == 200
    return home.care.person.responses.get(pk=address.split("/")[3])


def drafted(code: EntryCode, questionnaire: Questionnaire, value: int = 1) -> Response:
    draft = open_tool(code=code, questionnaire=questionnaire)
    save_answers(response=draft, given=said_to(questionnaire, value, WORDS), code=code)
    return draft


def entered(home: AtHome) -> EntryCode:
    code = enter_code(typed=home.code, network=NETWORK)
    assert code is not None
    return code


def test_three_ways_to_finish_are_offered_and_the_first_leaves_no_trace(home: AtHome) -> None:
    browser = home.enter()
    page = browser.get(f"{go_through(home, browser)}send/").content.decode()
    assert re.findall(r'name="ending" value="(\w+)"( checked)?', page) == [
        ("send", " checked"), ("both", ""), ("keep", "")
    ]  # fmt: skip


@pytest.mark.parametrize("ending", [None, "send", "nothing that there is"])
def test_whatever_else_is_chosen_it_is_sent_and_leaves_nothing_here(home: AtHome, ending: str | None) -> None:
    response = finished(home, ending)
    assert (response.submitted_at is not None, response.kept_at) == (True, None)
    assert "Nothing is kept here." in kept(home)
    assert home.enter().get(f"/h/k/{response.pk}/").status_code == 404


def test_sent_and_kept_it_is_found_here_again_and_the_team_has_it(home: AtHome) -> None:
    response = finished(home, "both")
    assert response.submitted_at is not None
    assert home.block.name in kept(home)
    page = home.enter().get(f"/h/k/{response.pk}/").content.decode()
    assert WORDS in page
    assert "It is with your team too." in page
    assert "/give/" not in page


def test_kept_only_it_reaches_nobody_until_it_is_given(home: AtHome) -> None:
    response = finished(home, "keep")
    assert (response.submitted_at, response.kept_at is not None) == (None, True)
    browser = home.enter()
    page = browser.get(f"/h/k/{response.pk}/").content.decode()
    assert "Nobody else has it." in page
    for _ in range(2):  # a second click gives it once
        assert browser.post(f"/h/k/{response.pk}/give/")["Location"] == f"/h/k/{response.pk}/"
    response.refresh_from_db()
    assert response.submitted_at is not None
    assert "It is with your team too." in browser.get(f"/h/k/{response.pk}/").content.decode()


def test_what_was_finished_is_not_shown_at_its_old_address(home: AtHome) -> None:
    response = finished(home, "keep")
    browser = home.enter()
    address = f"/h/t/{response.pk}/"
    assert WORDS not in browser.get(address).content.decode()
    for page in (f"{address}1/", f"{address}send/"):
        assert browser.get(page)["Location"] in {address, "/h/"}


@pytest.mark.parametrize("ending", ["both", "keep"])
def test_put_away_it_is_gone_from_here_and_what_was_sent_stays_with_the_team(home: AtHome, ending: str) -> None:
    response = finished(home, ending)
    browser = home.enter()
    for _ in range(2):
        assert browser.post(f"/h/k/{response.pk}/away/")["Location"] == "/h/k/"
    assert "Nothing is kept here." in browser.get("/h/k/").content.decode()
    assert browser.get(f"/h/k/{response.pk}/").status_code == 404
    live = Response.objects.live().submitted().filter(pk=response.pk).exists()
    assert live is (ending == "both")


def test_what_was_put_away_unsent_is_not_gone_on_with_and_never_sent(home: AtHome) -> None:
    code = entered(home)
    first = drafted(code, home.block)
    finish_tool(code=code, response=first, ending=Ending.KEEP)
    put_away(code=code, response=first)
    second = open_tool(code=code, questionnaire=home.block)
    assert second.pk != first.pk
    assert not second.answers.exists()


def test_a_kept_one_is_not_begun_again(home: AtHome) -> None:
    response = finished(home, "keep")
    browser = home.enter()
    assert str(response.pk) not in home.begin(browser)


def test_a_locked_block_is_only_sent_whatever_is_chosen(universe: Universe) -> None:
    place = universe.north
    told = {"person": place.waiting.person, "block": LOCKED, "reason": Reason.THEY_WISH, "by": place.clinician}
    open_block(**told)
    invite(episode=place.waiting.episode, questionnaire=LOCKED, by=place.clinician)
    browser = visiting(issue_home_code(episode=place.waiting.episode, by=place.clinician).text, leads_to="/h/")
    address = browser.post("/h/begin/", {"tool": LOCKED.id})["Location"]
    assert 'name="ending"' not in browser.get(f"{address}send/").content.decode()
    browser.post(f"{address}send/", {"ending": "both"})
    response = place.waiting.person.responses.get(questionnaire_id=LOCKED.id)
    assert (response.submitted_at is not None, response.kept_at) == (True, None)


def test_the_action_itself_keeps_no_locked_block(universe: Universe) -> None:
    place = universe.north
    code = enter_code(typed=issue_home_code(episode=place.waiting.episode, by=place.clinician).text, network=NETWORK)
    draft = open_tool(code=code, questionnaire=LOCKED, opened={LOCKED.id})
    for ending in (Ending.BOTH, Ending.KEEP):
        with pytest.raises(ActionDenied):
            finish_tool(code=code, response=draft, ending=ending)


def test_what_was_sealed_is_on_no_page_and_leaves_no_gap(universe: Universe) -> None:
    """Kept, a block that asks whether somebody is safe is the same page whatever was said to that."""
    home = at_home(universe.north, CLOSE)
    sealed = [item for item in home.block.items if item.sealed]
    assert sealed
    shown = []
    for value in (0, 1):
        code = entered(home)
        draft = drafted(code, home.block)
        save_answers(response=draft, given={each.id: said_to(home.block, value)[each.id] for each in sealed}, code=code)
        finish_tool(code=code, response=draft, ending=Ending.BOTH)
        browser = home.enter()
        shown += [bare(browser.get(page)) for page in (f"/h/k/{draft.pk}/", "/h/k/")]
        put_away(code=code, response=draft)
    assert shown[0] == shown[2]
    assert shown[1] == shown[3]
    assert not [each.text for each in sealed if each.text in shown[0]]
    assert WORDS in shown[0]


def test_nobody_finds_what_somebody_else_kept(universe: Universe) -> None:
    mine, theirs = at_home(universe.north), at_home(universe.south)
    response = finished(theirs, "keep")
    browser = mine.enter()
    assert browser.get(f"/h/k/{response.pk}/").status_code == 404
    assert browser.post(f"/h/k/{response.pk}/give/").status_code == 404
    browser.post(f"/h/k/{response.pk}/away/")
    response.refresh_from_db()
    assert (response.kept_at is not None, response.retracted_at) == (True, None)


def test_a_partners_own_stays_theirs_unless_they_give_it(universe: Universe) -> None:
    code = enter_code(typed=str(universe.north.parts["partner_code"]), network=NETWORK)
    worksheet = shipped_library().questionnaires.newest["worksheet-naming-myths"]
    kept_to_myself = drafted(code, worksheet)
    finish_tool(code=code, response=kept_to_myself, ending=Ending.KEEP)
    browser = visiting(str(universe.north.parts["partner_code"]), leads_to="/h/")
    page = browser.get(f"/h/k/{kept_to_myself.pk}/").content.decode()
    assert WORDS in page
    assert "Send it to the team too" in page
    assert "your team" not in page
    person = visiting(str(universe.north.parts["home_code"]), leads_to="/h/")
    assert person.get(f"/h/k/{kept_to_myself.pk}/").status_code == 404


def test_what_was_kept_is_not_written_over_by_a_page_that_was_left_open(home: AtHome) -> None:
    browser = home.enter()
    address = go_through(home, browser)
    browser.post(f"{address}send/", {"ending": "keep"})
    before = home.answers()
    late = browser.post(f"{address}1/", filled(home.block.items[:5], 2, "Words of the other tab"))
    assert late["Location"] == address
    assert "It is kept here" in browser.get(address).content.decode()
    assert home.answers() == before


def test_a_card_says_which_belief_it_is_about_where_it_is_filled_in_and_where_it_is_kept(home: AtHome) -> None:
    belief = shipped_library().myths.newest["touch-must-lead-on"].belief
    browser = home.enter()
    begun = browser.post("/h/begin/", {"tool": "myth-card", "about": "touch-must-lead-on"})["Location"]
    assert belief in browser.get(f"{begun}1/").content.decode()
    browser.post(f"{begun}1/", {"item-belief": "3"})
    browser.post(f"{begun}send/", {"ending": "keep"})
    assert belief in kept(home)
    assert belief in home.enter().get(f"/h/k/{begun.split('/')[3]}/").content.decode()


EARLIER = "In my left hip"


def begun_earlier(home: AtHome) -> tuple[object, str]:
    """A sheet begun on one visit, and gone on with on the next, which sees nothing of what was said then."""
    before = home.enter()
    address = home.begin(before)
    before.post(f"{address}1/save/", {"item-pain-where": EARLIER})
    browser = home.enter()
    assert home.begin(browser) == address
    assert EARLIER not in browser.get(f"{address}1/").content.decode()
    browser.post(f"{address}2/save/", dict([next(iter(filled(home.block.items[5:6]).items()))]))
    assert "Some of this is from another visit" in browser.get(f"{address}send/").content.decode()
    return browser, address


def told(home: AtHome) -> set[str]:
    """The ids of what was said to."""
    return {item for item, said in home.answers().items() if said not in {AnswerState.BLANK, AnswerState.NOT_SHOWN}}


@pytest.mark.parametrize("ending", ["keep", "both"])
def test_what_is_kept_holds_nothing_that_another_visit_said(home: AtHome, ending: str) -> None:
    browser, address = begun_earlier(home)
    browser.post(f"{address}send/", {"ending": ending})
    assert told(home) == {home.block.items[5].id}


def test_what_is_sent_holds_it_and_it_was_said_so(home: AtHome) -> None:
    browser, address = begun_earlier(home)
    browser.post(f"{address}send/", {"ending": "send"})
    assert home.answers()["pain-where"] == EARLIER


def test_it_can_be_thrown_away_before(home: AtHome) -> None:
    browser, address = begun_earlier(home)
    assert browser.post(f"{address}send/", {"forget": "yes"}).status_code == 302
    assert told(home) == {home.block.items[5].id}
    assert "another visit" not in browser.get(f"{address}send/").content.decode()
    browser.post(f"{address}send/", {"ending": "send"})
    assert browser.post(f"{address}send/", {"forget": "yes"}).status_code == 302
    assert told(home) == {home.block.items[5].id}  # what was sent is not touched


def test_of_a_visit_of_its_own_everything_is_kept_without_a_word_about_others(home: AtHome) -> None:
    browser = home.enter()
    address = go_through(home, browser)
    assert "another visit" not in browser.get(f"{address}send/").content.decode()
    browser.post(f"{address}send/", {"ending": "keep"})
    assert told(home) == {item.id for item in home.block.items}
