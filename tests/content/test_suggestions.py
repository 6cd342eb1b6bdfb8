"""What is suggested before a contact, for people in whom different things are so."""

import pytest

from reconnect.model.fact import NUMBERS, Fact
from reconnect.model.load import shipped_library
from reconnect.model.suggestion import first_fitting

# Somebody in the middle of care, to whom nothing special happened: asked, formulated, agreed, tried last week.
PLAIN: dict[Fact, int | bool | None] = {fact: False for fact in Fact if fact not in NUMBERS} | {
    Fact.ASKED: True,
    Fact.FORMULATED: True,
    Fact.PLAN_AGREED: True,
    Fact.TRIED: True,
    Fact.IMPORTANCE: 7,
    Fact.CONFIDENCE: 6,
    Fact.WEEKS_SINCE_CONTACT: 2,
}

# Each by a person: what differs from the plain one, and what is suggested.
PEOPLE: dict[str, tuple[dict[Fact, int | bool | None], str]] = {
    "nothing special": ({}, "how-has-it-been"),
    "nobody has asked": ({Fact.ASKED: False, Fact.FORMULATED: False, Fact.PLAN_AGREED: False}, "ask-permission"),
    "said not now, last week": ({Fact.SAID_NOT_NOW: True, Fact.FORMULATED: False}, "what-matters-now"),
    "said not now, and the day has come": (
        {Fact.SAID_NOT_NOW: True, Fact.MAY_ASK_AGAIN: True},
        "ask-gently-again",
    ),
    "said no": ({Fact.SAID_NO: True, Fact.FLARE: True, Fact.FORMULATED: False}, "their-time"),
    "something must not wait": ({Fact.FLAG_OPEN: True, Fact.LOSS: True}, "safety-first"),
    "somebody died": ({Fact.LOSS: True, Fact.NEW_EVENT: True}, "just-listen-after-a-loss"),
    "a bad week with a flare-up": ({Fact.UNHELPFUL_WEEK: True, Fact.FLARE: True}, "just-listen-after-a-hard-time"),
    "a flare-up": ({Fact.FLARE: True}, "after-a-flare"),
    "a bad week": ({Fact.UNHELPFUL_WEEK: True}, "after-an-unhelpful-week"),
    "did not come": ({Fact.MISSED_LAST_CONTACT: True, Fact.TRIED: False}, "after-a-missed-contact"),
    "an operation since": ({Fact.NEW_EVENT: True}, "something-new-in-life"),
    "a question for the prescriber": ({Fact.MEDICINE_QUESTION: True}, "a-question-about-medicines"),
    "a partner nobody looked into": ({Fact.PARTNER_NOT_LOOKED_INTO: True}, "see-alone-first"),
    "matters, and unsure": ({Fact.CONFIDENCE: 3}, "important-and-unsure"),
    "other things matter more": ({Fact.IMPORTANCE: 2, Fact.CONFIDENCE: 2}, "not-so-important"),
    "no picture yet": ({Fact.FORMULATED: False, Fact.PLAN_AGREED: False}, "make-sense-together"),
    "no plan yet": ({Fact.PLAN_AGREED: False}, "what-they-want"),
    "it helped": ({Fact.HELPED: True}, "more-of-what-helped"),
    "nothing tried": ({Fact.TRIED: False}, "still-right"),
    "rulers not asked": ({Fact.IMPORTANCE: None, Fact.CONFIDENCE: None}, "how-has-it-been"),
}


@pytest.mark.parametrize(("known", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_somebody_is_met_with_the_question_that_fits(known: dict[Fact, int | bool | None], expected: str) -> None:
    found = first_fitting(shipped_library().suggestions.newest.values(), PLAIN | known)
    assert found is not None
    assert found.id == expected


def test_every_suggestion_is_reached_by_somebody() -> None:
    assert {expected for _, expected in PEOPLE.values()} == set(shipped_library().suggestions.newest)


def test_nothing_known_at_all_meets_no_rule_but_the_last() -> None:
    found = first_fitting(shipped_library().suggestions.newest.values(), {})
    assert found is not None
    assert found.when == ()


def test_no_rule_asks_first_why_it_is_not_higher() -> None:
    for suggestion in shipped_library().suggestions:
        assert "not higher" not in suggestion.question
        assert suggestion.because
        assert len(suggestion.question.split()) < 40
