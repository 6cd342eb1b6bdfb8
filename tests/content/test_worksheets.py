"""The worksheets: one a technique, one tongue for what was tried, and nothing that pushes or asks for a dose."""

import re

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Item, ItemKind, Questionnaire, Use

# What one page reads of everything that was tried: by item, its kind and its answers in order, or its ends.
IN_COMMON: dict[str, tuple[ItemKind, list[str]]] = {
    "tried": (ItemKind.CHOICE, ["Yes", "Part of it", "Not this time"]),
    "comfort": (ItemKind.SCALE, ["Not comfortable", "Very comfortable"]),
    "worry": (ItemKind.SCALE, ["No worry", "Very worried"]),
    "helpful": (ItemKind.CHOICE, ["It helped", "It made no difference", "It made things harder"]),
    "flare": (
        ItemKind.CHOICE,
        ["No", "It rose, and settled within a day", "It rose, and lasted longer than a day"],
    ),
    "note": (ItemKind.TEXT, []),
}
# Those of them that a worksheet has. A plan made in advance is not tried, a talk sets off no flare-up.
HAS = {
    "naming-myths": {"helpful", "note"},
    "pain-education": {"helpful", "note"},
    "sharing-with-partner": {"tried", "comfort", "worry", "helpful", "note"},
    "attention-and-mindfulness": {"tried", "comfort", "worry", "helpful", "note"},
    "sensate-focus": set(IN_COMMON),
    "avoidance-reduction": {"tried", "comfort", "worry", "helpful", "flare"},
    "desensitisation": set(IN_COMMON),
    "flare-up-plan": set(),
    "talking-with-partner": {"tried", "comfort", "worry", "helpful", "note"},
    "medication-management": {"helpful", "note"},
}
DOSE = re.compile(r"\bdos(e|es|age)\b|\bm(illi|icro)?g(rams?)?\b|how (much|many|often) do you take|\btablets\b", re.I)
STAGE = re.compile(r"\b(stages?|levels?)\b|next step|move (on|up)|how far did you get", re.I)


def worksheets() -> list[Questionnaire]:
    """The first worksheet of each technique; others have a page of their own."""
    found = [each for each in shipped_library().questionnaires.newest.values() if each.use is Use.WORKSHEET]
    of_techniques = [each for each in found if each.id == f"worksheet-{each.technique}"]
    return sorted(of_techniques, key=lambda each: each.order)


def sheet(technique: str) -> Questionnaire:
    return shipped_library().questionnaires.newest[f"worksheet-{technique}"]


def words(item: Item) -> str:
    return " ".join([item.text, *item.labels.values()])


def test_every_technique_has_exactly_one_worksheet_of_its_name() -> None:
    assert [(each.id, each.technique, each.order) for each in worksheets()] == [
        (f"worksheet-{technique}", technique, number) for number, technique in enumerate(HAS, 1)
    ]
    assert set(HAS) == set(shipped_library().techniques.newest)


@pytest.mark.parametrize("technique", HAS)
def test_what_several_worksheets_ask_they_ask_alike(technique: str) -> None:
    shared = {each.id: each for each in sheet(technique).items if each.id in IN_COMMON}
    assert set(shared) == HAS[technique]
    for name, item in shared.items():
        kind, answers = IN_COMMON[name]
        steps = [0, 10] if kind is ItemKind.SCALE else list(range(len(answers)))
        assert item.kind is kind
        assert item.labels == {str(step): answer for step, answer in zip(steps, answers, strict=bool(answers))}


@pytest.mark.parametrize("technique", HAS)
def test_a_worksheet_raises_no_flag_seals_no_number_and_is_never_locked(technique: str) -> None:
    worksheet = sheet(technique)
    assert not worksheet.locked
    assert not any(each.flag or each.sealed for each in worksheet.items)


@pytest.mark.parametrize("technique", HAS)
def test_a_worksheet_says_that_nobody_reads_it_at_night(technique: str) -> None:
    assert "not read at once, or at night" in " ".join(sheet(technique).before)


@pytest.mark.parametrize("technique", HAS)
def test_no_worksheet_asks_for_a_dose(technique: str) -> None:
    assert not [each.id for each in sheet(technique).items if DOSE.search(words(each))]


@pytest.mark.parametrize("technique", HAS)
def test_no_worksheet_asks_for_a_stage_or_a_next_step_up(technique: str) -> None:
    worksheet = sheet(technique)
    texts = [*map(words, worksheet.items), *worksheet.before, *worksheet.after]
    assert not [text for text in texts if STAGE.search(text)]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("What dose did you take?", DOSE),
        ("Morphine, how many mg?", DOSE),
        ("How much do you take?", DOSE),
        ("Which stage are you at?", STAGE),
        ("When do you want to move on?", STAGE),
    ],
)
def test_a_question_for_a_dose_or_a_stage_would_be_noticed(text: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(text)


def test_the_flare_up_plan_has_its_nine_parts_in_words() -> None:
    parts = [
        "signs",
        "first-hour",
        "next-day",
        "medicines",
        "thoughts",
        "others",
        "going-back",
        "when-to-call",
        "learned",
    ]
    plan = sheet("flare-up-plan")
    assert [each.id for each in plan.items] == parts
    assert {each.kind for each in plan.items} == {ItemKind.TEXT}


def test_an_experiment_goes_from_a_goal_to_what_was_found() -> None:
    items = [each.id for each in sheet("avoidance-reduction").items]
    asked = ["goal", "step", "when-where", "prediction", "tried", "happened", "found", "next"]
    assert [each for each in items if each in asked] == asked


@pytest.mark.parametrize("technique", ["sensate-focus", "desensitisation"])
def test_touch_has_a_boundary_before_and_the_question_if_it_was_kept_after(technique: str) -> None:
    items = [each.id for each in sheet(technique).items]
    assert items.index("boundary") < items.index("tried") < items.index("boundary-kept")


def test_going_back_staying_and_stopping_are_choices_and_going_further_is_none() -> None:
    chosen = sheet("sensate-focus").item("next")
    assert chosen is not None
    assert set(chosen.labels.values()) == {
        "The same again",
        "Something easier",
        "A rest from this",
        "To change something",
        "To talk about it first",
        "This is as far as I want to go",
    }


@pytest.mark.parametrize("technique", ["sensate-focus", "desensitisation", "avoidance-reduction", "flare-up-plan"])
def test_where_the_body_is_worked_with_signs_to_get_help_for_are_named(technique: str) -> None:
    assert "get help now" in " ".join(sheet(technique).after)


@pytest.mark.parametrize("technique", ["sensate-focus", "sharing-with-partner", "talking-with-partner"])
def test_what_is_done_with_somebody_says_what_to_do_when_it_is_not_safe(technique: str) -> None:
    assert re.search(r"tell us( instead)?\.", " ".join(sheet(technique).before), re.I)


def test_medicines_are_never_stopped_or_changed_alone() -> None:
    for name in ("worksheet-medication-management", "assessment-medicines"):
        questionnaire = shipped_library().questionnaires.newest[name]
        said = " ".join([*questionnaire.before, *questionnaire.after])
        assert "do not stop a medicine suddenly, or change it alone" in said
