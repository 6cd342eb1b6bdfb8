"""The blocks of the first conversations: which there are, what must not wait, and what stays sealed."""

import re

import pytest

from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire, Use, Wording
from reconnect.model.source import Confidence

BLOCKS = [
    "assessment-body",
    "assessment-medicines",
    "assessment-thoughts",
    "assessment-feelings",
    "assessment-relationships",
    "assessment-culture",
    "assessment-doing",
    "assessment-strengths",
    "assessment-readiness",
    "assessment-hard-experiences",
]
LOCKED = "assessment-hard-experiences"

# By block and item: the kind of flag, and the first answer that raises it (a choice's step, or the first of choices).
FLAGS = {
    ("assessment-body", "new-in-two-weeks"): (FlagKind.URGENT_MEDICAL, 2),
    ("assessment-body", "bleeding"): (FlagKind.MEDICAL, 1),
    ("assessment-body", "not-looked-at"): (FlagKind.MEDICAL, 1),
    ("assessment-feelings", "self-harm"): (FlagKind.SELF_HARM, 1),
    ("assessment-relationships", "safe-now"): (FlagKind.ABUSE, 1),
    (LOCKED, "frightening"): (FlagKind.TRAUMA, 2),
    (LOCKED, "when-young"): (FlagKind.ASSAULT, 1),
    (LOCKED, "as-adult"): (FlagKind.ASSAULT, 1),
    (LOCKED, "hurt-or-controlled"): (FlagKind.ABUSE, 1),
    (LOCKED, "safe-from"): (FlagKind.ABUSE, 1),
    (LOCKED, "with-touch"): (FlagKind.TRAUMA, 1),
}
MEDICAL = {FlagKind.MEDICAL, FlagKind.URGENT_MEDICAL}


def blocks() -> list[Questionnaire]:
    found = [each for each in shipped_library().questionnaires.newest.values() if each.use is Use.ASSESSMENT]
    return sorted(found, key=lambda each: each.order)


def item(block: str, name: str) -> Item:
    found = shipped_library().questionnaires.newest[block].item(name)
    assert found is not None
    return found


def test_there_are_ten_blocks_in_order() -> None:
    assert [(each.id, each.order) for each in blocks()] == list(zip(BLOCKS, range(1, 11), strict=True))


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_five_to_ten_questions_in_our_own_words_and_scores_nothing(name: str) -> None:
    block = shipped_library().questionnaires.newest[name]
    assert 5 <= len(block.items) <= 10
    assert block.wording is Wording.OWN
    assert (block.measures, block.technique) == ((), "")
    assert {source.confidence for source in block.sources} > {Confidence.DESIGN}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_says_before_it_that_anything_may_be_skipped_and_that_nobody_reads_it_at_night(name: str) -> None:
    block = shipped_library().questionnaires.newest[name]
    before = " ".join(block.before)
    assert "may skip" in before
    assert "nobody reads this at once, or at night" in before
    assert "999" in before
    assert block.after


@pytest.mark.parametrize("name", BLOCKS)
def test_most_of_a_block_is_answered_without_writing(name: str) -> None:
    items = shipped_library().questionnaires.newest[name].items
    assert sum(each.kind is ItemKind.TEXT for each in items) <= len(items) / 2


def test_only_the_block_on_hard_experiences_is_locked() -> None:
    assert [each.id for each in blocks() if each.locked] == [LOCKED]


def test_flags_stand_where_they_are_named_here_and_nowhere_else() -> None:
    found = {(block.id, each.id): each.flag for block in blocks() for each in block.items if each.flag}
    assert found == {where: kind for where, (kind, _) in FLAGS.items()}


@pytest.mark.parametrize(("where", "told"), FLAGS.items(), ids=lambda part: "-".join(map(str, part)))
def test_a_flag_is_raised_from_that_answer_on(where: tuple[str, str], told: tuple[FlagKind, int]) -> None:
    asked, (_, first) = item(*where), told
    stands_for = (lambda step: 2**step) if asked.kind is ItemKind.CHOICES else (lambda step: step)
    raised = [step for step in range(asked.low, asked.high + 1) if asked.raises_flag(stands_for(step))]
    assert raised == list(range(first, asked.high + 1))


def test_a_change_in_sex_alone_is_not_urgent_and_with_another_sign_it_is() -> None:
    asked = item("assessment-body", "new-in-two-weeks")
    assert asked.chosen(2) == ("Sex or arousal has changed",)
    assert not asked.raises_flag(2)
    assert asked.raises_flag(2 + 4)


def test_saying_none_of_these_raises_no_flag() -> None:
    for block, name in FLAGS:
        asked = item(block, name)
        assert not asked.raises_flag(1 if asked.kind is ItemKind.CHOICES else 0)


def test_what_was_told_of_self_harm_abuse_assault_and_trauma_is_sealed() -> None:
    for block in blocks():
        for each in block.items:
            assert each.sealed == (block.id == LOCKED or (each.flag is not None and each.flag not in MEDICAL))


def test_signs_that_cannot_wait_are_answered_on_the_page_itself() -> None:
    """Whatever was ticked: what stands there is the same for everyone, and nobody has to read an answer first."""
    after = " ".join(shipped_library().questionnaires.newest["assessment-body"].after)
    assert "go to an emergency department now" in after
    assert "Do not wait for us" in after


def test_the_block_on_hard_experiences_puts_the_person_at_ease_before_and_leaves_nobody_alone_after() -> None:
    block = shipped_library().questionnaires.newest[LOCKED]
    before, after = " ".join(block.before), " ".join(block.after)
    assert "never their fault" in before
    assert "no need to tell what happened" in before
    assert "when you are alone" in before
    assert "do not show it again" in after
    assert "999" in after


@pytest.mark.parametrize(
    "status", ["No partner, and that is fine", "More than one partner", "I would rather use my own words"]
)
def test_every_way_of_living_has_an_answer(status: str) -> None:
    assert status in item("assessment-relationships", "status").labels.values()


def test_no_sex_and_no_desire_are_answers_like_any_other() -> None:
    assert "No sex, and to be at peace with that" in item("assessment-strengths", "wishes").labels.values()
    assert "I have none, and that is right for me" in item("assessment-feelings", "desire").labels.values()


def test_no_answer_mixes_what_is_so_with_not_wishing_to_say_so() -> None:
    """Declining, and that a question does not apply, are states of an answer and never one of its steps."""
    unsaid = re.compile(r"not (to )?say\b|does not apply", re.IGNORECASE)
    labels = [label for block in blocks() for each in block.items for label in each.labels.values()]
    assert not [label for label in labels if unsaid.search(label)]
    assert unsaid.search("I would rather not say")


def test_both_keeping_away_and_carrying_on_through_pain_are_asked_from_0_to_10() -> None:
    for name in ("avoid-touch", "avoid-sex", "endure"):
        asked = item("assessment-doing", name)
        assert (asked.kind, asked.low, asked.high) == (ItemKind.SCALE, 0, 10)


def test_the_rulers_ask_why_not_lower_and_never_why_not_higher() -> None:
    block = shipped_library().questionnaires.newest["assessment-readiness"]
    order = [each.id for each in block.items]
    for ruler in ("importance", "confidence"):
        assert order.index(ruler) < order.index(f"{ruler}-why") < order.index(f"{ruler}-higher")
        assert "not a lower one" in item(block.id, f"{ruler}-why").text
    assert not any("not higher" in each.text or "not a higher" in each.text for each in block.items)
