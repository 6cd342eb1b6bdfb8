"""The stones and practices for whoever comes: no partner assumed, no body, no order as a scale, their own words."""

import re
from itertools import product

import pytest
from rooms.sensations import opened
from stepping import STONES, Walk, walk
from universe import Universe

from reconnect.clinic.partners.actions import add_partner
from reconnect.clinic.sensations.queries import stones_of
from reconnect.model.address import address_of

pytestmark = pytest.mark.either

ASSUMED = re.compile(
    r"\b(husband|wife|wives|boyfriend|girlfriend|spouse|his|her|he|she|intercourse|foreplay|should|must)\b", re.I
)
INSIDE = re.compile(r"inside|penetrat|trainer", re.I)
SCALE = re.compile(
    r"progress|<meter|<ol\b|next (step|stage|stone)|\blevels?\b|\bstages?\b|stone \d|step \d|\d ?%|\d of \d|"
    r"(first|second|third|last|final) (stone|stage)|move (on|up)|well done|streak|score",
    re.I,
)
OWN = {"genitals": "front bits", "chest": "top part", "sex": "closeness play"}


@pytest.fixture
def one(universe: Universe) -> Walk:
    found = walk(universe.north, "sensate-focus")
    opened(found.code, *range(6))
    found.browser.get("/h/b/s/")
    return found


def pages(one: Walk) -> dict[str, str]:
    """All that open for them, without the head."""
    return {path: page.split("</head>")[1] for path, page in one.everything().items() if page.startswith("200")}


@pytest.mark.parametrize(("partner", "penetration"), list(product([0, 1, 2], [0, 1])))
@pytest.mark.parametrize("words", [{}, OWN], ids=["plain", "own-words"])
def test_every_page_in_every_voice(one: Walk, partner: int, penetration: int, words: dict[str, str]) -> None:
    one.speaks({"partner": partner, "penetration": penetration}, words)
    found = pages(one)
    assert len(found) > 15
    together = " ".join(found.values())
    for path, page in found.items():
        assert not ASSUMED.search(re.sub(r"<[^>]+>", " ", page)), path
        assert not SCALE.search(page), (path, SCALE.search(page))
        assert not re.search(r"\{\w+\}", page), path
    assert bool(INSIDE.search(together)) == bool(penetration)
    assert bool(re.search("partner", together)) == bool(partner)
    for word, own in OWN.items():
        assert (own in together) == (bool(words) and (word != "sex" or bool(partner)))
    assert ("genitals" in re.sub(r"<[^>]+>", " ", together)) == (not words)


def test_a_page_that_counts_or_pushes_would_be_noticed() -> None:
    for text in ("Stone 3 of 6", "Your progress", "Go to the next stone", "<ol><li>", "50 %", "Level two", "Move on"):
        assert SCALE.search(text), text


def test_a_trans_man_who_wants_no_penetration_walks_the_stones_in_his_own_words(universe: Universe) -> None:
    one = walk(universe.north, "sensate-focus")
    one.speaks({"partner": 0, "penetration": 0}, {"genitals": "front", "chest": "chest"})
    for number in (0, 2, 4):
        opened(one.code, number)
    one.browser.get("/h/b/s/")
    wider, still = (one.get(f"s/{address_of(STONES[number])}/") for number in (2, 4))
    assert "to your chest, to your front, or near there" in wider
    assert "a hand laid on your front" in still
    assert "this stone too, and all of it" in still
    assert not INSIDE.search("".join(pages(one).values()))
    one.post(f"s/{address_of(STONES[4])}/far/")
    assert "It is a good place to be." in one.get()


def test_a_partner_who_joins_late_brings_words_for_two_and_moves_nobody(universe: Universe) -> None:
    one = walk(universe.north, "sensate-focus")
    opened(one.code, 0, 1)
    one.browser.get("/h/b/s/")
    alone, before = pages(one), stones_of(one.care.episode)
    assert not re.search("partner", "".join(alone.values()))
    add_partner(person=one.care.person, name="Somebody", by=one.place.clinician)
    both = pages(one)
    assert stones_of(one.care.episode) == before
    assert "With a partner" in both[f"s/{address_of(STONES[0])}/"]
    assert "On your own" in both[f"s/{address_of(STONES[0])}/"]  # and alone is as good as before
    assert "Is your partner relaxed there?" in both[f"s/{address_of(STONES[2])}/open/"]
