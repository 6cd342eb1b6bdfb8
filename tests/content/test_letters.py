"""The letters that come with ReConnect: enough of them, read easily, and quiet outside."""

import re

import pytest
import textstat

from reconnect.model.letter_coherence import TELLING
from reconnect.model.letter_template import ALLOWED, BRACES, LetterTemplate, Placeholder, Recipient
from reconnect.model.load import shipped_library

LETTERS = list(shipped_library().letters.newest.values())
OLDEST, LONGEST = 11, 25  # an age, and words of a sentence
# Nobody is pushed, praised for getting somewhere, told what is normal, or asked to change a medicine.
NEVER = re.compile(r"should|must\b|recover|suffer|normal|success|fail|progress|homework|husband|wife|intercourse", re.I)


def read_by(recipient: Recipient) -> list[LetterTemplate]:
    return [each for each in LETTERS if each.to is recipient]


def plain(template: LetterTemplate) -> str:
    """Its sentences, as with something short in every placeholder."""
    return ". ".join(BRACES.sub("Sam", text).strip(" .:") for text in template.paragraphs) + "."


def test_there_is_a_letter_for_each_moment() -> None:
    assert {each.id for each in read_by(Recipient.PERSON)} == {
        "after-first-conversation",
        "plan-summary",
        "end-of-treatment",
        "keeping-in-touch",
    }
    assert {each.id for each in read_by(Recipient.GP)} == {"gp-after-assessment", "gp-at-the-end"}
    assert {each.id for each in read_by(Recipient.PARTNER)} == {"partner-invitation"}


@pytest.mark.parametrize("template", read_by(Recipient.PERSON) + read_by(Recipient.PARTNER), ids=lambda each: each.id)
def test_people_and_partners_can_read_theirs_at_eleven(template: LetterTemplate) -> None:
    assert textstat.flesch_kincaid_grade(plain(template)) + 5 <= OLDEST
    sentences = re.split(r"(?<=[.?!:])\s", plain(template))
    assert [each for each in sentences if len(each.split()) > LONGEST] == []


def test_a_letter_that_is_too_hard_would_be_noticed() -> None:
    hard = "Notwithstanding the aforementioned considerations, participation remains entirely discretionary."
    assert textstat.flesch_kincaid_grade(hard) + 5 > OLDEST


@pytest.mark.parametrize("template", LETTERS, ids=lambda each: each.id)
def test_no_letter_pushes_or_judges(template: LetterTemplate) -> None:
    assert not NEVER.search(" ".join((template.subject, *template.paragraphs, *template.closing)))


@pytest.mark.parametrize("template", LETTERS, ids=lambda each: each.id)
def test_what_others_can_see_tells_nothing(template: LetterTemplate) -> None:
    outward = " ".join((template.subject, *template.outside))
    assert not TELLING.search(outward)
    assert set(BRACES.findall(outward)) <= {"service"}


def test_a_partner_is_told_nothing_of_goals_plan_numbers_or_days() -> None:
    told = {
        Placeholder.RECIPIENT,
        Placeholder.NAME,
        Placeholder.SERVICE,
        Placeholder.SENDER,
        Placeholder.DISCIPLINE,
        Placeholder.DATE,
    }
    assert ALLOWED[Recipient.PARTNER] == told


def test_a_gp_is_not_told_goals_in_the_persons_own_words() -> None:
    assert Placeholder.GOALS not in ALLOWED[Recipient.GP]


@pytest.mark.parametrize("template", read_by(Recipient.GP), ids=lambda each: each.id)
def test_a_letter_to_a_gp_says_that_the_person_agreed(template: LetterTemplate) -> None:
    assert any("{name} has agreed that I write to you" in text for text in template.paragraphs)
