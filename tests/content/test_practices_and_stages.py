"""Practices and stages: all there, for everyone, in words that neither count nor push; and what is wrong is noticed."""

import re
from dataclasses import replace

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.practice import Practice, Setting
from reconnect.model.shelf import Shelf
from reconnect.model.source import Confidence
from reconnect.model.stage import Stage
from reconnect.model.stage_coherence import ground_rules_complaints, practice_complaints, stage_complaints
from reconnect.model.voice import Only, Paragraph, Voice, voices

LIBRARY = shipped_library()
PRACTICES = sorted(LIBRARY.practices.newest.values(), key=lambda each: each.order)
STAGES = sorted(LIBRARY.stages.newest.values(), key=lambda each: each.order)
(RULES,) = LIBRARY.ground_rules.newest.values()
INSIDE = re.compile(r"\binside\b|penetrat|\btrainer|\bgoing in\b", re.I)
SCALE = re.compile(r"\bstages?\b|\blevels?\b|\bnext\b.*\bstone|progress|score|\bfirst stone\b|\blast stone\b", re.I)
TEXTS = [
    *((each.id, text) for each in PRACTICES for text in each.steps),
    *((each.id, text) for each in STAGES for text in each.texts),
    *((RULES.id, text) for text in RULES.rules),
]
LONGEST = 25  # words of a sentence


def test_there_are_everyday_practices_and_ways_back_from_three_worries() -> None:
    assert [each.id for each in PRACTICES if each.setting is Setting.EVERYDAY] == [
        "breath",
        "a-sound",
        "warm-water",
        "feet-on-the-floor",
        "a-part-at-ease",
        "touch-of-cloth",
    ]
    assert [each.id for each in PRACTICES if each.setting is Setting.INTIMATE] == [
        "back-from-it-will-get-worse",
        "back-from-what-they-think",
        "back-from-am-i-causing-damage",
    ]


def test_there_are_six_stages_labelled_for_staff_as_our_own_choice_of_order() -> None:
    assert [each.name for each in STAGES] == [
        "Touch in easy places",
        "Touch, and saying what feels good",
        "Wider touch",
        "Freer touch",
        "Still contact",
        "Contact with small movements",
    ]
    for stage in STAGES:
        assert stage.for_staff == "One common UK order; the paper does not list its six."
        ours = [each for each in stage.sources if each.confidence is Confidence.DESIGN]
        assert "the paper does not list its six" in ours[0].place
        assert any(each.confidence is Confidence.READ for each in stage.sources)


@pytest.mark.parametrize("voice", voices(), ids=str)
def test_everyone_finds_all_parts_of_every_stage(voice: Voice) -> None:
    for stage in STAGES:
        parts = [stage.about, stage.alone, stage.left_out, stage.with_pain]
        parts += [stage.together] if voice.partner else []
        assert all(voice.speak(part) for part in parts), stage.id
    for stage in STAGES[4:]:
        assert voice.speak(stage.nothing_inside), stage.id
        assert not voice.partner or voice.speak(stage.bodies_alike), stage.id


@pytest.mark.parametrize(("id", "paragraph"), TEXTS, ids=lambda each: each if isinstance(each, str) else "")
def test_a_text_assumes_nobody_and_counts_nothing(id: str, paragraph: Paragraph) -> None:  # noqa: A002
    text = Voice().say(paragraph.text)
    assert not SCALE.search(text)
    assert Only.PENETRATION in paragraph.only or not INSIDE.search(text)
    assert Only.PARTNER in paragraph.only or "partner" not in text
    assert [each for each in re.split(r"(?<=[.?!:])\s", text) if len(each.split()) > LONGEST] == []


def test_the_early_stages_leave_out_what_the_later_ones_may_hold() -> None:
    for stage in STAGES[:2]:
        assert "{genitals}" in stage.left_out[0].text
    for stage in STAGES[:4]:
        assert not any(Only.PENETRATION in each.only for each in stage.alone + stage.together)
    for stage in STAGES[4:]:
        assert any(Only.PENETRATION in each.only for each in stage.alone)


def test_the_ground_rules_name_saying_no_the_boundary_and_stopping() -> None:
    told = " ".join(each.text for each in RULES.rules)
    for words in ("free to say no", "boundary", "Stop whenever you like", "No is a full answer", "slow, for pause"):
        assert words in told


def stage_problems(*stages: Stage) -> set[tuple[str, str, str]]:
    return {
        (stage.id, field, message) for stage, field, message in stage_complaints(Shelf({(s.id, 1): s for s in stages}))
    }


def test_two_stages_of_one_order_are_refused() -> None:
    found = stage_problems(*STAGES[:4], replace(STAGES[4], order=6), STAGES[5])
    assert {(stage, field) for stage, field, _ in found} == {("still-contact", "order"), ("moving-contact", "order")}
    assert stage_problems(*STAGES) == set()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"alone": (Paragraph("For some.", (Only.PARTNER,)),)}, "alone"),
        ({"together": (Paragraph("For some.", (Only.PENETRATION,)),)}, "alone"),
        ({"nothing_inside": ()}, "nothing_inside"),
        ({"bodies_alike": ()}, "bodies_alike"),
        ({"about": (Paragraph("Your {nose}."),)}, "about"),
    ],
)
def test_a_stage_that_leaves_somebody_out_is_refused(change: dict[str, tuple[Paragraph, ...]], field: str) -> None:
    assert field in {found for _, found, _ in stage_problems(replace(STAGES[4], **change))}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 11}, "minutes"),
        ({"steps": (Paragraph("For some.", (Only.PARTNER,)),)}, "steps"),
        ({"steps": (Paragraph("Your {nose}."),)}, "steps"),
    ],
)
def test_a_practice_for_few_or_for_too_long_is_refused(change: dict[str, object], field: str) -> None:
    practice: Practice = PRACTICES[0]
    assert list(practice_complaints(practice)) == []
    assert [found for found, _ in practice_complaints(replace(practice, **change))] == [field]


def test_ground_rules_for_few_are_refused() -> None:
    assert list(ground_rules_complaints(RULES)) == []
    broken = replace(RULES, rules=(Paragraph("Your {nose}.", (Only.PARTNER,)),))
    assert len(list(ground_rules_complaints(broken))) == 2


def test_the_boundary_is_in_free_words_and_the_notes_seal_and_flag_nothing() -> None:
    boundary = LIBRARY.questionnaires.newest["boundary"]
    assert [(each.id, each.kind.value) for each in boundary.items] == [
        ("how-far", "text"),
        ("would-like", "text"),
        ("not-wanted", "text"),
        ("word", "text"),
    ]
    for name in ("boundary", "attention-note"):
        asked = LIBRARY.questionnaires.newest[name]
        assert not asked.locked
        assert not any(each.flag or each.sealed for each in asked.items)
