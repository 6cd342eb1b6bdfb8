"""Column names: ReConnect's own need no mapping, a stranger's are refused without one and listed with one."""

import pytest

TIDY = "person_id,measure,occasion,value\na,avoid_touch,pre,3\na,avoid_touch,post,2\n"
LONG = "person_id,occasion,avoid_touch\na,pre,3\na,post,2\n"
PAIRED = "person_id,avoid_touch_pre,avoid_touch_post\na,3,2\n"
ROWS = "person_id,measure,pre,post\na,avoid_touch,3,2\n"
CANONICAL = {"tidy": TIDY, "long": LONG, "paired": PAIRED, "paired by measure": ROWS}

# For each layout, columns that bear a name of ReConnect's which this layout does not read.
NOT_READ = {
    "tidy": ["pre", "post", "follow_up", "avoid_touch", "avoid_touch_pre"],
    "long": ["value", "pre", "post", "follow_up", "avoid_touch_pre"],
    "paired": ["value", "occasion", "pre", "post", "avoid_touch"],
    "paired by measure": ["occasion", "value", "avoid_touch", "avoid_touch_pre"],
}


def with_column(data: str, name: str, cell: str = "1") -> str:
    head, *rows = data.splitlines()
    return "\n".join([f"{head},{name}", *(f"{row},{cell}" for row in rows)]) + "\n"


@pytest.mark.parametrize("layout", CANONICAL)
def test_a_table_under_reconnects_own_names_is_read_without_a_mapping(files, layout: str) -> None:
    read = files.read(CANONICAL[layout])
    assert {(each.person_id, str(each.occasion), each.value) for each in read.outcomes.readings} == {
        ("a", "pre", 3),
        ("a", "post", 2),
    }
    assert [measure.id for measure in read.outcomes.measures] == ["avoid_touch"]


@pytest.mark.parametrize("layout", CANONICAL)
def test_gender_service_and_cohort_are_read_under_their_own_names_in_every_layout(files, layout: str) -> None:
    data = CANONICAL[layout]
    for name, cell in {"gender": "Woman", "service_id": "north", "cohort_id": "2026-1"}.items():
        data = with_column(data, name, cell)
    read = files.read(data)
    (person,) = read.outcomes.participants
    assert (person.gender, person.service_id, person.cohort_id) == ("woman", "north", "2026-1")
    assert read.ignored == ()


@pytest.mark.parametrize("layout", ["tidy", "long"])
def test_date_and_basis_are_read_where_a_row_is_of_one_occasion(files, layout: str) -> None:
    data = with_column(with_column(CANONICAL[layout], "answered_on", "2026-01-31"), "answer_basis", "Past")
    readings = files.read(data).outcomes.readings
    assert [(str(each.answered_on), each.answer_basis) for each in readings] == [("2026-01-31", "past")] * 2


@pytest.mark.parametrize(("name", "cell"), [("answered_on", "2026-01-31"), ("answer_basis", "past")])
@pytest.mark.parametrize("layout", ["paired", "paired by measure"])
def test_one_date_or_basis_for_several_occasions_is_refused(files, layout: str, name: str, cell: str) -> None:
    assert files.refused(with_column(CANONICAL[layout], name, cell))


@pytest.mark.parametrize("layout", CANONICAL)
def test_a_strangers_column_is_refused_without_a_mapping(files, layout: str) -> None:
    (problem,) = files.refused(with_column(CANONICAL[layout], "clinician"))
    assert (problem.file, problem.row, problem.field) == ("data.csv", 1, "column clinician")
    assert "--map" in problem.message


@pytest.mark.parametrize(
    ("layout", "name"), [(layout, name) for layout, names in NOT_READ.items() for name in names], ids=str
)
def test_a_column_that_this_layout_does_not_read_is_refused_and_not_passed_over(files, layout: str, name: str) -> None:
    problems = files.refused(with_column(CANONICAL[layout], name))
    assert problems


@pytest.mark.parametrize("layout", CANONICAL)
def test_all_strangers_columns_are_named_at_once(files, layout: str) -> None:
    data = with_column(with_column(CANONICAL[layout], "clinician"), "room")
    assert [problem.field for problem in files.refused(data)] == ["column clinician", "column room"]


@pytest.mark.parametrize("header", ["id,t1,t2", "person_id,before,after", "person_id", "person_id,gender,occasion"])
def test_a_table_with_nothing_in_it_that_reconnect_knows_is_refused_with_what_it_knows(files, header: str) -> None:
    (problem,) = files.refused(f"{header}\n{','.join('a' * (header.count(',') + 1))}\n")
    assert (problem.file, problem.row) == ("data.csv", 1)
    assert "--map" in problem.message
    for measure in ("embarrassment", "pain_interference", "avoid_touch", "avoid_sex", "msq_anxiety"):
        assert measure in problem.message


def test_a_long_table_without_its_occasion_column_is_refused(files) -> None:
    (problem,) = files.refused("person_id,avoid_touch\na,3\n")
    assert (problem.file, problem.row, problem.field) == ("data.csv", 1, None)
    assert "needs an occasion column" in problem.message


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Person_ID", "person_id"),
        ("Value", "value"),
        ("avoid touch", "avoid_touch"),
        ("Avoid-Sex PRE", "avoid_sex_pre"),
    ],
)
def test_a_name_that_is_only_nearly_reconnects_is_a_strangers_with_the_one_that_was_meant(
    files, name: str, meant: str
) -> None:
    (problem,) = files.refused(with_column(TIDY, name))
    assert (problem.row, problem.field) == (1, f"column {name}")
    assert f"did you mean {meant}?" in problem.message


def test_names_that_are_reconnects_but_for_their_capitals_are_all_hinted_at(files) -> None:
    problems = files.refused("Person_ID,Occasion,Avoid_Touch,Room\na,pre,3,4\n")
    assert "--map" in problems[0].message
    assert [problem.field for problem in problems[1:]] == [
        "column Person_ID",
        "column Occasion",
        "column Avoid_Touch",
    ]


def test_with_a_mapping_the_columns_it_leaves_out_are_listed_in_the_order_of_the_table(files) -> None:
    mapping = 'layout = "paired"\n[columns]\nperson_id = "id"\n[measures.avoid_touch]\npre = "before"\npost = "after"\n'
    read = files.read("room,id,before,clinician,after,value\n1,a,3,X,2,9\n", mapping)
    assert read.ignored == ("room", "clinician", "value")
    assert [each.value for each in read.outcomes.readings] == [3, 2]


@pytest.mark.parametrize("line", ['missing = ["NA"]', 'decimal = ","', 'encoding = "latin-1"', 'delimiter = ","'])
def test_a_mapping_that_only_says_how_cells_are_written_leaves_the_names_to_reconnect(files, line: str) -> None:
    assert len(files.read(PAIRED, line).outcomes.readings) == 2
    assert [problem.field for problem in files.refused(with_column(PAIRED, "room"), line)] == ["column room"]


def test_a_layout_that_the_column_names_contradict_is_refused(files) -> None:
    assert files.refused(TIDY, 'layout = "long"')


def test_measures_that_have_no_column_are_left_out_and_nothing_is_invented_for_them(files) -> None:
    outcomes = files.read(PAIRED).outcomes
    assert list(outcomes.occasions) == ["avoid_touch"]


@pytest.mark.parametrize("mapping", [None, "missing = [99]\n"])
@pytest.mark.parametrize("column", ["avoid_sex_pre", "avoid_touch_follow_up"])
def test_a_column_for_one_occasion_alone_is_no_pair_and_is_refused_by_its_name(files, column: str, mapping) -> None:
    (problem,) = files.refused(f"person_id,{column}\na,3\n", mapping)
    assert (problem.file, problem.row, problem.field) == ("data.csv", 1, f"column {column}")
    assert "at least two of pre, post and follow_up" in problem.message


@pytest.mark.parametrize("mapping", [None, "missing = [99]\n"])
@pytest.mark.parametrize(
    ("layout", "name"), [(layout, name) for layout, names in NOT_READ.items() for name in names], ids=str
)
def test_no_problem_names_a_field_that_stands_in_no_file(files, layout: str, name: str, mapping: str | None) -> None:
    for problem in files.refused(with_column(CANONICAL[layout], name), mapping):
        assert (problem.file, problem.row) == ("data.csv", 1)
        assert (problem.field or "column").startswith("column")
        assert "." not in (problem.field or "")
