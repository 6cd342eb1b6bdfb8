"""The messages that come with ReConnect: three steps, three ways each, and not a word of what they are about."""

import re
from dataclasses import replace

import pytest
import textstat

from reconnect.model.letter_template import BRACES
from reconnect.model.load import shipped_library
from reconnect.model.message_coherence import ONE_TEXT, TYPICAL, message_complaints
from reconnect.model.message_template import Blank, MessageStep, MessageTemplate, Wording, written
from reconnect.model.source import Confidence

MESSAGES = list(shipped_library().messages.newest.values())
FIRST = next(each for each in MESSAGES if each.step is MessageStep.INVITATION)
OLDEST, LONGEST = 11, 20  # an age, and words of a sentence
PUSHES = re.compile(r"\b(should|must|need to|please answer|important|overdue|late|still have not|failed)\b", re.I)
ALL = [
    pytest.param(paragraphs, id=f"{template.id}-{way}-{field}")
    for template in MESSAGES
    for way in ("email", "sms", "letter")
    for field in ("with_code", "without_code")
    for paragraphs in [getattr(getattr(template, way), field)]
]


def test_there_is_one_for_each_step_and_no_fourth() -> None:
    assert sorted(each.step for each in MESSAGES) == sorted(MessageStep)
    assert len(MessageStep) == 3


@pytest.mark.parametrize("template", MESSAGES, ids=lambda each: each.id)
def test_each_is_in_order_and_says_where_it_comes_from(template: MessageTemplate) -> None:
    assert list(message_complaints(template)) == []
    assert {each.confidence for each in template.sources} == {Confidence.DESIGN}


@pytest.mark.parametrize("paragraphs", ALL)
def test_it_is_read_easily_and_pushes_nobody(paragraphs: tuple[str, ...]) -> None:
    plain = " ".join(BRACES.sub("Sam", text).strip() + ("" if text[-1] in ".,:" else ".") for text in paragraphs)
    assert textstat.flesch_kincaid_grade(plain) + 5 <= OLDEST
    assert [each for each in re.split(r"(?<=[.?!:,])\s", plain) if len(each.split()) > LONGEST] == []
    assert not PUSHES.search(plain)


@pytest.mark.parametrize("template", MESSAGES, ids=lambda each: each.id)
def test_a_text_message_fits_in_one(template: MessageTemplate) -> None:
    for text in (*template.sms.with_code, *template.sms.without_code):
        assert len(written(text, TYPICAL)) <= ONE_TEXT


@pytest.mark.parametrize("paragraphs", ALL)
def test_it_holds_the_plain_address_at_most_and_no_link_with_a_code(paragraphs: tuple[str, ...]) -> None:
    text = " ".join(paragraphs)
    assert "http" not in text
    assert not re.search(r"\{address\}[/?#\w]", text)


def test_nothing_of_the_person_can_be_said() -> None:
    assert {blank.value for blank in Blank} == {"portal", "address", "code", "until", "line"}


def test_what_a_value_holds_is_never_filled_again() -> None:
    assert written("{portal}", {Blank.PORTAL: "{code}", Blank.CODE: "x"}) == "{code}"


def test_a_blank_without_a_value_sends_nothing() -> None:
    with pytest.raises(KeyError):
        written("{code}", {Blank.PORTAL: "Something"})


WITH = FIRST.email.with_code


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"subject": "Your clinic asks"}, "subject"),
        ({"subject": "For {name}"}, "subject"),
        ({"subject": "For {code}"}, "subject"),
        ({"email": Wording((*WITH, "{name}"), FIRST.email.without_code)}, f"email.with_code[{len(WITH) + 1}]"),
        ({"email": Wording((*WITH, "a {brace"), FIRST.email.without_code)}, f"email.with_code[{len(WITH) + 1}]"),
        (
            {"email": Wording((*WITH, "About your pain."), FIRST.email.without_code)},
            f"email.with_code[{len(WITH) + 1}]",
        ),
        ({"letter": Wording((*WITH, "Your questionnaire."), WITH[:2])}, f"letter.with_code[{len(WITH) + 1}]"),
        ({"letter": Wording(WITH[:2], FIRST.letter.without_code)}, "letter.with_code"),
        ({"letter": Wording(WITH, (*FIRST.letter.without_code, "{code}"))}, "letter.without_code[6]"),
        ({"sms": Wording(WITH, FIRST.sms.without_code)}, "sms.with_code"),
        (
            {"sms": Wording(("{portal} {address} {code} {until} {line} " + "long " * 20,), FIRST.sms.without_code)},
            "sms.with_code",
        ),
    ],
)
def test_what_would_tell_or_not_arrive_is_complained_of(wrong: dict[str, object], field: str) -> None:
    assert field in [name for name, _ in message_complaints(replace(FIRST, **wrong))]
