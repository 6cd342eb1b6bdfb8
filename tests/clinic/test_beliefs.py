"""Beliefs looked at again: what is kept is shown, what is not leaves no trace."""

from datetime import timedelta

import pytest
from browsing import Browser, visiting
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rooms.home import said_to
from routes import plain
from universe import Universe

from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, put_away, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.model.address import address_of
from reconnect.model.load import shipped_library

BELIEF = "no-ends-everything"
PAGE = f"/h/m/b/{address_of(BELIEF)}/"


@pytest.fixture
def text(universe: Universe) -> str:
    place = universe.north
    return issue_home_code(episode=place.waiting.episode, by=place.clinician).text


@pytest.fixture
def code(text: str) -> EntryCode:
    code = enter_code(typed=text, network="192.0.2.44")
    assert code is not None
    return code


def rate(code: EntryCode, tool: str, belief: int, about: str = BELIEF) -> Response:
    questionnaire = shipped_library().questionnaires.newest[tool]
    draft = open_tool(code=code, questionnaire=questionnaire, about=about)
    save_answers(response=draft, given=said_to(questionnaire, belief, "Told in my own words"), code=code)
    return draft


def page(text: str, address: str = PAGE) -> str:
    answer = visiting(text, Browser(), leads_to="/h/").get(address)
    assert answer.status_code == 200
    return plain(answer)


def test_what_was_sent_and_not_kept_leaves_no_trace_on_the_page(text: str, code: EntryCode) -> None:
    before = page(text)
    send_tool(code=code, response=rate(code, "myth-card", 8))
    assert page(text) == before


def test_a_belief_that_was_kept_is_rated_again_and_the_change_is_shown(text: str, code: EntryCode) -> None:
    keep_tool(code=code, response=rate(code, "myth-card", 8), at=timezone.now() - timedelta(days=40))
    assert "you believed it 8 out of 10" in page(text)
    keep_tool(code=code, response=rate(code, "myth-again", 3))
    shown = page(text)
    assert "you believed it 8 out of 10" in shown
    assert "it was 3 out of 10" in shown
    assert "Told in my own words" not in shown


def test_only_the_belief_that_was_rated_shows_a_rating(text: str, code: EntryCode) -> None:
    keep_tool(code=code, response=rate(code, "myth-card", 8))
    assert "out of 10" not in page(text, f"/h/m/b/{address_of('others-do-it-more')}/")


def test_a_belief_that_was_not_rated_is_not_one_of_nought(text: str, code: EntryCode) -> None:
    draft = open_tool(code=code, questionnaire=shipped_library().questionnaires.newest["myth-card"], about=BELIEF)
    keep_tool(code=code, response=draft)
    assert "out of 10" not in page(text)


def test_a_card_of_ones_own_is_found_again_rated_and_put_away(text: str, code: EntryCode) -> None:
    own = rate(code, "own-myth", 6, about="")
    keep_tool(code=code, response=own)
    keep_tool(code=code, response=rate(code, "myth-again", 2, about=str(own.pk)))
    assert "Told in my own words" in page(text, "/h/m/")
    shown = page(text, f"/h/m/o/{own.pk}/")
    assert "you believed it 6 out of 10" in shown
    assert "it was 2 out of 10" in shown
    put_away(code=code, response=own)
    assert "Told in my own words" not in page(text, "/h/m/")


def test_many_cards_take_no_more_queries_than_one(text: str, code: EntryCode) -> None:
    browser = visiting(text, Browser(), leads_to="/h/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            browser.get("/h/m/")
        return len(caught)

    keep_tool(code=code, response=rate(code, "own-myth", 5, about=""))
    one = queries()
    for _ in range(4):
        keep_tool(code=code, response=rate(code, "own-myth", 5, about=""))
    assert queries() == one


def test_an_address_says_nothing_of_the_belief(text: str) -> None:
    shown = page(text, "/h/m/")
    for myth in shipped_library().myths.newest.values():
        assert f"/h/m/b/{address_of(myth.id)}/" in shown
        assert f"/{myth.id}" not in shown
