"""Every page of a person's and a partner's, in every way it may speak: no partner where there is none, and no score."""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from unittest import mock

import pytest
from at_home_everywhere import WHO, looked_at, undone
from rooms.home import NETWORK
from universe import Universe

from reconnect.clinic.home.actions import ask_to_speak
from reconnect.clinic.home.first_page import FirstPage, first_page
from reconnect.clinic.home.views import own
from reconnect.clinic.partners.actions.partner import end_partner
from reconnect.clinic.people.models import Partner
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.model.answer import AnswerState
from reconnect.model.voice import Voice, voices

pytestmark = [pytest.mark.furnished, pytest.mark.either]

NEVER = re.compile(
    r"your (husband|wife|boyfriend|girlfriend)\b|\bstreak|next (stage|level)\b|\blevel \d|well done|good job|"
    r"\d+ ?%|\bprogress\b|\bscore\b|days? in a row|keep it up|you should\b|you must\b|\bsufferer",
    re.IGNORECASE,
)
PARTNER = re.compile(r"\bpartner", re.IGNORECASE)
HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)

# Where the word stands for somebody without a partner too, and why.
NEUTRAL = {
    "/h/s/": "where they say whether pages may speak of one",
}


def words(page: str) -> str:
    """What is read, or read out, on a page."""
    spoken = " ".join(re.findall(r'(?:aria-label|alt|title)="([^"]*)"', page))
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", HIDDEN.sub(" ", page)) + " " + spoken))


def given(voice: Voice) -> dict[str, Given]:
    """What somebody says who wants to be spoken to like this."""
    told = {f"word-{word}": Given(AnswerState.VALUE, text=own_word) for word, own_word in voice.words.items()}
    return told | {
        "partner": Given(AnswerState.VALUE, int(voice.partner)),
        "penetration": Given(AnswerState.VALUE, int(voice.penetration)),
    }


def pages_in(voice: Voice | None, who: str, universe: Universe) -> dict[str, str]:
    """Every page of theirs that opens, by its route. ``voice`` None: nobody said how."""
    with undone():
        code = enter_code(typed=str(universe.north.parts[WHO[who]]), network=NETWORK)
        assert isinstance(code, EntryCode)
        if voice is not None:
            ask_to_speak(code=code, given=given(voice))
        found = looked_at(who, universe)
    return {
        name.split(" ")[1]: words(answer.content.decode())
        for name, answer in found.items()
        if answer.status_code == 200 and b"<main" in answer.content
    }


def alone(universe: Universe) -> None:
    """Nobody is noted beside the person any more, and they shared nothing."""
    for partner in Partner.objects.filter(person=universe.north.answered.person, ended_at=None):
        end_partner(partner=partner, by=universe.north.clinician)


def speaking_of_partners(pages: dict[str, str], allowed: Iterable[str] = NEUTRAL) -> dict[str, str]:
    """The pages that say the word and may not, with what they say."""
    return {
        route: text[max(0, found.start() - 60) : found.end() + 30]
        for route, text in pages.items()
        if route not in allowed and (found := PARTNER.search(text))
    }


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("voice", voices(), ids=str)
def test_no_page_cheers_counts_or_assumes_whoever_reads_it(universe: Universe, voice: Voice, who: str) -> None:
    pages = pages_in(voice, who, universe)
    assert len(pages) >= 6
    assert {route: found[0] for route, text in pages.items() if (found := NEVER.search(text))} == {}
    assert not [route for route, text in pages.items() if re.search(r"[{}]", text)]


@pytest.mark.parametrize("voice", [each for each in voices() if not each.partner], ids=str)
def test_no_page_speaks_of_a_partner_to_whoever_asked_to_leave_them_out(universe: Universe, voice: Voice) -> None:
    alone(universe)
    pages = pages_in(voice, "at home", universe)
    assert speaking_of_partners(pages) == {}
    assert NEUTRAL.keys() <= pages.keys()  # the list holds no page that is gone
    assert set(speaking_of_partners(pages, allowed=())) == NEUTRAL.keys()


def test_no_page_speaks_of_a_partner_where_none_is_noted_and_nobody_said(universe: Universe) -> None:
    alone(universe)
    code = enter_code(typed=str(universe.north.parts["home_code"]), network=NETWORK)
    assert code is not None
    code.episode.responses.filter(questionnaire_id="how-pages-speak").update(kept_at=None)
    assert speaking_of_partners(pages_in(None, "at home", universe)) == {}


def test_the_walk_would_notice_a_partner_where_there_is_none_and_a_cheer(universe: Universe) -> None:
    """The guard missing: a first page that says what somebody else wrote for couples, and counts."""
    alone(universe)

    def assuming(code: EntryCode) -> FirstPage:
        found = first_page(code)
        return replace(found, goals=("Tell your husband. Well done: 40 %", "Ask your partner"))

    with mock.patch.object(own, "first_page", assuming):
        pages = pages_in(Voice(partner=False), "at home", universe)
    assert set(speaking_of_partners(pages)) == {"/h/"}
    assert NEVER.search(pages["/h/"])
