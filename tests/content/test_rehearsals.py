"""Rehearsals: one for every skill that staff are asked about, and each is talked over and turned round."""

import pytest

from reconnect.model.load import shipped_library
from reconnect.model.rehearsal import Rehearsal

ALL = list(shipped_library().rehearsals.newest.values())


def test_every_skill_that_staff_are_asked_about_has_a_rehearsal() -> None:
    skills = [item.id for item in shipped_library().questionnaires.newest["confidence-in-skills"].items]
    assert {each.skill for each in ALL} == set(skills)
    assert len(ALL) >= 10


@pytest.mark.parametrize("rehearsal", ALL, ids=lambda each: each.id)
def test_a_rehearsal_has_two_parts_something_to_try_and_a_talk_afterwards(rehearsal: Rehearsal) -> None:
    assert rehearsal.situation
    assert rehearsal.you_are != rehearsal.they_are
    assert len(rehearsal.to_try) >= 3
    assert rehearsal.afterwards[-1].startswith("Swap parts")
    assert any(line.endswith("?") for line in rehearsal.afterwards)


@pytest.mark.parametrize("rehearsal", ALL, ids=lambda each: each.id)
def test_nobody_in_a_rehearsal_has_a_name_that_somebody_could_bear(rehearsal: Rehearsal) -> None:
    assert rehearsal.they_are.startswith("Somebody")
