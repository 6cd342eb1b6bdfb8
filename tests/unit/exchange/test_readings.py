"""Values: numbers on their scale, codes for no answer, dates and bases, and each person, measure and occasion once."""

import pytest

HEAD = "person_id,measure,occasion,value\n"
GOOD = "ok,avoid_touch,pre,3\nok,avoid_touch,post,2\n"


def row(value: str) -> str:
    return f'{HEAD}{GOOD}a,avoid_touch,pre,"{value}"\n'


@pytest.mark.parametrize(("cell", "value"), [("0", 0), ("10", 10), ("3.0", 3), ("+4", 4), ("007", 7), (" 5 ", 5)])
def test_a_number_on_the_scale_is_read_ends_included(files, cell: str, value: int) -> None:
    assert [each.value for each in files.read(row(cell)).outcomes.readings] == [3, 2, value]


def test_an_empty_cell_is_no_answer_and_never_0(files) -> None:
    outcomes = files.read(row("")).outcomes
    assert [(each.person_id, each.value) for each in outcomes.readings] == [("ok", 3), ("ok", 2)]
    assert [person.id for person in outcomes.participants] == ["ok", "a"]


@pytest.mark.parametrize("cell", ["NA", "-", "three", "3 points", "nan", "inf", "1e0", "1_0", "３", "3/10", "true"])
def test_text_among_numbers_is_refused_with_its_row_and_column_and_how_to_declare_it(files, cell: str) -> None:
    (problem,) = files.refused(row(cell))
    assert (problem.file, problem.row, problem.field) == ("data.csv", 4, "column value")
    assert "not a number" in problem.message
    assert "missing = [" in problem.message


@pytest.mark.parametrize("cell", ["11", "-1", "10.01", "-0.5", "99", "-9", "999"])
def test_a_number_off_the_scale_is_refused_with_the_scale_and_how_to_declare_a_code(files, cell: str) -> None:
    (problem,) = files.refused(row(cell))
    assert (problem.file, problem.row, problem.field) == ("data.csv", 4, "column value")
    assert "outside the range 0 to 10" in problem.message
    assert "missing = [" in problem.message


@pytest.mark.parametrize(
    ("code", "cell"),
    [("99", "99"), ("-9", "-9"), ('"NA"', "NA"), ('"99"', "99"), ('"x y"', "x y"), ("-9.5", "-9.5")],
)
def test_a_code_that_is_declared_is_no_answer(files, code: str, cell: str) -> None:
    outcomes = files.read(row(cell), f"missing = [{code}]\n").outcomes
    assert [(each.person_id, each.value) for each in outcomes.readings] == [("ok", 3), ("ok", 2)]
    assert [person.id for person in outcomes.participants] == ["ok", "a"]


@pytest.mark.parametrize("code", ["99", "99.0", '"99"', '"99.0"'])
@pytest.mark.parametrize("cell", ["99", "99.0", "+99", "099"])
def test_a_number_declared_as_a_code_is_one_however_it_is_written(files, code: str, cell: str) -> None:
    outcomes = files.read(row(cell), f"missing = [{code}]\n").outcomes
    assert [each.person_id for each in outcomes.readings] == ["ok", "ok"]


def test_a_code_with_decimals_is_found_under_decimal_commas(files) -> None:
    for code in ("99", '"99,0"', '"99.0"'):
        outcomes = files.read(row("99,00"), f'missing = [{code}]\ndecimal = ","\n').outcomes
        assert [each.person_id for each in outcomes.readings] == ["ok", "ok"]


OWN = 'layout = "paired"\n[measures.comfort]\npre = "before"\npost = "after"\nrange = [-10, 1000]\nbetter = "higher"\n'


def comfort(files, mapping: str, *cells: str) -> list[float]:
    """What is read of a measure that may reach from -10 to 1000."""
    data = "before,after\n" + "".join(f'"{cell}",5\n' for cell in cells)
    return [each.value for each in files.read(data, mapping).outcomes.readings if each.occasion == "pre"]


@pytest.mark.parametrize("code", ["9", "0", "10", "9.0", '"9"', '"9,0"', "2.5"])
@pytest.mark.parametrize("before", ["", '"NA", '])
def test_a_code_for_the_whole_file_that_is_a_possible_score_is_refused_with_its_place_and_the_measures(
    files, before: str, code: str
) -> None:
    (problem,) = files.refused(row("3"), f"missing = [{before}{code}]\n")
    assert (problem.file, problem.field) == ("map.toml", f"missing[{2 if before else 1}]")
    assert "possible score of msq_anxiety" in problem.message or "avoid_touch" in problem.message
    assert "[measures.ID]" in problem.message


def test_every_such_code_is_refused_and_no_other(files) -> None:
    problems = files.refused(row("3"), 'missing = [9, 99, "NA", 10, -1]\n')
    assert [problem.field for problem in problems] == ["missing[1]", "missing[4]"]


def test_only_the_measures_that_can_hold_the_code_are_named(files) -> None:
    mapping = OWN + '[measures.avoid_touch]\npre = "t1"\npost = "t2"\n'
    (problem,) = files.refused("before,after,t1,t2\n1,2,3,4\n", f"missing = [99]\n{mapping}")
    assert "99 is a possible score of comfort:" in problem.message


@pytest.mark.parametrize("cell", ["9", "9.0", "+9"])
@pytest.mark.parametrize("shared", ["", "missing = [9]\n"])
def test_a_code_that_a_measure_declares_is_no_answer_of_that_measure_even_where_it_is_a_possible_score(
    files, shared: str, cell: str
) -> None:
    mapping = (
        f'{shared}layout = "paired"\n[measures.avoid_touch]\npre = "t1"\npost = "t2"\nmissing = [9]\n'
        f'[measures.avoid_sex]\npre = "s1"\npost = "s2"\n{"missing = [9]" if shared else ""}\n'
    )
    readings = files.read(f"t1,t2,s1,s2\n{cell},3,{cell},3\n", mapping).outcomes.readings
    found = [(each.measure, str(each.occasion)) for each in readings]
    others = [] if shared else [("avoid_sex", "pre")]
    assert found == [("avoid_touch", "post"), *others, ("avoid_sex", "post")]


def test_the_codes_of_a_measure_hold_beside_those_of_the_whole_file(files) -> None:
    assert comfort(files, f'missing = ["NA", -99]\n{OWN}missing = [9, 99]\n', "NA", "9", "-99", "", "8", "99") == [8]


@pytest.mark.parametrize("cell", ["-9", "99", "999", "99.0", "+99", "099"])
def test_a_usual_code_within_the_range_is_refused_unless_it_is_declared(files, cell: str) -> None:
    (problem,) = files.refused(f"before,after\n1,2\n{cell},3\n", OWN)
    assert (problem.file, problem.row, problem.field) == ("data.csv", 3, "column before")
    for words in ("may be a code", "[measures.comfort]", "missing = [99]", "codes_are_scores = true"):
        assert words in problem.message


def test_every_usual_code_is_refused_cell_by_cell(files) -> None:
    problems = files.refused("before,after\n99,-9\n98,999\n", OWN)
    assert [(each.row, each.field) for each in problems] == [
        (2, "column before"),
        (2, "column after"),
        (3, "column after"),
    ]


@pytest.mark.parametrize("cell", ["9", "-8", "98", "100", "998", "99.5"])
def test_any_other_number_within_the_range_is_a_score(files, cell: str) -> None:
    assert comfort(files, OWN, cell) == [float(cell)]


def test_usual_codes_are_scores_of_a_measure_that_says_so(files) -> None:
    mapping = f"{OWN}codes_are_scores = true\n"
    assert comfort(files, mapping, "-9", "99", "999") == [-9, 99, 999]
    assert comfort(files, f"missing = [99, -99]\n{mapping}", "-9", "99", "-99") == [-9, 99]
    assert comfort(files, f"{mapping}missing = [999]\n", "-9", "99", "999") == [-9, 99]


def test_a_code_that_is_declared_does_not_excuse_another(files) -> None:
    (problem,) = files.refused(row("98"), "missing = [99]\n")
    assert problem.row == 4


@pytest.mark.parametrize(("cell", "value"), [("3,5", 3.5), ("3", 3), ("3,0", 3)])
def test_decimal_commas_are_read_where_they_are_declared(files, cell: str, value: float) -> None:
    assert files.read(row(cell), 'decimal = ","\n').outcomes.readings[-1].value == value


def test_a_decimal_comma_that_is_not_declared_is_refused_with_how_to_declare_it(files) -> None:
    (problem,) = files.refused(row("3,5"))
    assert 'decimal = "," at the top of the mapping file' in problem.message


def test_a_point_where_commas_are_declared_is_refused_with_how_to_declare_it(files) -> None:
    (problem,) = files.refused(row("3.5"), 'decimal = ","\n')
    assert 'decimal = "."' in problem.message


def test_the_same_person_measure_and_occasion_twice_is_refused_naming_both_rows(files) -> None:
    (problem,) = files.refused(f"{HEAD}{GOOD}b,avoid_touch,pre,3\nok,avoid_touch,pre,3\n")
    assert (problem.row, problem.field) == (5, "column value")
    assert "row 2" in problem.message


@pytest.mark.parametrize("second", ["4", ""])
def test_a_second_row_is_refused_even_where_one_of_the_two_is_empty(files, second: str) -> None:
    (problem,) = files.refused(f"{HEAD}a,avoid_touch,pre,\na,avoid_touch,post,1\na,avoid_touch,pre,{second}\n")
    assert problem.row == 4
    assert "row 2" in problem.message


def test_a_third_row_is_refused_too(files) -> None:
    problems = files.refused(f"{HEAD}{GOOD}ok,avoid_touch,pre,3\nok,avoid_touch,pre,1\n")
    assert [problem.row for problem in problems] == [4, 5]
    assert all("row 2" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("data", "column"),
    [
        ("person_id,occasion,avoid_touch\na,pre,3\nb,pre,3\na,pre,4\n", "column avoid_touch"),
        ("person_id,measure,pre,post\na,avoid_touch,3,\nb,avoid_touch,3,\na,avoid_touch,,4\n", "column pre"),
        ("person_id,avoid_touch_pre,avoid_touch_post\na,3,\nb,3,\na,,4\n", "column avoid_touch_pre"),
    ],
)
def test_a_person_twice_is_refused_in_every_layout_naming_both_rows(files, data: str, column: str) -> None:
    problems = files.refused(data)
    assert problems[0].field == column
    assert {problem.row for problem in problems} == {4}
    assert all("row 2" in problem.message for problem in problems)


def test_the_same_id_in_two_services_is_two_people(files) -> None:
    data = "service_id,person_id,avoid_touch_pre,avoid_touch_post\nnorth,1,3,2\nsouth,1,4,5\n"
    outcomes = files.read(data).outcomes
    assert [(each.id, each.service_id) for each in outcomes.participants] == [
        ("north/1", "north"),
        ("south/1", "south"),
    ]
    assert [each.person_id for each in outcomes.readings] == ["north/1", "north/1", "south/1", "south/1"]


def test_ids_that_differ_are_different_people_even_where_they_are_the_same_number(files) -> None:
    outcomes = files.read("person_id,avoid_touch_pre,avoid_touch_post\n7,3,2\n007,4,5\n7.0,1,1\n").outcomes
    assert [each.id for each in outcomes.participants] == ["7", "007", "7.0"]


def test_a_row_without_a_person_is_refused(files) -> None:
    (problem,) = files.refused(f"{HEAD}{GOOD},avoid_touch,follow_up,3\n")
    assert (problem.row, problem.field) == (4, "column person_id")


@pytest.mark.parametrize("second", ["man", "Man ", "unknown"])
def test_two_genders_of_one_person_are_refused_with_both_rows(files, second: str) -> None:
    data = f"person_id,gender,occasion,avoid_touch\na,,pre,3\nb,man,pre,3\na,woman,post,3\na,{second},follow_up,3\n"
    (problem,) = files.refused(data)
    assert (problem.row, problem.field) == (5, "column gender")
    assert "row 4 says otherwise" in problem.message


@pytest.mark.parametrize(("people", "values"), [(11, 6), (12, 7), (30, 16), (41, 21), (100, 21)])
def test_a_gender_column_of_too_many_values_is_refused(files, people: int, values: int) -> None:
    rows = "".join(f"p{number},g{number % values},3,2\n" for number in range(people))
    (problem,) = files.refused(f"person_id,gender,avoid_touch_pre,avoid_touch_post\n{rows}")
    assert (problem.file, problem.row, problem.field) == ("data.csv", None, "column gender")
    assert "looks like something else than gender" in problem.message


@pytest.mark.parametrize(("people", "values"), [(10, 10), (11, 5), (12, 6), (40, 20), (100, 20)])
def test_a_gender_column_of_no_more_values_is_read(files, people: int, values: int) -> None:
    rows = "".join(f"p{number},g{number % values},3,2\n" for number in range(people))
    outcomes = files.read(f"person_id,gender,avoid_touch_pre,avoid_touch_post\n{rows}").outcomes
    assert len(outcomes.strata) == values + 1


def test_a_gender_written_in_other_capitals_or_only_once_is_no_conflict(files) -> None:
    for genders in (["", "Woman", "WOMAN"], ["woman", "", ""], ["", "Woman", ""]):
        rows = zip(genders, ("pre", "post", "follow_up"), strict=True)
        data = "person_id,gender,occasion,avoid_touch\n" + "".join(f"a,{gender},{when},3\n" for gender, when in rows)
        (person,) = files.read(data).outcomes.participants
        assert person.gender == "woman"


@pytest.mark.parametrize("gender", ["all", "ALL", "All"])
def test_a_gender_called_all_is_refused_because_that_stands_for_everyone(files, gender: str) -> None:
    (problem,) = files.refused(f"person_id,gender,avoid_touch_pre,avoid_touch_post\nb,woman,3,2\na,{gender},3,2\n")
    assert (problem.row, problem.field) == (3, "column gender")


def test_a_gender_that_is_a_code_for_no_answer_is_not_known(files) -> None:
    data = "person_id,gender,avoid_touch_pre,avoid_touch_post\na,NA,3,2\nb,woman,3,2\n"
    outcomes = files.read(data, 'missing = ["NA"]\n').outcomes
    assert [person.gender for person in outcomes.participants] == [None, "woman"]
    assert outcomes.strata == ("all", "woman")


def test_two_cohorts_of_one_person_are_refused(files) -> None:
    (problem,) = files.refused("person_id,cohort_id,occasion,avoid_touch\na,g1,pre,3\na,g2,post,3\n")
    assert (problem.row, problem.field) == (3, "column cohort_id")
    assert "row 2 says otherwise" in problem.message


@pytest.mark.parametrize("day", ["31/01/2026", "2026-02-30", "2026-1-31", "yesterday"])
def test_a_day_that_is_none_is_refused(files, day: str) -> None:
    (problem,) = files.refused(f"person_id,measure,occasion,value,answered_on\na,avoid_touch,pre,3,{day}\n")
    assert (problem.row, problem.field) == (2, "column answered_on")
    assert "2026-01-31" in problem.message


@pytest.mark.parametrize(("column", "cell"), [("answered_on", "31/01/2026"), ("answer_basis", "friend")])
def test_one_bad_cell_is_one_problem_however_many_values_stand_in_its_row(files, column: str, cell: str) -> None:
    (problem,) = files.refused(f"person_id,occasion,avoid_touch,avoid_sex,{column}\na,pre,3,4,{cell}\n")
    assert (problem.row, problem.field) == (2, f"column {column}")


@pytest.mark.parametrize("basis", ["current", "past", "imagined", "prefer not to say", "Imagined"])
def test_an_answer_basis_is_one_of_four(files, basis: str) -> None:
    reading, _ = files.read(
        f"person_id,measure,occasion,value,answer_basis\na,avoid_touch,pre,3,{basis}\na,avoid_touch,post,3,\n"
    ).outcomes.readings
    assert reading.answer_basis == basis.lower()


def test_any_other_answer_basis_is_refused_with_the_four(files) -> None:
    (problem,) = files.refused("person_id,measure,occasion,value,answer_basis\na,avoid_touch,pre,3,friend\n")
    assert (problem.row, problem.field) == (2, "column answer_basis")
    assert "current, past, imagined, prefer not to say" in problem.message


@pytest.mark.parametrize("code", ["NA", "-", "none"])
@pytest.mark.parametrize("column", ["answered_on", "answer_basis"])
def test_a_code_for_no_answer_leaves_the_date_or_the_basis_unknown(files, column: str, code: str) -> None:
    data = f"person_id,measure,occasion,value,{column}\na,avoid_touch,pre,3,{code}\na,avoid_touch,post,3,\n"
    reading, _ = files.read(data, f'missing = ["{code}"]\n').outcomes.readings
    assert (reading.answered_on, reading.answer_basis) == (None, None)


def test_an_occasion_that_the_mapping_has_a_code_for_is_planned_even_where_nobody_answered_yet(files) -> None:
    mapping = (
        'layout = "tidy"\n[columns]\nperson_id = "person_id"\nmeasure = "measure"\noccasion = "occasion"\n'
        'value = "value"\n[occasions]\npre = "pre"\npost = "post"\nfollow_up = "follow_up"\n'
    )
    outcomes = files.read(HEAD + GOOD, mapping).outcomes
    assert [str(occasion) for occasion in outcomes.occasions["avoid_touch"]] == ["pre", "post", "follow_up"]


def test_an_occasion_without_a_code_is_not_planned_where_others_have_one(files) -> None:
    mapping = (
        'layout = "tidy"\n[columns]\nperson_id = "person_id"\nmeasure = "measure"\noccasion = "occasion"\n'
        'value = "value"\n[occasions]\npre = "pre"\nfollow_up = "post"\n'
    )
    outcomes = files.read(HEAD + GOOD, mapping).outcomes
    assert [str(occasion) for occasion in outcomes.occasions["avoid_touch"]] == ["pre", "follow_up"]


def test_without_codes_the_occasions_are_those_that_the_table_has_cells_for(files) -> None:
    outcomes = files.read(f"{HEAD}a,avoid_touch,post,3\na,avoid_touch,pre,\n").outcomes
    assert [str(occasion) for occasion in outcomes.occasions["avoid_touch"]] == ["pre", "post"]


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}a,avoid_touch,pre,3\nb,avoid_touch,pre,4\n",
        f"{HEAD}a,avoid_touch,pre,3\nb,avoid_sex,post,4\n",
        "person_id,occasion,avoid_touch,avoid_sex\na,post,3,\nb,post,4,2\n",
    ],
)
def test_data_of_no_measure_at_two_occasions_are_refused_because_there_is_nothing_to_compare(files, data: str) -> None:
    (problem,) = files.refused(data)
    assert problem.file == "data.csv"
    assert "nothing to compare" in problem.message


def test_one_measure_at_two_occasions_is_enough_to_compare(files) -> None:
    outcomes = files.read(f"{HEAD}{GOOD}ok,avoid_sex,pre,3\n").outcomes
    assert [len(occasions) for occasions in outcomes.occasions.values()] == [2, 1]


@pytest.mark.parametrize("name", ["data.csv", "map.toml"])
def test_a_file_that_is_not_there_is_refused_by_its_name(files, name: str) -> None:
    files.read(HEAD + GOOD, "")
    (files.folder / name).unlink()
    (files.folder / name).mkdir()
    (problem,) = files.problems_of_what_is_there()
    assert problem.file == name
    assert "cannot be read" in problem.message


def test_a_mapping_file_that_is_no_utf_8_is_refused(files) -> None:
    files.read(HEAD + GOOD, "")
    (files.folder / "map.toml").write_bytes('missing = ["ä"]'.encode("latin-1"))
    (problem,) = files.problems_of_what_is_there()
    assert (problem.file, problem.message) == ("map.toml", "not UTF-8 text")
