"""The card for a flare-up: neutral, in the order of need, made of what the plan asks and never of a medicine."""

import re
from dataclasses import replace

import pytest

from reconnect.model.card import Card, CardWords
from reconnect.model.card_coherence import card_complaints
from reconnect.model.load import shipped_library
from reconnect.model.source import Confidence

TELLING = re.compile(r"intima|sex|close|medicin|tablet|painkill|service|clinic|reconnect|\bpain|genital", re.IGNORECASE)


@pytest.fixture
def card() -> Card:
    return shipped_library().cards.newest["flare-up"]


def test_it_goes_from_now_to_when_to_call(card: Card) -> None:
    headings = ["Now", "In the first hour", "Tomorrow", "Going back in steps", "When to call"]
    assert [part.heading for part in card.parts] == headings


def test_it_shows_everything_of_the_plan_but_medicines_and_what_was_learned(card: Card) -> None:
    plan = shipped_library().questionnaires.newest[card.questionnaire]
    shown = {words.item for part in card.parts for words in part.words}
    assert {item.id for item in plan.items} - shown == {"medicines", "learned"}
    assert {plan.item(each).longest for each in shown} == {400}


def test_none_of_its_own_words_tells_what_it_is_about(card: Card) -> None:
    own = [*card.always, card.name]
    for part in card.parts:
        own += [part.heading, *part.general, *(words.label for words in part.words)]
    assert [text for text in own if TELLING.search(text)] == []
    assert TELLING.search("Take your tablets after closeness")


def test_what_it_says_in_general_was_read_somewhere_and_says_where_to_get_help(card: Card) -> None:
    assert {Confidence.RECALLED}.isdisjoint(source.confidence for source in card.sources)
    assert sum(source.confidence is Confidence.READ for source in card.sources) >= 3
    assert "999" in " ".join(card.always)
    assert "does not mean damage. But something new" in " ".join(card.always)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("medicines", "say how long medicines may be, so that the card fits a page"),
        ("nothing", "the plan asks for no words in nothing"),
        ("signs", "signs stands on the card already"),
    ],
)
def test_a_part_that_the_plan_does_not_ask_or_that_may_be_too_long_is_refused(
    card: Card, item: str, message: str
) -> None:
    longer = replace(card.parts[1], words=(*card.parts[1].words, CardWords(item)))
    broken = replace(card, parts=(card.parts[0], longer, *card.parts[2:]))
    assert message in [said for _, said in card_complaints(broken, shipped_library())]
    assert list(card_complaints(card, shipped_library())) == []
