"""Words for staff: every step, block and discipline has its own, and none of them pushes."""

import re

import pytest

from reconnect.model.discipline import Discipline
from reconnect.model.guidance import Guidance, Level, Step
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Use
from reconnect.model.source import Confidence

ALL = list(shipped_library().guidance.newest.values())


def of(step: Step) -> list[Guidance]:
    return [each for each in ALL if each.step is step]


def test_every_step_has_words_for_everyone() -> None:
    for step in Step:
        assert [each.id for each in of(step) if not each.disciplines], step


def test_every_block_of_the_assessment_has_words_of_its_own_and_only_blocks_are_assessing() -> None:
    blocks = [each.id for each in shipped_library().questionnaires.newest.values() if each.use is Use.ASSESSMENT]
    assert sorted(each.block for each in of(Step.ASSESSING)) == sorted(blocks)
    assert not [each.id for each in ALL if each.step is not Step.ASSESSING and each.block]


@pytest.mark.parametrize("discipline", Discipline)
def test_every_discipline_has_words_of_its_own(discipline: Discipline) -> None:
    assert [each.id for each in ALL if each.disciplines == (discipline,)]


def test_words_for_everyone_are_for_each_discipline_and_others_only_for_their_own() -> None:
    newest = shipped_library().guidance.newest
    assert all(newest["asking-open"].is_for(discipline) for discipline in Discipline)
    pharmacy = newest["pharmacy-talking-about-side-effects"]
    assert [discipline for discipline in Discipline if pharmacy.is_for(discipline)] == [Discipline.PHARMACY]


def test_all_four_levels_are_used_and_what_is_beyond_the_team_is_the_fourth() -> None:
    assert {each.level for each in ALL} == set(Level)
    assert {each.id for each in ALL if each.level is Level.INTENSIVE_THERAPY} == {
        "psychology-when-it-is-more-than-pain",
    }


@pytest.mark.parametrize("guidance", ALL, ids=lambda each: each.id)
def test_words_are_questions_and_short_lines_to_say_aloud(guidance: Guidance) -> None:
    said = [*guidance.openers, *guidance.permission, *guidance.motivational, *guidance.review]
    assert any(line.endswith("?") for line in said)
    assert [line for line in (*said, *guidance.normalising) if len(line.split()) > 45] == []
    assert all(each.say and each.why for each in guidance.avoid)
    assert any(source.confidence is Confidence.DESIGN for source in guidance.sources)


def test_where_somebody_is_not_ready_a_ruler_asks_why_it_is_not_lower_before_anything_else_of_it() -> None:
    for step in (Step.OFFERING, Step.TARGETS, Step.NOT_NOW):
        assert any(each.motivational for each in of(step)), step
    ruler = re.compile(r"0 to 10|what makes it a \d", re.IGNORECASE)
    rulers = [line for each in ALL for line in each.motivational if ruler.search(line)]
    assert len(rulers) >= 4
    assert all("not lower" in line or "not a 0" in line for line in rulers)


def test_safety_is_asked_alone_and_confidence_is_kept_within_limits_that_are_said() -> None:
    (safety,) = of(Step.SAFETY_ALONE)
    assert any("alone" in line for line in safety.openers)
    assert any("unless you or somebody else is in danger" in line for line in safety.permission)
    (disclosure,) = of(Step.DISCLOSURE)
    assert any("not your fault" in line for line in disclosure.openers)
    assert any(each.say == "I promise not to tell anybody." for each in disclosure.avoid)


def test_a_no_is_heard_the_first_time() -> None:
    (heard,) = of(Step.NOT_NOW)
    assert heard.openers[0].endswith("Then we leave it.")


def test_nothing_said_about_medicines_names_a_dose_or_tells_anybody_to_change_one() -> None:
    named = re.compile(r"\b\d+ ?mg\b|\b(stop|take|start|reduce|increase) (it|your|the)\b", re.IGNORECASE)
    told = {
        each.id: " ".join(
            [*each.openers, *each.normalising, *each.permission, *each.motivational, *each.review]
        ).lower()
        for each in ALL
    }
    about = {name: lines for name, lines in told.items() if "medicine" in lines}
    assert len(about) >= 3
    assert [name for name, lines in about.items() if named.search(lines)] == []
    assert named.search("Stop it for a few days.")
