"""The people table: everyone eligible, read as strictly as the data, and joined to it by id."""

from datetime import date

import pytest

DATA = "id,before,after\na,3,2\nb,4,5\n"
MAPPING = """
layout = "paired"
missing = ["NA", 99]
[columns]
person_id = "id"
[measures.avoid_touch]
pre = "before"
post = "after"
[people]
file = "people.csv"
[people.columns]
person_id = "Ref"
gender = "Gender"
age = "Age"
pain_duration = "Pain"
diagnoses = "Why"
started = "Start"
ended = "End"
cohort_id = "Group"
"""
HEAD = "Ref,Gender,Age,Pain,Why,Start,End,Group\n"
A = "a,Woman,44.5,10,Endometriosis; Chronic pelvic pain,2026-01-05,2026-02-20,g1\n"
B = "b,man,60,NA,,2026-01-05,,g1\n"
NEVER = "c,,,,,,,\n"


def edited(old: str, new: str) -> str:
    assert old in MAPPING
    return MAPPING.replace(old, new, 1)


def test_everyone_listed_is_a_participant_with_all_that_is_said_of_them(files) -> None:
    outcomes = files.read(DATA, MAPPING, HEAD + A + B + NEVER).outcomes
    a, b, c = outcomes.participants
    assert (a.id, a.gender, a.age, a.pain_duration, a.cohort_id) == ("a", "woman", 44.5, 10, "g1")
    assert a.diagnoses == ("Endometriosis", "Chronic pelvic pain")
    assert (a.started_on, a.ended_on) == (date(2026, 1, 5), date(2026, 2, 20))
    assert (b.age, b.pain_duration, b.diagnoses, b.ended_on) == (60, None, (), None)
    assert (c.id, c.gender, c.age, c.pain_duration, c.started_on, c.cohort_id) == ("c", None, None, None, None, None)
    assert {each.person_id for each in outcomes.readings} == {"a", "b"}


def test_the_columns_it_has_are_known_so_that_an_empty_one_can_be_told_from_none(files) -> None:
    outcomes = files.read(DATA, MAPPING, HEAD + A + B).outcomes
    columns = {"person_id", "gender", "age", "pain_duration", "diagnoses", "started", "ended", "cohort_id"}
    assert outcomes.background == columns
    assert files.read(DATA, edited('started = "Start"\n', ""), HEAD + A + B).outcomes.background == columns - {
        "started"
    }


def test_without_one_there_is_no_background(files) -> None:
    assert files.read(DATA, MAPPING.partition("[people]")[0]).outcomes.background == frozenset()


@pytest.mark.parametrize(("separator", "cell"), [("|", "x|y, z"), (",", '"x,y"'), (" and ", "x and y")])
def test_diagnoses_are_parted_by_the_separator_that_is_told(files, separator: str, cell: str) -> None:
    people = HEAD + A.replace("Endometriosis; Chronic pelvic pain", cell if cell.startswith('"') else f'"{cell}"') + B
    mapping = edited('file = "people.csv"', f'file = "people.csv"\nseparator = "{separator}"')
    a, _ = files.read(DATA, mapping, people).outcomes.participants
    assert a.diagnoses == tuple(cell.strip('"').split(separator))


def test_a_diagnosis_written_twice_of_one_person_counts_once(files) -> None:
    people = HEAD + A.replace("Endometriosis; Chronic pelvic pain", "Endometriosis;; Endometriosis ;") + B
    a, _ = files.read(DATA, MAPPING, people).outcomes.participants
    assert a.diagnoses == ("Endometriosis",)


@pytest.mark.parametrize(
    ("field", "old"), [("age", '"Age"'), ("person_id", '"Ref"'), ("diagnoses", '"Why"'), ("started", '"Start"')]
)
def test_a_column_that_it_lacks_is_refused_with_the_mappings_field(files, field: str, old: str) -> None:
    (problem,) = files.refused(DATA, edited(old, '"Missing one"'), HEAD + A + B)
    assert (problem.file, problem.field) == ("map.toml", f"people.columns.{field}")
    assert "people.csv has no column Missing one" in problem.message


def test_all_columns_that_it_lacks_are_named_at_once(files) -> None:
    mapping = edited('"Age"', '"Years"').replace('"Why"', '"Reason"')
    assert [problem.field for problem in files.refused(DATA, mapping, HEAD + A + B)] == [
        "people.columns.age",
        "people.columns.diagnoses",
    ]


def test_a_column_used_for_two_things_is_refused(files) -> None:
    problems = files.refused(DATA, edited('ended = "End"', 'ended = "Start"'), HEAD + A + B)
    assert {problem.file for problem in problems} == {"map.toml"}


def test_a_people_table_that_is_not_there_is_refused_by_its_name(files) -> None:
    (problem,) = files.refused(DATA, MAPPING)
    assert problem.file == "people.csv"
    assert "cannot be read" in problem.message


def test_a_people_table_that_is_ragged_is_refused_with_its_row(files) -> None:
    (problem,) = files.refused(DATA, MAPPING, HEAD + A + B + "c,woman\n")
    assert (problem.file, problem.row) == ("people.csv", 4)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("44.5", "old", "column Age"),
        ("44.5", "-1", "column Age"),
        ("44.5", "120.5", "column Age"),
        ("44.5", "1967", "column Age"),
        ("44.5", '"44,5"', "column Age"),
        (",10,", ",ten,", "column Pain"),
        (",10,", ",121,", "column Pain"),
        ("2026-01-05", "05/01/2026", "column Start"),
        ("2026-02-20", "2026-02-30", "column End"),
        ("Woman", "all", "column Gender"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_row_and_column(files, old: str, new: str, field: str) -> None:
    (problem,) = files.refused(DATA, MAPPING, HEAD + B + A.replace(old, new, 1))
    assert (problem.file, problem.row, problem.field) == ("people.csv", 3, field)


@pytest.mark.parametrize("age", ["0", "120", "18.25"])
def test_ages_from_0_to_120_are_possible(files, age: str) -> None:
    a, _ = files.read(DATA, MAPPING, HEAD + A.replace("44.5", age) + B).outcomes.participants
    assert a.age == float(age)


def test_a_number_declared_as_no_answer_is_still_an_age(files) -> None:
    a, b = files.read(DATA.replace("3", "99"), MAPPING, HEAD + A.replace("44.5", "99") + B).outcomes.participants
    assert (a.age, b.pain_duration) == (99, None)


@pytest.mark.parametrize(("codes", "age"), [('["NK"]', "NK"), ("[99]", "99"), ("[-9]", "-9")])
def test_a_people_table_may_have_its_own_codes_for_no_answer(files, codes: str, age: str) -> None:
    mapping = edited('file = "people.csv"', f'file = "people.csv"\nmissing = {codes}')
    a, _ = files.read(DATA, mapping, HEAD + A.replace("44.5", age) + B.replace("NA", "")).outcomes.participants
    assert a.age is None


def test_with_codes_of_its_own_the_datas_are_none_here(files) -> None:
    mapping = edited('file = "people.csv"', 'file = "people.csv"\nmissing = ["NK"]')
    (problem,) = files.refused(DATA, mapping, HEAD + A + B)
    assert (problem.file, problem.row, problem.field) == ("people.csv", 3, "column Pain")


def test_a_person_listed_twice_is_refused_with_the_second_row(files) -> None:
    (problem,) = files.refused(DATA, MAPPING, HEAD + A + B + A)
    assert (problem.file, problem.row) == ("people.csv", 4)
    assert "row 2 is of the same person" in problem.message


def test_a_person_listed_twice_as_two_genders_is_refused(files) -> None:
    problems = files.refused(DATA, MAPPING, HEAD + A + B + A.replace("Woman", "man"))
    assert {(problem.file, problem.row) for problem in problems} == {("people.csv", 4)}


def test_a_row_without_a_person_is_refused(files) -> None:
    (problem,) = files.refused(DATA, MAPPING, HEAD + A + B + ",woman,30,,,,,\n")
    assert (problem.file, problem.row, problem.field) == ("people.csv", 4, "column Ref")


def test_people_in_the_data_who_are_not_listed_are_refused_with_every_row(files) -> None:
    problems = files.refused(DATA + "x,1,1\nc,1,1\ny,1,1\n", MAPPING, HEAD + A + B + NEVER)
    assert [(problem.file, problem.row) for problem in problems] == [("data.csv", 4), ("data.csv", 6)]
    assert all("people table" in problem.message for problem in problems)


def test_data_without_ids_cannot_be_joined_to_it(files) -> None:
    problems = files.refused("before,after\n3,2\n", edited('person_id = "id"\n', ""), HEAD + A)
    assert [(problem.file, problem.row, problem.field) for problem in problems] == [("data.csv", 2, None)]


def test_a_gender_that_only_the_data_hold_is_kept(files) -> None:
    mapping = edited('gender = "Gender"\n', "").replace('person_id = "id"\n', 'person_id = "id"\ngender = "sex"\n')
    outcomes = files.read("id,sex,before,after\na,woman,3,2\nb,Man,4,5\n", mapping, HEAD + A + B).outcomes
    assert [person.gender for person in outcomes.participants] == ["woman", "man"]
    assert outcomes.strata == ("all", "man", "woman")


def test_a_cohort_that_only_the_data_hold_is_kept(files) -> None:
    mapping = edited('cohort_id = "Group"\n', "").replace(
        'person_id = "id"\n', 'person_id = "id"\ncohort_id = "group"\n'
    )
    outcomes = files.read("id,group,before,after\na,g7,3,2\nb,g8,4,5\n", mapping, HEAD + A + B).outcomes
    assert [person.cohort_id for person in outcomes.participants] == ["g7", "g8"]


def test_what_only_the_people_table_holds_is_kept_beside_what_the_data_add(files) -> None:
    mapping = MAPPING.replace('person_id = "id"\n', 'person_id = "id"\ngender = "sex"\n', 1)
    outcomes = files.read("id,sex,before,after\na,,3,2\nb,MAN,4,5\n", mapping, HEAD + A + B).outcomes
    assert [(each.gender, each.age) for each in outcomes.participants] == [("woman", 44.5), ("man", 60)]


def test_genders_that_differ_between_the_two_tables_are_refused(files) -> None:
    mapping = MAPPING.replace('person_id = "id"\n', 'person_id = "id"\ngender = "sex"\n', 1)
    (problem,) = files.refused("id,sex,before,after\na,woman,3,2\nb,woman,4,5\n", mapping, HEAD + A + B)
    assert (problem.file, problem.row, problem.field) == ("data.csv", 3, "column sex")
    assert "the people table says otherwise" in problem.message


def test_a_gender_column_of_the_people_table_with_too_many_values_is_refused(files) -> None:
    people = HEAD + A + B + "".join(f"p{number},g{number},,,,,,\n" for number in range(30))
    (problem,) = files.refused(DATA, MAPPING, people)
    assert (problem.file, problem.row, problem.field) == ("people.csv", None, "column Gender")
    assert "looks like something else than gender" in problem.message


def test_services_tell_the_same_ids_apart_in_both_tables(files) -> None:
    mapping = MAPPING.replace('person_id = "id"\n', 'person_id = "id"\nservice_id = "unit"\n', 1)
    mapping = mapping.replace('person_id = "Ref"\n', 'person_id = "Ref"\nservice_id = "Unit"\n', 1)
    people = "Unit,Ref,Gender,Age,Pain,Why,Start,End,Group\nnorth,a,woman,30,,,,,\nsouth,a,man,60,,,,,\n"
    outcomes = files.read("unit,id,before,after\nsouth,a,3,2\nnorth,a,4,5\n", mapping, people).outcomes
    assert [(each.service_id, each.age) for each in outcomes.participants] == [("north", 30), ("south", 60)]
    assert {each.person_id: each.value for each in outcomes.readings if each.occasion == "pre"} == {
        "south/a": 3,
        "north/a": 4,
    }


def test_services_in_one_table_only_are_refused(files) -> None:
    mapping = MAPPING.replace('person_id = "id"\n', 'person_id = "id"\nservice_id = "unit"\n', 1)
    problems = files.refused("unit,id,before,after\nsouth,a,3,2\nnorth,b,4,5\n", mapping, HEAD + A + B)
    assert "service_id" in problems[0].message


def test_all_problems_of_the_people_table_come_at_once(files) -> None:
    people = HEAD + A.replace("44.5", "x").replace("2026-01-05", "y") + B.replace("60", "200") + B + ",,,,,,,g\n"
    assert [(problem.row, problem.field) for problem in files.refused(DATA, MAPPING, people)] == [
        (2, "column Age"),
        (2, "column Start"),
        (3, "column Age"),
        (4, None),
        (5, "column Ref"),
    ]


def test_treatment_that_ends_before_it_starts_is_refused_at_its_end(files) -> None:
    (problem,) = files.refused(DATA, MAPPING, HEAD + A.replace("2026-02-20", "2026-01-04") + B)
    assert (problem.row, problem.field) == (2, "column End")
    assert "before it starts" in problem.message


MORE = """mode = "How"
sessions = "Times"
eligible = "Asked"
"""


def test_how_treatment_was_given_how_often_and_since_when_somebody_was_eligible(files) -> None:
    head, row = HEAD.strip() + ",How,Times,Asked\n", A.strip() + ",group,11,2025-12-01\n"
    a, b = files.read(DATA, MAPPING + MORE, head + row + B.strip() + ",,,\n").outcomes.participants
    assert (a.mode, a.sessions, a.eligible_on) == ("group", 11, date(2025, 12, 1))
    assert (b.mode, b.sessions, b.eligible_on) == (None, None, None)


@pytest.mark.parametrize("cell", ["1.5", "-1", "1001", "often"])
def test_sessions_that_are_no_count_are_refused(files, cell: str) -> None:
    head, row = HEAD.strip() + ",How,Times,Asked\n", A.strip() + f",group,{cell},\n"
    (problem,) = files.refused(DATA, MAPPING + MORE, head + row + B.strip() + ",,,\n")
    assert (problem.row, problem.field) == (2, "column Times")
    assert "not a whole number from 0 to 1000" in problem.message
