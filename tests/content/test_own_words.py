"""Wherever a page may say a person's own word for their body it does, and what they left out is named nowhere."""

import re

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.voice import Voice, voices

LIBRARY = shipped_library()
# A part of the reader's body that they may have a word of their own for.
THEIRS = re.compile(r"\b(your|my) (genitals|chest|bottom)\b", re.IGNORECASE)
INSIDE = re.compile(r"penetrat|vagina|\b(go|going|goes|just) inside\b", re.IGNORECASE)
OWN = Voice(penetration=False, words={"genitals": "front", "chest": "torso", "bottom": "seat", "sex": "closeness"})


def texts(voice: Voice) -> dict[str, list[str]]:
    """What somebody reads of beliefs, ideas, words to borrow, practices and stages, by kind and id."""
    found = {}
    for each in LIBRARY.myths.newest.values():
        said = (each.belief, each.often_from, each.may_cost, each.try_this)
        found[f"myths/{each.id}"] = [*map(voice.say, said), *voice.speak(each.fairer)]
    for group in LIBRARY.step_ideas.newest.values():
        said = (group.name, group.about, *(idea.text for idea in group.ideas_for(voice)))
        found[f"step-ideas/{group.id}"] = [voice.say(text) for text in said]
    for practice in LIBRARY.practices.newest.values():
        found[f"practices/{practice.id}"] = [practice.name, practice.about, *voice.speak(practice.steps)]
    for phrases in LIBRARY.phrases.newest.values():
        found[f"phrases/{phrases.id}"] = [phrases.name, phrases.about, *voice.speak(phrases.phrases)]
    for stage in LIBRARY.stages.newest.values():
        found[f"stages/{stage.id}"] = [stage.name, *voice.speak(stage.texts)]
    return found


def saying(pattern: re.Pattern[str], voice: Voice) -> dict[str, list[str]]:
    """Where the pattern is found."""
    found = {name: [text for text in said if pattern.search(text)] for name, said in texts(voice).items()}
    return {name: said for name, said in found.items() if said}


def test_a_part_of_the_body_has_the_word_that_its_owner_chose() -> None:
    assert saying(THEIRS, OWN) == {}
    assert len(saying(THEIRS, Voice())) > 3  # whoever chose none reads the plain one


@pytest.mark.parametrize("voice", [each for each in voices() if not each.penetration], ids=str)
def test_what_was_left_out_is_named_nowhere(voice: Voice) -> None:
    assert saying(INSIDE, voice) == {}
    assert saying(INSIDE, Voice()) != {}
