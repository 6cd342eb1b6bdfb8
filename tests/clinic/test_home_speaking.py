"""How the pages speak: the four answers, words of one's own, and who sees them."""

import re

import pytest
from at_home import AtHome, at_home, bare
from browsing import Browser, signed_in, visiting
from rooms.home import own_words
from universe import Universe

from reconnect.clinic.home.actions import ask_to_speak
from reconnect.clinic.partners.actions import add_partner, end_partner
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.voices import ASKED, LONGEST, voice_of
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState

pytestmark = pytest.mark.furnished


@pytest.fixture
def home(universe: Universe) -> AtHome:
    """Somebody who has a partner noted."""
    found = at_home(universe.north)
    add_partner(person=found.care.person, name="Somebody", by=found.place.clinician)
    return found


def code_of(home: AtHome) -> EntryCode:
    return EntryCode.objects.get(episode=home.care.episode, withdrawn_at=None)


def chosen(browser: Browser) -> dict[str, str]:
    """The choices that the page shows."""
    page = browser.get("/h/s/").content.decode()
    ticked = re.findall(r'name="item-([\w-]+)" value="([\w ]*)" checked', page)
    return dict(ticked + re.findall(r'<input id="item-[\w-]+" name="item-([\w-]+)" value="([^"]*)"', page))


def said_of(home: AtHome) -> int:
    return Response.objects.live().filter(episode=home.care.episode, questionnaire_id=ASKED).submitted().count()


@pytest.mark.parametrize(("said", "partner"), [("0", False), ("1", True), ("2", True), ("declined", True), ("", True)])
def test_each_answer_about_a_partner_is_saved_at_once_and_shown_as_chosen(
    home: AtHome, *, said: str, partner: bool
) -> None:
    browser = home.enter()
    answer = browser.post("/h/s/", {"item-partner": said, "item-word-chest": "Front"})
    assert answer["Location"] == "/h/s/#saved"
    assert (chosen(browser)["partner"], chosen(browser)["word-chest"]) == (said, "Front")
    voice = voice_of(code_of(home))
    assert (voice.partner, voice.words) == (partner, {"chest": "Front"})
    response = Response.objects.get(episode=home.care.episode, questionnaire_id=ASKED)
    assert response.submitted_at is not None
    assert response.kept_at is not None


@pytest.mark.parametrize(("said", "penetration"), [("0", False), ("1", True), ("declined", True), ("", True)])
def test_each_answer_about_penetration_counts(home: AtHome, *, said: str, penetration: bool) -> None:
    home.enter().post("/h/s/", {"item-penetration": said, "item-word-sex": "Closeness"})
    assert voice_of(code_of(home)).penetration is penetration


def test_rather_not_saying_leaves_it_to_what_is_noted(home: AtHome) -> None:
    browser = home.enter()
    browser.post("/h/s/", {"item-partner": "0"})
    assert voice_of(code_of(home)).partner is False
    browser.post("/h/s/", {"item-partner": "declined"})
    assert voice_of(code_of(home)).partner is True  # one is noted
    end_partner(partner=home.care.person.partners.get(ended_at=None), by=home.place.clinician)
    assert voice_of(code_of(home)).partner is False


def test_a_word_that_was_taken_out_is_gone(home: AtHome) -> None:
    browser = home.enter()
    browser.post("/h/s/", {"item-word-chest": "Front", "item-partner": "1"})
    browser.post("/h/s/", {"item-word-chest": "", "item-partner": "1"})
    voice = voice_of(code_of(home))
    assert (voice.words, voice.partner) == ({}, True)


def test_the_same_twice_is_said_once(home: AtHome) -> None:
    browser = home.enter()
    for _ in range(3):
        assert browser.post("/h/s/", {"item-partner": "2", "item-word-sex": "Closeness"}).status_code == 302
    assert said_of(home) == 1


def test_a_word_that_is_too_long_is_asked_for_again_and_stays_typed(home: AtHome) -> None:
    browser = home.enter()
    long = "a" * (LONGEST + 1)
    page = browser.post("/h/s/", {"item-word-sex": long, "item-partner": "2"})
    text = page.content.decode()
    assert page.status_code == 422
    assert f"{LONGEST} letters at most" in text
    assert f'value="{long}"' in text
    assert 'value="2" checked' in text
    assert said_of(home) == 0
    with pytest.raises(ActionDenied):
        ask_to_speak(code=code_of(home), given=own_words(long))


@pytest.mark.parametrize("sent", [{}, {"item-partner": "9"}, {"item-partner": "\0"}, {"item-word-sex": "<b>\0"}])
def test_whatever_is_sent_the_page_comes_back(home: AtHome, sent: dict[str, str]) -> None:
    browser = home.enter()
    assert browser.post("/h/s/", sent).status_code == 302
    page = browser.get("/h/s/")
    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_it_is_about_words_only(home: AtHome) -> None:
    browser = home.enter()
    before = bare(browser.get("/h/"))
    browser.post("/h/s/", {"item-partner": "0", "item-penetration": "0"})
    assert bare(browser.get("/h/")) == before


def test_staff_see_it_where_they_see_home_and_it_is_not_among_what_was_kept(home: AtHome) -> None:
    clinician = signed_in(home.place.clinician)
    address = f"/staff/home/p/{home.care.person.pk}/"
    assert "They have not said. You may ask." in clinician.get(address).content.decode()
    browser = home.enter()
    browser.post("/h/s/", {"item-partner": "2", "item-word-genitals": "Bits"})
    page = clinician.get(address).content.decode()
    assert "<dd>Bits</dd>" in page
    assert "<dd>Yes, more than one partner</dd>" in page
    assert "Nothing is kept here." in browser.get("/h/k/").content.decode()


def test_a_partner_says_how_their_own_pages_speak(universe: Universe) -> None:
    text = str(universe.north.parts["partner_code"])
    browser = visiting(text, leads_to="/h/")
    browser.post("/h/s/", {"item-word-chest": "Front"})
    code = enter_code(typed=text, network="192.0.2.1")
    assert voice_of(code).words == {"chest": "Front"}
    person = EntryCode.objects.get(episode=universe.north.answered.episode, withdrawn_at=None)
    assert "chest" not in voice_of(person).words
    assert voice_of(code).partner is True


def test_how_a_partners_pages_speak_is_theirs_alone(universe: Universe) -> None:
    browser = visiting(str(universe.north.parts["partner_code"]), leads_to="/h/")
    page = browser.get("/h/s/").content.decode()
    assert "Nobody else sees what you choose here" in page
    assert "team reads" not in page
    assert "item-partner" not in page  # their pages always speak of one
    browser.post("/h/s/", {"item-word-chest": "Front"})
    said = Response.objects.live().filter(questionnaire_id=ASKED).exclude(partner=None).latest("kept_at")
    assert (said.kept_at is not None, said.submitted_at) == (True, None)


def test_the_newest_counts_alone(home: AtHome) -> None:
    code = enter_code(typed=home.code, network="192.0.2.1")
    ask_to_speak(code=code, given=own_words("Bits"))
    ask_to_speak(code=code, given={"partner": Given(AnswerState.VALUE, 0)})
    assert voice_of(code).words == {}
