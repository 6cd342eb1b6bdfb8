"""A reliability is told whole, with its source, and never for a single item."""

import pytest

from reconnect.analysis.reliability import ReliabilityKind

DATA = "id,anxiety_1,anxiety_2,touch_1,touch_2\na,12,9,3,2\nb,5,4,5,1\nc,8,8,4,4\n"
MAPPING = """layout = "paired"
[columns]
person_id = "id"
[measures.msq_anxiety]
pre = "anxiety_1"
post = "anxiety_2"
{anxiety}
[measures.avoid_touch]
pre = "touch_1"
post = "touch_2"
{touch}
"""
TOLD = {
    "reliability": "0.82",
    "reliability_kind": '"test-retest"',
    "reliability_source": '"A paper of 2001"',
    "items": "5",
}


def mapping(anxiety: dict[str, str] | None = None, touch: dict[str, str] | None = None) -> str:
    lines = {
        name: "\n".join(f"{field} = {value}" for field, value in (told or {}).items())
        for name, told in (("anxiety", anxiety), ("touch", touch))
    }
    return MAPPING.format(**lines)


def test_what_is_told_reaches_the_evaluation(files) -> None:
    (known,) = files.read(DATA, mapping(TOLD)).reliabilities.items()
    assert known[0] == "msq_anxiety"
    assert (known[1].reliability.value, known[1].items) == (0.82, 5)
    assert known[1].reliability.kind is ReliabilityKind.TEST_RETEST
    assert known[1].reliability.source == "A paper of 2001"


def test_nothing_told_is_nothing_known(files) -> None:
    assert files.read(DATA, mapping()).reliabilities == {}


@pytest.mark.parametrize("lacking", TOLD)
def test_all_four_are_given_or_none(files, lacking: str) -> None:
    told = {field: value for field, value in TOLD.items() if field != lacking}
    (problem,) = files.refused(DATA, mapping(told))
    assert problem.field == f"measures.msq_anxiety.{lacking}"
    assert "are given together: give this one too, or none" in problem.message


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("reliability", "1.2", "a number above 0 and below 1"),
        ("reliability", "0.0", "a number above 0 and below 1"),
        ("reliability_source", '" "', "name the paper or the data"),
        ("items", "1", "never counted for a measure of one item"),
        ("items", "7", "ReConnect scores this measure from 5 items"),
        ("reliability_kind", '"guess"', "input should be"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(files, field: str, value: str, message: str) -> None:
    (problem,) = files.refused(DATA, mapping(TOLD | {field: value}))
    assert problem.field == f"measures.msq_anxiety.{field}"
    assert message in problem.message


def test_a_measure_that_reconnect_scores_from_one_item_is_refused_whatever_the_file_says(files) -> None:
    (problem,) = files.refused(DATA, mapping(touch=TOLD))
    assert problem.field == "measures.avoid_touch.items"
    assert "a measure of one item: it has no error that its items could show" in problem.message
