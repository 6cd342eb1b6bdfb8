"""The sheets and places of a partner: theirs alone, nothing sealed or flagged, and no word that presses anybody."""

import re

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.place import Opens
from reconnect.model.questionnaire import ItemKind, Questionnaire, Use
from reconnect.model.voice import PLACEHOLDER

SHEETS = ("partner-thoughts", "partner-wishes", "partner-boundary")
PRESSING = re.compile(
    r"\b(should|must|have to try|homework|next step|stages?|levels?|progress|sufferer)\b"
    r"|\b(husband|wife|boyfriend|girlfriend)\b",
    re.IGNORECASE,
)


def sheet(name: str) -> Questionnaire:
    return shipped_library().questionnaires.newest[name]


def words(questionnaire: Questionnaire) -> str:
    asked = [text for item in questionnaire.items for text in (item.text, *item.labels.values())]
    return " ".join((questionnaire.name, *questionnaire.before, *questionnaire.after, *asked))


@pytest.mark.parametrize("name", SHEETS)
def test_a_partners_sheet_is_a_worksheet_of_no_technique_that_hides_and_flags_nothing(name: str) -> None:
    found = sheet(name)
    assert (found.use, found.technique, found.locked, found.measures) == (Use.WORKSHEET, "", False, ())
    assert not any(item.sealed or item.flag for item in found.items)


@pytest.mark.parametrize("name", SHEETS)
def test_it_says_first_who_sees_it_and_presses_nobody(name: str) -> None:
    found = sheet(name)
    assert re.search(r"sees it only if you give it|Nobody sees it unless you choose", " ".join(found.before))
    assert not PRESSING.search(words(found))
    assert not PLACEHOLDER.search(words(found))


def test_the_two_boundaries_are_in_words_alone() -> None:
    for name in ("boundary", "partner-boundary"):
        assert {item.kind for item in sheet(name).items} == {ItemKind.TEXT}


def test_every_sheet_of_a_partners_opens_in_a_place_of_theirs_and_in_none_of_the_persons() -> None:
    places = list(shipped_library().places.newest.values())
    of_partner = {each for place in places if place.opens is Opens.TO_PARTNER for each in place.worksheets}
    of_person = {each for place in places if place.opens is not Opens.TO_PARTNER for each in place.worksheets}
    assert set(SHEETS) <= of_partner
    assert not set(SHEETS) & of_person


def test_sharing_opens_beside_a_partner_only() -> None:
    place = shipped_library().places.newest["sharing"]
    assert (place.opens, place.worksheets) == (Opens.WITH_PARTNER, ("boundary",))


@pytest.mark.parametrize("text", ["You should talk.", "Your husband", "The next step"])
def test_a_word_that_presses_would_be_found(text: str) -> None:
    assert PRESSING.search(text)
