"""Whole or not at all: problems of several kinds and several files in one error, each with its own row."""

from collections.abc import Sequence

import pytest

from reconnect.errors import DataError, Problem

MAPPING = """
layout = "tidy"
missing = ["NA"]
[columns]
person_id = "id"
gender = "sex"
measure = "what"
occasion = "when"
value = "points"
answered_on = "day"
"""
PEOPLE = '[people]\nfile = "people.csv"\n[people.columns]\nperson_id = "id"\nage = "age"\n'

DATA = "id,sex,what,when,points,day\n"
ROWS = {
    2: ("a,woman,avoid_touch,pre,3,2026-01-05", None),
    3: ("a,woman,avoid_touch,post,three,2026-02-05", "points"),
    4: ("a,man,avoid_sex,pre,3,2026-01-05", "sex"),
    5: ("b,man,avoid_sex,pre,99,2026-01-05", "points"),
    6: (",man,avoid_sex,post,9,2026-01-05", "id"),
    7: ("b,man,avoid_sx,post,9,2026-01-05", "what"),
    8: ("b,man,avoid_sex,middle,9,2026-01-05", "when"),
    9: ("b,man,avoid_sex,post,9,05/01/2026", "day"),
    10: ("a,woman,avoid_touch,pre,4,2026-01-05", "points"),
    11: ("c,all,avoid_touch,pre,NA,", "sex"),
    12: ("c,,avoid_touch,post,,", None),
}


def test_problems_of_every_kind_in_the_data_come_in_one_error_with_their_rows_and_columns(files) -> None:
    data = DATA + "".join(f"{row}\n" for row, _ in ROWS.values())
    found = {(problem.row, problem.field) for problem in files.refused(data, MAPPING)}
    assert found == {(number, f"column {column}") for number, (_, column) in ROWS.items() if column}


@pytest.mark.parametrize("number", [number for number, (_, column) in ROWS.items() if column])
def test_each_of_those_rows_is_a_problem_by_itself(files, number: int) -> None:
    row, column = ROWS[number]
    data = f"{DATA}{ROWS[2][0]}\n\n{row}\n"
    assert [(problem.row, problem.field) for problem in files.refused(data, MAPPING)] == [(4, f"column {column}")]


def test_the_error_reads_a_problem_a_line_with_file_row_and_column(files) -> None:
    files.write(f"{DATA}{ROWS[2][0]}\n{ROWS[3][0]}\n{ROWS[7][0]}\n", MAPPING)
    with pytest.raises(DataError) as caught:
        files.read_what_is_there()
    lines = sorted(str(caught.value).splitlines())
    assert len(lines) == 2
    assert lines[0].startswith("data.csv, row 3, column points: ")
    assert lines[1].startswith("data.csv, row 4, column what: ")


def test_a_mapping_and_a_people_table_that_are_both_wrong_are_reported_together(files) -> None:
    mapping = MAPPING.replace('"points"', '"pionts"') + PEOPLE
    problems = files.refused(f"{DATA}{ROWS[2][0]}\n", mapping, "id,age\na,old\n")
    assert {(problem.file, problem.row) for problem in problems} == {("map.toml", None), ("people.csv", 2)}


def test_data_and_a_people_table_that_are_both_wrong_are_reported_together(files) -> None:
    problems = files.refused(f"{DATA}{ROWS[2][0]}\n{ROWS[3][0]}\n", MAPPING + PEOPLE, "id,age\na,old\n")
    assert {(problem.file, problem.row) for problem in problems} == {("data.csv", 3), ("people.csv", 2)}


def test_nobody_is_called_unlisted_because_their_row_of_the_people_table_is_wrong(files) -> None:
    problems = files.refused(f"{DATA}{ROWS[2][0]}\n{ROWS[3][0]}\n", MAPPING + PEOPLE, "id,age\na,old\n")
    assert not [problem for problem in problems if problem.file == "data.csv" and "people table" in problem.message]


def test_a_data_file_that_cannot_be_read_and_a_mapping_that_cannot_are_each_refused(files) -> None:
    assert [problem.file for problem in files.refused("id,id\na,b\n", MAPPING)] == ["data.csv"]
    assert [problem.file for problem in files.refused("id,id\na,b\n", "layout = 3")] == ["map.toml"]


def test_what_is_right_in_every_row_is_read_whole(files) -> None:
    data = f"{DATA}{ROWS[2][0]}\n{ROWS[12][0]}\n"
    outcomes = files.read(data, MAPPING).outcomes
    assert ([each.id for each in outcomes.participants], len(outcomes.readings)) == (["a", "c"], 1)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("data.csv", "is empty"), "data.csv: is empty"),
        (Problem("data.csv", "no", row=3), "data.csv, row 3: no"),
        (Problem("map.toml", "no", field="layout"), "map.toml, layout: no"),
        (Problem("data.csv", "no", row=0, field="column x"), "data.csv, row 0, column x: no"),
    ],
)
def test_a_problem_reads_file_row_field_and_message(problem: Problem, text: str) -> None:
    assert str(problem) == text
    assert str(DataError([problem, Problem("other.csv", "no")])) == f"{text}\nother.csv: no"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([7], "row 7"),
        ([7, 7], "row 7"),
        ([2, 3], "rows 2 and 3"),
        ([2, 3, 4, 5], "rows 2, 3, 4 and 5"),
        ([9, 3, 4, 5, 6], "rows 9, 3, 4 and 2 more"),
        (range(2, 6002), "rows 2, 3, 4 and 5,997 more"),
    ],
)
def test_rows_that_share_a_problem_share_a_line_and_none_is_lost(rows: Sequence[int], text: str) -> None:
    error = DataError(Problem("data.csv", "no", row, "column x") for row in rows)
    assert str(error) == f"data.csv, {text}, column x: no"
    assert [problem.row for problem in error.problems] == list(rows)


def test_problems_of_another_file_field_or_message_have_lines_of_their_own_in_the_order_they_were_found() -> None:
    problems = [
        Problem("data.csv", "no", 2, "column x"),
        Problem("data.csv", "not this", 2, "column x"),
        Problem("data.csv", "no", 3, "column y"),
        Problem("data.csv", "no", 4, "column x"),
        Problem("other.csv", "no", 5, "column x"),
    ]
    assert str(DataError(problems)).splitlines() == [
        "data.csv, rows 2 and 4, column x: no",
        "data.csv, row 2, column x: not this",
        "data.csv, row 3, column y: no",
        "other.csv, row 5, column x: no",
    ]
