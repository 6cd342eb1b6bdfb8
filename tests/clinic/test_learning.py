"""Short pages about pain: picked by what somebody told, in their voice, and each a leaflet that knows nobody."""

import re
from datetime import datetime

import pytest
from at_home import bare
from browsing import Browser, signed_in, visiting
from django.http import HttpResponse
from rooms.home import said_to
from test_page_size import MOST, weighed
from universe import Care, Place, Universe, build_care, given

from reconnect.clinic.learning.queries import leaflet_of
from reconnect.clinic.partners.models import Partner
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, record_response, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.questionnaires.voices import ASKED
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.piece import for_anyone
from reconnect.model.voice import Only, Voice

QUESTIONNAIRES = shipped_library().questionnaires.newest
PIECES = shipped_library().pieces.newest
ALWAYS = ["how-pain-gets-louder", "hurt-and-harm", "a-path-in-the-grass"]
DOING, BODY, CLOSE, MEDICINES = (f"assessment-{each}" for each in ("doing", "body", "relationships", "medicines"))
GIVEN = re.compile(r'<p class="given" id="given">https://clinic\.example(/l/[a-z2-7]{8}/)</p>')


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


def tell(place: Place, care: Care, questionnaire: str, **said: int) -> None:
    """The team notes what the person said; ``_`` stands for ``-`` in an item's id."""
    answers = {item.replace("_", "-"): value for item, value in said.items()}
    wording = QUESTIONNAIRES[questionnaire]
    found = {item: Given(AnswerState.VALUE, value) for item, value in answers.items()}
    day = care.episode.started_on
    record_response(episode=care.episode, questionnaire=wording, given=found, answered_on=day, by=place.clinician)


def fresh_code(place: Place, care: Care) -> str:
    open_pages(episode=care.episode, seen_alone_on=care.episode.referred_on, by=place.clinician)
    return issue_home_code(episode=care.episode, by=place.clinician).text


def opened(place: Place, care: Care) -> EntryCode:
    code = enter_code(typed=fresh_code(place, care), network="192.0.2.9")
    assert code is not None
    return code


def at_home(place: Place, care: Care) -> Browser:
    return visiting(fresh_code(place, care), leads_to="/h/")


def picked(place: Place, care: Care) -> list[str]:
    return [piece.id for piece, _ in leaflet_of(opened(place, care)).picked]


def page_of(browser: Browser, piece: str) -> HttpResponse:
    return browser.get(f"/h/a/{address_of(piece)}/")


def speak(place: Place, care: Care, at: datetime | None = None, **said: int | str) -> None:
    """The person says how their pages are to speak, and keeps it."""
    code = opened(place, care)
    draft = open_tool(code=code, questionnaire=QUESTIONNAIRES[ASKED])
    answers = {
        item.replace("_", "-"): Given(AnswerState.VALUE, text=each)
        if isinstance(each, str)
        else Given(AnswerState.VALUE, each)
        for item, each in said.items()
    }
    save_answers(response=draft, given=answers, code=code)
    keep_tool(code=code, response=draft, at=at)


def test_two_people_who_told_different_things_get_different_leaflets(place: Place) -> None:
    one, other = place.waiting, build_care(place.clinician, "other", nhs_number="")
    tell(place, one, DOING, endure=8, avoid_touch=0)
    tell(place, one, BODY, bladder_bowel=2**2)
    tell(place, other, DOING, endure=0, avoid_touch=9)
    assert picked(place, one) == ["getting-it-over-with", "bladder-and-bowel"]
    assert picked(place, other) == ["keeping-away"]
    pages = [at_home(place, each).get("/h/a/").content.decode() for each in (one, other)]
    first = [re.findall("<h3><a href=[^>]*>(.*?)</a>", page)[0] for page in pages]
    assert first == ["The circle of getting it over with", "The circle of keeping away"]


def test_whoever_told_nothing_gets_what_everybody_gets_and_may_open_the_rest(place: Place) -> None:
    found = leaflet_of(opened(place, place.waiting))
    assert found.picked == ()
    assert [each.id for each in found.for_everybody] == ALWAYS
    browser = at_home(place, place.waiting)
    page = browser.get("/h/a/").content.decode()
    assert "Picked from what you told us" not in page
    links = re.findall(r'href="(/h/a/[a-z2-7]{8}/)"', page)
    assert len(links) == len(set(links)) == len(PIECES) - 1  # all but the partner's, where there is no partner
    assert {browser.get(each).status_code for each in links} == {200}


def test_missing_and_declined_and_none_of_these_pick_nothing(place: Place) -> None:
    wording = QUESTIONNAIRES[DOING]
    day = place.waiting.episode.started_on
    declined = given(wording, AnswerState.DECLINED)
    record_response(
        episode=place.waiting.episode, questionnaire=wording, given=declined, answered_on=day, by=place.clinician
    )
    tell(place, place.waiting, BODY, bladder_bowel=2**0)
    assert picked(place, place.waiting) == []


def test_the_newest_word_counts(place: Place) -> None:
    tell(place, place.waiting, DOING, endure=9)
    assert picked(place, place.waiting) == ["getting-it-over-with"]
    tell(place, place.waiting, DOING, endure=1)
    assert picked(place, place.waiting) == []


def test_nothing_of_another_person_picks_a_piece(place: Place) -> None:
    other = build_care(place.clinician, "other", nhs_number="")
    tell(place, other, DOING, endure=9)
    assert picked(place, place.waiting) == []


def test_a_page_says_which_question_led_there_and_not_what_was_answered(place: Place) -> None:
    tell(place, place.waiting, BODY, bladder_bowel=2**4)
    tell(place, place.waiting, DOING, endure=8)
    page = at_home(place, place.waiting).get("/h/a/").content.decode()
    assert "It is here because of what you said to: “Do you live with any of these?”" in page
    assert "It is here because of what you said to: “I carry on although it hurts, to get it over with.”" in page
    assert "I leak pee" not in page
    assert "8" not in re.sub(r'href="[^"]*"|<meta[^>]*>|value="[^"]*"|src="[^"]*"', "", page.partition("<main")[2])


def test_what_the_person_kept_is_said_back_in_the_words_of_the_answer(place: Place) -> None:
    code = opened(place, place.waiting)
    wording = QUESTIONNAIRES[BODY]
    draft = open_tool(code=code, questionnaire=wording)
    answers = said_to(wording, words="My own words for it") | {
        "bladder-bowel": Given(AnswerState.VALUE, 2**4 + 2**5),
        "bleeding": Given(AnswerState.VALUE, 2**1),
    }
    save_answers(response=draft, given=answers, code=code)
    send_tool(code=code, response=draft, keep=True)
    page = at_home(place, place.waiting).get("/h/a/").content.decode()
    assert "It is here because you said: “I leak pee”." in page
    assert "My own words for it" not in page
    assert "After sex" not in page


def test_a_disclosure_changes_not_a_byte_of_the_list_or_of_any_piece(place: Place) -> None:
    """Alike but for what must reach the team: safety, self-harm, and what a body may not wait with."""
    told, silent = place.waiting, build_care(place.clinician, "silent", nhs_number="")
    for each in (told, silent):
        tell(place, each, DOING, endure=8)
        tell(place, each, CLOSE, status=3)
    before = {page: bare(at_home(place, told).get(page)) for page in _pages(place, told)}
    tell(place, told, CLOSE, safe_now=2)
    tell(place, told, "assessment-feelings", self_harm=2)
    tell(place, told, BODY, bleeding=2**1, new_in_two_weeks=2**3, not_looked_at=1)
    tell(place, told, "assessment-hard-experiences", as_adult=2)
    for page, text in before.items():
        assert bare(at_home(place, told).get(page)) == text, page
        assert bare(at_home(place, silent).get(page)) == text, page


def _pages(place: Place, care: Care) -> list[str]:
    page = at_home(place, care).get("/h/a/").content.decode()
    return ["/h/a/", *re.findall(r'href="(/h/a/[a-z2-7]{8}/)"', page)]


def test_a_partner_is_spoken_of_only_where_pages_may(place: Place) -> None:
    browser = at_home(place, place.waiting)
    assert page_of(browser, "for-a-partner").status_code == 404
    assert b"partner" not in page_of(browser, "keeping-away").content
    speak(place, place.waiting, partner=1)
    browser = at_home(place, place.waiting)
    assert page_of(browser, "for-a-partner").status_code == 200
    assert b"A partner may keep away" in page_of(browser, "keeping-away").content


@pytest.mark.furnished
def test_a_partner_who_is_noted_is_spoken_of_unless_the_person_says_no(place: Place) -> None:
    noted = Partner.objects.filter(person=place.answered.person, ended_at=None)
    assert noted.exists()
    assert page_of(at_home(place, place.answered), "for-a-partner").status_code == 200
    speak(place, place.answered, partner=0)
    assert page_of(at_home(place, place.answered), "for-a-partner").status_code == 404


def test_a_piece_speaks_in_the_persons_own_words_and_its_leaflet_in_plain_ones(place: Place) -> None:
    speak(place, place.waiting, word_genitals="tuppence", word_sex="cuddling")
    browser = at_home(place, place.waiting)
    assert b"Bladder, bowel and tuppence" in page_of(browser, "bladder-and-bowel").content
    assert b"a kiss into cuddling" in page_of(browser, "touch-that-goes-nowhere").content
    assert b"Bladder, bowel and genitals" in browser.get(f"/l/{address_of('bladder-and-bowel')}/").content


def test_somebody_who_wants_no_penetration_reads_of_none(place: Place) -> None:
    words = b"Something going inside"
    assert words in page_of(at_home(place, place.waiting), "touch-that-goes-nowhere").content
    speak(place, place.waiting, penetration=0)
    assert words not in page_of(at_home(place, place.waiting), "touch-that-goes-nowhere").content


@pytest.mark.parametrize("name", PIECES)
def test_a_leaflet_is_the_same_for_everybody_and_holds_nothing_of_anybody(universe: Universe, name: str) -> None:
    path = f"/l/{address_of(name)}/"
    place = universe.north
    speak(place, place.answered, word_genitals="tuppence", word_bottom="tuppence", word_sex="tuppence", partner=2)
    readers = {
        "anonymous": Browser(),
        "person": at_home(place, place.answered),
        "another": visiting(universe.south.code),
        "staff": signed_in(place.clinician),
    }
    answers = {who: each.get(path) for who, each in readers.items()}
    assert {each.status_code for each in answers.values()} == {200}
    assert len({each.content for each in answers.values()}) == 1
    page = answers["person"].content.decode()
    assert not re.search(r"canary|tuppence|csrf|<form|<input", page, re.IGNORECASE)
    assert "<title>A page to read</title>" in page
    for paragraph in for_anyone(PIECES[name].paragraphs):
        assert Voice().say(paragraph.text).replace("'", "&#39;") in page


def test_a_stranger_leaves_no_cookie_and_takes_no_copy(universe: Universe) -> None:
    browser = Browser()
    answer = browser.get(f"/l/{address_of('ashamed')}/")
    assert browser.cookies == {}
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Disposition" not in answer


@pytest.mark.parametrize("wrong", ["aaaaaaaa", "hurt-and-harm", "for-a-partner", "0"])
def test_an_address_of_nothing_is_not_there(universe: Universe, wrong: str) -> None:
    assert Browser().get(f"/l/{wrong}/").status_code == 404
    assert at_home(universe.north, universe.north.waiting).get(f"/h/a/{wrong}/").status_code == 404


@pytest.mark.parametrize("name", [name for name, each in PIECES.items() if Only.PARTNER not in each.only])
def test_a_piece_shows_the_address_of_its_leaflet_and_no_address_tells_what_it_is(place: Place, name: str) -> None:
    browser = at_home(place, place.waiting)
    page = page_of(browser, name).content.decode()
    (given_away,) = GIVEN.findall(page)
    assert given_away == f"/l/{address_of(name)}/"
    assert Browser().get(given_away).status_code == 200
    title = re.search("<title>(.*?)</title>", page)
    assert title is not None
    assert title[1] == place.service.portal_name
    assert not [each for each in re.findall(r'(?:href|src|action)="([^"]*)"', page) if name in each]


def test_every_page_leads_to_help_and_a_way_out(place: Place) -> None:
    browser = at_home(place, place.waiting)
    for page in ("/h/a/", f"/h/a/{address_of('ashamed')}/"):
        text = browser.get(page).content.decode()
        assert "Changes in your body that need help soon" in text
        assert place.service.support_note in text
        assert 'class="button exit"' in text
    leaflet = Browser().get(f"/l/{address_of('ashamed')}/").content.decode()
    assert 'class="button exit"' in leaflet
    assert "When to get help" in leaflet


def test_own_words_may_be_written_from_the_list_and_who_reads_them_is_said_first(place: Place) -> None:
    browser = at_home(place, place.waiting)
    answer = browser.post("/h/begin/", {"tool": "worksheet-pain-education"})
    assert re.fullmatch(r"/h/t/[0-9a-f-]{36}/", answer["Location"])
    page = browser.get(answer["Location"], follow=True).content.decode()
    assert page.index("Nobody reads it at night") < page.index("<textarea")


@pytest.mark.parametrize("name", PIECES)
def test_every_page_with_everything_it_names_is_at_most_60_kb(place: Place, name: str) -> None:
    speak(place, place.waiting, partner=1)
    browser = at_home(place, place.waiting)
    for page in (f"/h/a/{address_of(name)}/", f"/l/{address_of(name)}/"):
        sizes = weighed(browser, page)
        assert sum(sizes.values()) <= MOST, (page, sizes)
        assert sum(size for each, size in sizes.items() if each.endswith(".js")) <= 15_000


def test_the_list_with_everything_picked_is_at_most_60_kb(place: Place) -> None:
    speak(place, place.waiting, partner=1)
    for name, questionnaire in QUESTIONNAIRES.items():
        if name in {DOING, BODY, CLOSE, MEDICINES, "assessment-thoughts", "assessment-feelings", "assessment-culture"}:
            tell(
                place,
                place.waiting,
                name,
                **{
                    each.id.replace("-", "_"): (2**each.high if each.kind == "choices" else each.high)
                    for each in questionnaire.items
                    if each.kind != "text" and not each.flag
                },
            )
    assert len(picked(place, place.waiting)) > 6
    sizes = weighed(at_home(place, place.waiting), "/h/a/")
    assert sum(sizes.values()) <= MOST, sizes
