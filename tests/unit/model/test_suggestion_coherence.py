"""What is wrong with suggestions is said by file and field."""

from dataclasses import replace

import pytest

from reconnect.model.fact import Fact
from reconnect.model.load import shipped_library
from reconnect.model.shelf import Shelf
from reconnect.model.suggestion import Suggestion, When
from reconnect.model.suggestion_coherence import suggestion_complaints

RULE = replace(next(iter(shipped_library().suggestions)), id="first", order=1, when=(When(Fact.FLARE, so=True),))
ALWAYS = replace(RULE, id="always", order=9, when=())


def complaints(*suggestions: Suggestion) -> list[tuple[str, str]]:
    shelf = Shelf({(each.id, each.version): each for each in suggestions})
    return [(suggestion.id, field) for suggestion, field, _ in suggestion_complaints(shelf)]


def test_what_is_right_is_not_complained_of() -> None:
    assert complaints(RULE, ALWAYS) == []
    assert complaints() == []


@pytest.mark.parametrize(
    "when",
    [When(Fact.FLARE), When(Fact.FLARE, at_least=1), When(Fact.IMPORTANCE), When(Fact.IMPORTANCE, so=True)],
    ids=str,
)
def test_a_condition_must_be_of_its_facts_kind(when: When) -> None:
    assert complaints(replace(RULE, when=(when,)), ALWAYS) == [("first", "when[1]")]


def test_two_of_the_same_order_and_no_end_are_complained_of() -> None:
    assert sorted(complaints(RULE, replace(ALWAYS, order=1))) == [("always", "order"), ("first", "order")]
    assert complaints(RULE) == [("first", "when")]
