"""What a form says of a field that is wrong is in our words, and repeats nothing that was typed."""

import pytest
from universe import Universe

from reconnect.clinic.followup.forms import ReachingForm, ReasonForm
from reconnect.clinic.people.forms import StaffForm
from reconnect.clinic.polls.forms import QuestionForm
from reconnect.clinic.portal.forms import PhraseForm

FRAMEWORK = ("Ensure this", "Select a valid", "Enter a valid", "This field is required")


@pytest.fixture
def reason(universe: Universe) -> StaffForm:
    care = universe.north.answered
    sent = {"reason": "canary-reason", "words": "a" * 10_001, "said_on": "canary-day", "person": care.person.pk}
    return ReasonForm(sent, person=care.person, service=universe.north.service)


def test_what_is_too_long_says_how_long_it_may_be(universe: Universe, reason: StaffForm) -> None:
    assert reason.errors["words"] == ["This is too long: at most 10,000 characters."]
    assert QuestionForm({"words": "a" * 5000}).errors["words"] == ["This is too long: at most 500 characters."]
    line = ReachingForm({"line": "0" * 25}, service=universe.north.service, reaching=None).errors["line"]
    assert line == ["This is too long: at most 24 characters."]
    phrase = PhraseForm({"phrase": "a" * 129, "again": "a" * 129}, chosen=False).errors["phrase"]
    assert phrase == ["This is too long: at most 128 characters."]


def test_no_sentence_of_the_web_framework_and_nothing_typed_is_said(reason: StaffForm) -> None:
    assert set(reason.errors) == {"reason", "words", "said_on"}
    assert reason.errors["reason"] == ["Choose one of those shown here."]
    said = str(reason.errors)
    assert "canary" not in said
    assert not any(each in said for each in FRAMEWORK)
