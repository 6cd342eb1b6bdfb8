"""Parsing content: every problem named with its file and field, and all of them at once."""

from pathlib import Path

import pytest

from reconnect.errors import ContentError, Problem
from reconnect.model.component import Component
from reconnect.model.load import load_library, parse
from reconnect.model.questionnaire import Questionnaire

COMPONENT = """
id = "myth-busting"
version = 1
order = 1
name = "Myth busting"
kind = "cognitive"
summary = "Beliefs are named."
context = "Adapt it."

[[sources]]
citation = "A paper"
place = "table 1"
confidence = "read"
"""
MYTHS = "components/myth-busting/1.toml"
MSQ = "questionnaires/msq-anxiety/1.toml"
PAIN = "techniques/pain-education/1.toml"


def found(text: str, noun: type[object] = Component, file: str = MYTHS) -> list[tuple[str, str | None]]:
    with pytest.raises(ContentError) as caught:
        parse(text, noun, file)
    assert {problem.file for problem in caught.value.problems} == {file}
    return [(problem.field or "", problem.message) for problem in caught.value.problems]


def problems_of(content: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        load_library(content)
    return caught.value.problems


def change(content: Path, file: str, old: str, new: str) -> None:
    text = (content / file).read_text("utf-8")
    assert old in text
    (content / file).write_text(text.replace(old, new, 1), "utf-8")


def test_a_file_that_fits_its_schema_is_read_into_its_type() -> None:
    component = parse(COMPONENT, Component, MYTHS)
    assert (component.id, component.version, component.order, component.sources[0].place) == (
        "myth-busting",
        1,
        1,
        "table 1",
    )


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        pytest.param('name = "Myth busting"\n', "", "name", "this field is missing", id="missing"),
        pytest.param(
            "order = 1", "order = 1\norderr = 1", "orderr", "no such field; there are: id, version", id="extra"
        ),
        pytest.param("order = 1", 'order = "1"', "order", "integer", id="text for a number"),
        pytest.param("order = 1", "order = 1.5", "order", "integer", id="half a number"),
        pytest.param("order = 1", "order = true", "order", "integer", id="truth value for a number"),
        pytest.param('kind = "cognitive"', "kind = 3", "kind", "string", id="number for text"),
        pytest.param('"read"', '"sure"', "sources[1].confidence", "'read', 'secondary', 'recalled'", id="enum"),
        pytest.param('place = "table 1"\n', "", "sources[1].place", "this field is missing", id="missing below"),
        pytest.param("place =", "page = 3\nplace =", "sources[1].page", "no such field here", id="extra below"),
        pytest.param("[[sources]]", "[sources]", "sources", "array", id="a table for a list of tables"),
    ],
)
def test_a_broken_field_is_named_with_its_path_and_what_is_wrong(old: str, new: str, field: str, message: str) -> None:
    assert old in COMPONENT
    ((where, what),) = found(COMPONENT.replace(old, new, 1))
    assert where == field
    assert message in what
    assert what[0].islower()  # it follows a colon


def test_the_path_counts_list_members_from_1(content: Path) -> None:
    change(content, MSQ, 'id = "anxiety-3"\n', "")
    assert [str(problem) for problem in problems_of(content)] == [f"{MSQ}, items[3].id: this field is missing"]


def test_the_wording_of_the_checker_reads_on_after_a_colon() -> None:
    ((_, what),) = found(COMPONENT.replace("order = 1", "order = 'one'"))
    assert what == "input should be a valid integer"


def test_several_broken_fields_of_one_file_are_all_reported_at_once() -> None:
    text = COMPONENT.replace("order = 1", 'order = "one"').replace('name = "Myth busting"\n', "colour = 3\n")
    assert {field for field, _ in found(text.replace('"read"', '"sure"'))} == {
        "order",
        "name",
        "colour",
        "sources[1].confidence",
    }


def test_an_empty_file_lacks_every_field() -> None:
    missing = [field for field, message in found("") if message == "this field is missing"]
    assert missing == ["id", "version", "order", "name", "kind", "summary", "context", "sources"]


def test_text_that_is_no_toml_is_reported_with_its_line() -> None:
    ((field, message),) = found('id = "myth-busting"\nversion = \n')
    assert field == ""
    assert message.startswith("not TOML")
    assert "line 2" in message


def test_a_range_must_have_two_ends(content: Path) -> None:
    text = (content / MSQ).read_text("utf-8")
    assert [field for field, _ in found(text.replace("range = [0, 20]", "range = [0]"), Questionnaire, MSQ)] == [
        "measures[1].range[2]"
    ]


def test_several_broken_fields_and_several_broken_files_come_in_one_error(content: Path) -> None:
    load_library(content)
    change(content, MYTHS, "order = 1", 'order = "1"')
    change(content, MYTHS, 'kind = "cognitive"\n', "")
    change(content, PAIN, "[lead]", "[leader]")
    change(content, MSQ, 'wording = "stand-in"', 'wording = "borrowed"')
    change(content, "published/edwards-2019/1.toml", "number = 3", "nunber = 3")
    reported = {(problem.file, problem.field) for problem in problems_of(content)}
    assert reported == {
        (MYTHS, "order"),
        (MYTHS, "kind"),
        (PAIN, "lead.disciplines"),
        (PAIN, "leader"),
        (MSQ, "wording"),
        ("published/edwards-2019/1.toml", "tables[2].number"),
        ("published/edwards-2019/1.toml", "tables[2].nunber"),
    }


def test_the_error_reads_one_problem_a_line_each_with_file_and_field(content: Path) -> None:
    change(content, MYTHS, "order = 1", 'order = "1"')
    change(content, PAIN, 'aim = "', 'target = "')
    with pytest.raises(ContentError) as caught:
        load_library(content)
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{MYTHS}, order: ")
    assert f"{PAIN}, aim: this field is missing" in lines


def test_a_file_in_the_wrong_place_is_reported_with_where_it_belongs(content: Path) -> None:
    load_library(content)
    change(content, MYTHS, "version = 1", "version = 2")
    (problem,) = problems_of(content)
    assert (problem.file, problem.field) == (MYTHS, "id")
    assert "components/myth-busting/2.toml" in problem.message


def test_places_and_fields_are_reported_together(content: Path) -> None:
    change(content, MYTHS, "version = 1", "version = 2")
    change(content, PAIN, "order = 2", 'order = "2"')
    assert {(problem.file, problem.field) for problem in problems_of(content)} == {(MYTHS, "id"), (PAIN, "order")}


def test_fields_places_and_references_are_reported_together(content: Path) -> None:
    change(content, PAIN, "order = 2", 'order = "2"')
    change(content, MSQ, "range = [0, 20]", "range = [0, 25]")
    change(content, "techniques/sensate-focus/1.toml", 'component = "sensations-and-feelings"', 'component = "senses"')
    assert [(problem.file, problem.field) for problem in problems_of(content)] == [
        (MSQ, "measures.msq_anxiety.range"),
        (PAIN, "order"),
        ("techniques/sensate-focus/1.toml", "component"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [pytest.param("order = 1", "order = 1.5", id="broken"), pytest.param('"myth-busting"', '"myths"', id="misplaced")],
)
def test_nothing_is_said_of_references_to_a_file_that_has_problems_of_its_own(
    content: Path, old: str, new: str
) -> None:
    change(content, MYTHS, old, new)
    (problem,) = problems_of(content)
    assert problem.file == MYTHS


def test_no_component_is_called_unused_while_a_technique_cannot_be_read(content: Path) -> None:
    for technique in ("attention-and-mindfulness", "sensate-focus"):
        change(content, f"techniques/{technique}/1.toml", "order = ", "ordre = ")
    assert {problem.file.split("/")[0] for problem in problems_of(content)} == {"techniques"}


def test_an_incoherence_in_a_misplaced_file_is_reported_of_the_file_that_is_there(content: Path) -> None:
    change(content, MSQ, "version = 1", "version = 2")
    change(content, MSQ, "range = [0, 20]", "range = [0, 25]")
    assert {(problem.file, problem.field) for problem in problems_of(content)} == {
        (MSQ, "id"),
        (MSQ, "measures.msq_anxiety.range"),
    }


def test_a_folder_that_is_called_as_a_file_is_a_problem_and_no_crash(content: Path) -> None:
    (content / "techniques/pain-education/2.toml").mkdir()
    (problem,) = problems_of(content)
    assert "cannot be read" in problem.message


def test_a_file_in_another_encoding_is_a_problem_of_that_file_and_no_crash(content: Path) -> None:
    text = (content / PAIN).read_text("utf-8").replace("Pain education", "Pain éducation", 1)
    (content / PAIN).write_bytes(text.encode("latin-1"))
    (problem,) = problems_of(content)
    assert problem.file == PAIN
    assert "UTF-8" in problem.message


@pytest.mark.parametrize("stray", ["techniques/pacing.toml", "technique/pacing/1.toml", "techniques/a/b/1.toml"])
def test_a_content_file_that_stands_where_nobody_looks_is_reported(content: Path, stray: str) -> None:
    path = content / stray
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((content / PAIN).read_text("utf-8"), "utf-8")
    assert stray in {problem.file for problem in problems_of(content)}


def test_a_folder_without_any_content_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path)
