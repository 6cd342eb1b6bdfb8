"""Placeholders: filled once, from what is known; refused where they cannot stand."""

from dataclasses import replace

import pytest

from reconnect.model.letter_coherence import letter_complaints
from reconnect.model.letter_template import LetterTemplate, Placeholder, Recipient, fill, unfilled
from reconnect.model.load import shipped_library

WHOLE = shipped_library().letters.newest["plan-summary"]


def complained(**told: object) -> list[str]:
    """The fields of the template that are not right when it says this."""
    changed: LetterTemplate = replace(WHOLE, **told)  # type: ignore[arg-type]
    return [field for field, _ in letter_complaints(changed)]


def test_what_is_known_is_filled_and_the_rest_stays_to_be_seen() -> None:
    text = fill("Dear {recipient}: {goals}", {Placeholder.RECIPIENT: "Sam"})
    assert text == "Dear Sam: {goals}"
    assert unfilled(text, "{next_contact} and {goals}") == ("goals", "next_contact")


def test_a_value_is_never_filled_again() -> None:
    values = {Placeholder.NAME: "{goals}", Placeholder.GOALS: "secret"}
    assert fill("{name}", values) == "{goals}"


def test_braces_that_are_no_placeholder_are_text() -> None:
    assert unfilled("{7*7} {} {{name}} {unknown}") == ("name",)
    assert fill("{7*7} {}", {Placeholder.NAME: "Sam"}) == "{7*7} {}"


def test_a_shipped_template_is_whole() -> None:
    assert complained() == []


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"paragraphs": ()}, "paragraphs"),
        ({"paragraphs": ("One.", " ")}, "paragraphs[2]"),
        ({"paragraphs": ("One.", "Your score is {score}.")}, "paragraphs[2]"),
        ({"paragraphs": ("It is {name",)}, "paragraphs[1]"),
        ({"paragraphs": ("It is name}",)}, "paragraphs[1]"),
        ({"closing": ()}, "closing"),
        ({"closing": ("{flags}",)}, "closing[1]"),
        ({"greeting": "Dear {partner},"}, "greeting"),
        ({"greeting": ""}, "greeting"),
        ({"name": "For {name}"}, "name"),
        ({"subject": "Sex and you"}, "subject"),
        ({"subject": "Your pelvic floor"}, "subject"),
        ({"subject": "For {name}"}, "subject"),
        ({"outside": ("The Pain Team",)}, "outside[1]"),
        ({"outside": ("{service}", "intimacy matters")}, "outside[2]"),
        ({"outside": ("{recipient}",)}, "outside[1]"),
        ({"outside": ("Return to ReConnect",)}, "outside[1]"),
    ],
)
def test_what_cannot_stand_is_complained_of_at_its_field(told: dict[str, object], field: str) -> None:
    assert complained(**told) == [field]


@pytest.mark.parametrize("outside", ["12 Essex Road", "Sussex House, Paines Lane", "{service}"])
def test_places_may_have_their_names(outside: str) -> None:
    assert complained(outside=(outside,)) == []


@pytest.mark.parametrize("name", ["goals", "techniques", "first_contact", "next_contact", "born", "nhs_number"])
def test_what_is_not_shared_cannot_stand_in_a_letter_to_a_partner(name: str) -> None:
    assert complained(to=Recipient.PARTNER, paragraphs=(f"It is {{{name}}}.",)) == ["paragraphs[1]"]
    assert complained(to=Recipient.PARTNER, paragraphs=("It is {name}.",)) == []
