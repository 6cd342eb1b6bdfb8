"""Ideas for steps, words to borrow, movements, and the sheets to plan with: for everybody, and never a push."""

import re

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.phrases import Phrases
from reconnect.model.practice import Setting
from reconnect.model.source import Confidence
from reconnect.model.step_idea import StepIdeas, wants_no_touch
from reconnect.model.voice import Voice, voices

LIBRARY = shipped_library()
IDEAS = sorted(LIBRARY.step_ideas.newest.values(), key=lambda each: each.order)
PHRASES = sorted(LIBRARY.phrases.newest.values(), key=lambda each: each.order)
MOVEMENTS = [each for each in LIBRARY.practices.newest.values() if each.setting is Setting.MOVEMENT]
SHEETS = ["experiment-plan", "experiment-found", "planner", "talk-plan"]
PARTNER = re.compile(r"\bpartner|\bwe lie\b|between us\b", re.I)
INSIDE = re.compile(r"just inside|\btrainer|\bpenetrat", re.I)
PUSH = re.compile(r"\b(stages?|levels?|next step|move (on|up)|progress|goal reached|well done|further|harder)\b", re.I)
# Facts that are recalled or in conflict stay out of what a person reads: clinical-facts 2.2 and 2.7.
LEFT_OUT = re.compile(r"lidocaine|mosm|osmol|depth|shallow|dilat|times a week|\d+ ?(mg|minutes before)", re.I)


def said_by(each: StepIdeas | Phrases, voice: Voice) -> list[str]:
    if isinstance(each, Phrases):
        return list(voice.speak(each.phrases))
    return [voice.say(idea.text) for idea in each.ideas_for(voice)]


@pytest.mark.parametrize("voice", voices(), ids=str)
@pytest.mark.parametrize("group", [*IDEAS, *PHRASES], ids=lambda each: each.id)
def test_every_group_has_words_for_everybody_and_speaks_of_no_partner_where_there_is_none(
    group: StepIdeas | Phrases, voice: Voice
) -> None:
    texts = said_by(group, voice)
    assert len(texts) >= 4
    assert not [text for text in texts if "{" in text or PUSH.search(text) or LEFT_OUT.search(text)]
    if not voice.partner:
        assert not [text for text in texts if PARTNER.search(text)]
    if not voice.penetration:
        assert not [text for text in texts if INSIDE.search(text)]


def test_the_words_somebody_chose_are_used() -> None:
    voice = Voice(words={"genitals": "front"})
    assert "Notice my front for a moment, without any touch" in said_by(IDEAS[0], voice)


def test_gentle_ideas_ask_for_no_touch_of_what_hurts_and_come_first() -> None:
    assert [each.id for each in IDEAS if each.gentle] == [IDEAS[0].id]
    assert len(IDEAS[0].ideas_for(Voice())) >= 10


@pytest.mark.parametrize("said", ["", "No touch", " no TOUCH. ", "Nothing", "not now!", "None"])
def test_no_touch_is_heard(said: str) -> None:
    assert wants_no_touch(said, IDEAS)


@pytest.mark.parametrize("said", ["A hand on my knee", "No touch below my belly, but my back", "Nothing but my hand"])
def test_a_step_is_not_taken_for_no_touch(said: str) -> None:
    assert not wants_no_touch(said, IDEAS)


def test_an_idea_with_somebody_is_marked_so_that_no_time_is_set_for_it() -> None:
    marked = {idea.id for group in IDEAS for idea in group.ideas if idea.together}
    assert marked == {idea.id for group in IDEAS for idea in group.ideas if PARTNER.search(idea.text)}
    assert len(marked) >= 5


def test_there_are_words_for_each_kind_of_moment() -> None:
    assert [each.id for each in PHRASES] == [
        "starting",
        "asking-for-something",
        "saying-no",
        "not-now-is-not-not-you",
        "somebody-new",
        "checking-a-guess",
        "ending-the-talk",
    ]


@pytest.mark.parametrize("movement", MOVEMENTS, ids=lambda each: each.id)
def test_a_movement_stops_when_it_is_worse_and_does_not_begin_with_strength(movement: object) -> None:
    for voice in voices():
        text = " ".join(voice.speak(movement.steps))  # type: ignore[attr-defined]
        assert "Stop if anything gets worse." in text
        assert "Strengthening is not where this begins, unless your physiotherapist says so." in text
        assert not PUSH.search(text)


def test_there_are_four_movements() -> None:
    assert len(MOVEMENTS) == 4


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_to_plan_with_pushes_nobody_raises_nothing_and_says_who_reads_it_when(sheet: str) -> None:
    found = LIBRARY.questionnaires.newest[sheet]
    texts = [*found.before, *found.after, *(item.text for item in found.items)]
    texts += [label for item in found.items for label in item.labels.values()]
    assert not [text for text in texts if PUSH.search(text) or LEFT_OUT.search(text) or "husband" in text]
    assert "not read at once, or at night" in " ".join(found.before)
    assert not any(item.flag or item.sealed for item in found.items)


def test_what_comes_after_an_experiment_is_never_more() -> None:
    item = LIBRARY.questionnaires.newest["experiment-found"].item("next")
    assert item is not None
    assert list(item.labels.values()) == [
        "The same again",
        "Something easier",
        "Something else",
        "A rest from this",
        "To talk about it first",
        "That was enough",
    ]


def test_what_is_our_own_proposal_says_so() -> None:
    for each in [*IDEAS, *PHRASES, *MOVEMENTS]:
        assert Confidence.DESIGN in {source.confidence for source in each.sources}
        assert Confidence.RECALLED not in {source.confidence for source in each.sources}
