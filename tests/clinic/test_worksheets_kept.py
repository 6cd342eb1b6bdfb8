"""Experiments, plans for a good time and for a talk: shown only where somebody keeps them, in words that fit them."""

import re

import pytest
from browsing import Browser, visiting
from laddering import Stepping, stepping
from rooms.home import said_to
from rooms.steps import kept_worksheet
from universe import Universe

from reconnect.clinic.partners.actions.partner import add_partner
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.models import Response
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.django_db

PAGES = {"experiment-plan": "/h/c/a/", "planner": "/h/c/c/", "talk-plan": "/h/c/d/"}
SAID = "Words of mine"


@pytest.fixture
def somebody(universe: Universe) -> Stepping:
    return stepping(universe.north)


def sent(somebody: Stepping, questionnaire_id: str, *, keep: bool, words: str = SAID, about: str = "") -> Response:
    questionnaire = shipped_library().questionnaires.newest[questionnaire_id]
    draft = open_tool(code=somebody.code, questionnaire=questionnaire, about=about)
    save_answers(response=draft, given=said_to(questionnaire, words=words), code=somebody.code)
    send_tool(code=somebody.code, response=draft, keep=keep)
    return draft


def page(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("questionnaire_id", PAGES)
def test_what_was_sent_shows_only_where_it_is_kept(somebody: Stepping, questionnaire_id: str) -> None:
    browser, address = somebody.browser(), PAGES[questionnaire_id]
    before = page(browser, address)
    sent(somebody, questionnaire_id, keep=False)
    assert SAID not in page(browser, address)
    kept = sent(somebody, questionnaire_id, keep=True)
    assert SAID in page(browser, address)
    assert browser.post(f"/h/c/k/{kept.pk}/a/")["Location"] == address
    assert SAID not in page(browser, address)
    assert "What you find" not in before
    assert Response.objects.get(pk=kept.pk).submitted_at is not None  # the team still has it


def test_monday_planned_thursday_written_down_for_the_same_plan(somebody: Stepping) -> None:
    browser = somebody.browser()
    plan = sent(somebody, "experiment-plan", keep=False)
    shown = page(browser, "/h/c/a/")
    about = re.search(r'name="about" value="([\w-]+)"', shown)
    assert about is not None
    assert about[1] == str(plan.pk)
    answer = browser.post("/h/begin/", {"tool": "experiment-found", "about": about[1]})
    assert re.fullmatch(r"/h/t/[\w-]+/", answer["Location"])
    draft = Response.objects.get(pk=answer["Location"].split("/")[3])
    assert (draft.questionnaire_id, draft.about) == ("experiment-found", str(plan.pk))


def test_a_kept_plan_stands_with_what_was_found_and_kept_about_it(somebody: Stepping) -> None:
    plan = sent(somebody, "experiment-plan", keep=True, words="To sit close")
    sent(somebody, "experiment-found", keep=True, words="It was fine", about=str(plan.pk))
    sent(somebody, "experiment-found", keep=False, words="Only for the team", about=str(plan.pk))
    shown = page(somebody.browser(), "/h/c/a/")
    assert shown.index("To sit close") < shown.index("It was fine")
    assert "Only for the team" not in shown


def test_what_was_found_about_a_plan_that_is_not_kept_still_shows_once(somebody: Stepping) -> None:
    plan = sent(somebody, "experiment-plan", keep=False, words="To sit close")
    sent(somebody, "experiment-found", keep=True, words="Unlike anything", about=str(plan.pk))
    shown = page(somebody.browser(), "/h/c/a/")
    assert shown.count("Unlike anything") == 2  # what happened, and what was found
    assert "To sit close" not in shown


def test_a_kept_talk_is_brought_to_the_team(somebody: Stepping) -> None:
    kept, browser = kept_worksheet(somebody.code, "talk-plan", SAID), somebody.browser()
    assert "Bring this to my next talk" in page(browser, "/h/c/d/")
    for _ in range(2):
        assert browser.post(f"/h/c/k/{kept.pk}/b/")["Location"] == f"/h/t/{kept.pk}/"
    assert Response.objects.get(pk=kept.pk).submitted_at is not None
    after = page(browser, "/h/c/d/")
    assert SAID in after
    assert "Bring this to my next talk" not in after


def test_somebody_elses_sheet_is_nowhere(somebody: Stepping, universe: Universe) -> None:
    theirs = kept_worksheet(stepping(universe.south).code, "talk-plan", SAID)
    browser = somebody.browser()
    for end in ("a", "b"):
        assert browser.post(f"/h/c/k/{theirs.pk}/{end}/").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.submitted_at, theirs.kept_at is None) == (None, False)


def test_words_to_borrow_speak_of_a_partner_only_where_there_is_one(somebody: Stepping) -> None:
    browser = somebody.browser()
    alone = page(browser, "/h/c/d/w/")
    assert "You are a good friend" in alone
    assert "I miss being close to you" not in alone
    add_partner(person=somebody.person, name="Somebody", by=somebody.place.clinician)
    together = page(browser, "/h/c/d/w/")
    assert "I miss being close to you" in together
    assert "You are a good friend" not in together


def test_talking_and_planning_are_open_whatever_the_plan_holds(universe: Universe) -> None:
    episode, by = universe.north.answered.episode, universe.north.clinician
    browser = visiting(issue_home_code(episode=episode, by=by).text, leads_to="/h/")
    assert [browser.get(each).status_code for each in PAGES.values()] == [404, 200, 200]
