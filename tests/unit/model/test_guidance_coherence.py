"""What is wrong with guidance and rehearsals is said by field; what is right is left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from reconnect.errors import ContentError
from reconnect.model.guidance_coherence import guidance_complaints, rehearsal_complaints
from reconnect.model.load import load_library, shipped_library

GUIDANCE = shipped_library().guidance.newest["readiness-together"]
REHEARSAL = next(iter(shipped_library().rehearsals))
BLOCKS = ["assessment-readiness"]


def test_what_is_right_is_not_complained_of() -> None:
    assert list(guidance_complaints(GUIDANCE, BLOCKS)) == []
    assert list(guidance_complaints(replace(GUIDANCE, block="", motivational=()), [])) == []
    assert list(rehearsal_complaints(REHEARSAL, [REHEARSAL.skill])) == []


@pytest.mark.parametrize("field", ["openers", "normalising", "permission", "avoid", "review"])
def test_each_part_that_every_level_needs_is_missed(field: str) -> None:
    assert [where for where, _ in guidance_complaints(replace(GUIDANCE, **{field: ()}), BLOCKS)] == [field]


def test_a_block_must_exist() -> None:
    assert list(guidance_complaints(GUIDANCE, ["assessment-body"])) == [
        ("block", "no such block of the assessment; there are: assessment-body")
    ]


@pytest.mark.parametrize("line", ["Why is it not higher?", "A 4: why not a bit higher?"])
def test_nobody_is_asked_why_a_number_is_not_higher(line: str) -> None:
    assert [where for where, _ in guidance_complaints(replace(GUIDANCE, motivational=(line,)), BLOCKS)] == [
        "motivational"
    ]


@pytest.mark.parametrize("field", ["to_try", "afterwards"])
def test_a_rehearsal_has_something_to_try_and_to_talk_over(field: str) -> None:
    found = rehearsal_complaints(replace(REHEARSAL, **{field: ()}), [REHEARSAL.skill])
    assert [where for where, _ in found] == [field]


def test_a_skill_must_be_one_that_staff_are_asked_about() -> None:
    assert list(rehearsal_complaints(REHEARSAL, ["ask-nobody"])) == [("skill", "no such skill; there are: ask-nobody")]


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("guidance/readiness-together", "assessment-readiness", "assessment-nothing", "block"),
        ("rehearsals/the-hard-week", 'skill = "desensitisation"', 'skill = "nothing"', "skill"),
    ],
)
def test_the_loader_names_the_file_and_the_field(content: Path, file: str, old: str, new: str, field: str) -> None:
    path = content / file / "1.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(content)
    assert [(problem.file, problem.field) for problem in caught.value.problems] == [(f"{file}/1.toml", field)]
