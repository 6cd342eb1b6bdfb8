"""The layouts: the same data in each of them is the same data, and codes are read as the mapping says."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconnect.analysis import Outcomes, evaluate
from reconnect.model.occasion import Occasion

MEASURES = {"avoid_touch": 10, "msq_anxiety": 20}
OCCASIONS = ("pre", "post", "follow_up")
LAYOUTS = ("tidy", "long", "paired", "paired by measure")
CELLS = list(product(MEASURES, OCCASIONS))

Answers = Mapping[tuple[str, str], int | None]
People = Mapping[str, tuple[str, Answers]]

PERSON = st.tuples(
    st.sampled_from(["", "woman", "man"]),
    st.fixed_dictionaries({cell: st.none() | st.integers(0, MEASURES[cell[0]]) for cell in CELLS}),
)
PEOPLE = st.dictionaries(st.sampled_from(["a", "b", "c", "0007", "7", "Ä1"]), PERSON, min_size=1)

OWN_NAMES = {
    "person_id": "Who",
    "gender": "Sex",
    "occasion": "When",
    "measure": "What",
    "value": "Points",
    "pre": "Start",
    "post": "End",
    "follow_up": "Year",
    "avoid_touch": "Touch",
    "msq_anxiety": "Worry",
    **{f"{measure}_{occasion}": f"{measure[:3]} {occasion[:2]}" for measure, occasion in CELLS},
}
OWN_CODES = {"pre": "1", "post": "2", "follow_up": "3", "avoid_touch": "T", "msq_anxiety": "7"}

HEAD = '[columns]\nperson_id = "Who"\ngender = "Sex"\n'
WHEN = 'occasion = "When"\n'
OCCASION_CODES = "[occasions]\npre = 1\npost = 2\nfollow_up = 3\n"
MEASURE_CODES = '[measures.avoid_touch]\ncode = "T"\n[measures.msq_anxiety]\ncode = 7\n'
MAPPINGS = {
    "tidy": f'layout = "tidy"\n{HEAD}{WHEN}measure = "What"\nvalue = "Points"\n{OCCASION_CODES}{MEASURE_CODES}',
    "long": f'layout = "long"\n{HEAD}{WHEN}{OCCASION_CODES}'
    '[measures.avoid_touch]\ncolumn = "Touch"\n[measures.msq_anxiety]\ncolumn = "Worry"\n',
    "paired": f'layout = "paired"\n{HEAD}'
    '[measures.avoid_touch]\npre = "avo pr"\npost = "avo po"\nfollow_up = "avo fo"\n'
    '[measures.msq_anxiety]\npre = "msq pr"\npost = "msq po"\nfollow_up = "msq fo"\n',
    "paired by measure": f'layout = "paired"\n{HEAD}measure = "What"\npre = "Start"\npost = "End"\nfollow_up = "Year"\n'
    f"{MEASURE_CODES}",
}


def records(layout: str, people: People) -> list[dict[str, str]]:
    """The rows of ``people`` in a layout, under ReConnect's own names."""
    text = {
        who: {cell: "" if value is None else str(value) for cell, value in answers.items()}
        for who, (_, answers) in people.items()
    }
    rows = []
    for who, (gender, _) in people.items():
        person = {"person_id": who, "gender": gender}
        given = text[who]
        if layout == "tidy":
            rows += [
                person | {"measure": measure, "occasion": occasion, "value": given[measure, occasion]}
                for measure, occasion in CELLS
            ]
        elif layout == "long":
            rows += [
                person | {"occasion": occasion} | {measure: given[measure, occasion] for measure in MEASURES}
                for occasion in OCCASIONS
            ]
        elif layout == "paired":
            rows.append(person | {f"{measure}_{occasion}": given[measure, occasion] for measure, occasion in CELLS})
        else:
            rows += [
                person | {"measure": measure} | {occasion: given[measure, occasion] for occasion in OCCASIONS}
                for measure in MEASURES
            ]
    return rows


def csv(rows: list[dict[str, str]], names: Mapping[str, str], codes: Mapping[str, str]) -> str:
    lines = [[names.get(name, name) for name in rows[0]]]
    lines += [
        [codes.get(cell, cell) if name in {"occasion", "measure"} else cell for name, cell in row.items()]
        for row in rows
    ]
    return "".join(",".join(line) + "\n" for line in lines)


def plain(outcomes: Outcomes) -> object:
    """What outcomes say, whatever the order of people, readings and measures."""
    return (
        sorted((each.person_id, each.measure, each.occasion, each.value) for each in outcomes.readings),
        sorted((each.id, each.gender or "") for each in outcomes.participants),
        sorted(each.id for each in outcomes.measures),
        dict(outcomes.occasions),
    )


def expected(people: People) -> object:
    return (
        sorted(
            (who, measure, Occasion(occasion), value)
            for who, (_, answers) in people.items()
            for (measure, occasion), value in answers.items()
            if value is not None
        ),
        sorted((who, gender) for who, (gender, _) in people.items()),
        sorted(MEASURES),
        dict.fromkeys(MEASURES, tuple(Occasion)),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(people=PEOPLE)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_under_reconnects_own_names_needs_no_mapping(files, layout: str, people: People) -> None:
    read = files.read(csv(records(layout, people), {}, {}))
    assert plain(read.outcomes) == expected(people)
    assert read.ignored == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(people=PEOPLE)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_under_anybodys_names_and_codes_is_read_as_the_mapping_says(files, layout: str, people: People) -> None:
    read = files.read(csv(records(layout, people), OWN_NAMES, OWN_CODES), MAPPINGS[layout])
    assert plain(read.outcomes) == expected(people)
    assert read.ignored == ()


def test_all_layouts_lead_to_the_same_evaluation(files) -> None:
    people = {
        who: (gender, dict(zip(CELLS, values, strict=True)))
        for who, gender, values in (
            ("a", "woman", (8, 5, 4, 15, 12, None)),
            ("b", "woman", (6, 6, 2, 18, 9, 7)),
            ("c", "man", (7, None, 5, 11, 10, 12)),
            ("d", "man", (9, 3, 3, 20, 14, 6)),
            ("e", "", (2, 2, 1, None, 3, 4)),
        )
    }
    found = []
    for layout in LAYOUTS:
        evaluation = evaluate(files.read(csv(records(layout, people), {}, {})).outcomes)
        found.append((sorted(evaluation.results, key=lambda each: each.measure.id), evaluation.flow))
    assert found == [found[0]] * len(LAYOUTS)
    everyone = {(each.measure.id, str(each.comparison)): each.spread.n for each in found[0][0] if each.stratum == "all"}
    assert everyone == {
        ("avoid_touch", "pre-post"): 4,
        ("avoid_touch", "pre-follow_up"): 5,
        ("avoid_touch", "post-follow_up"): 4,
        ("msq_anxiety", "pre-post"): 4,
        ("msq_anxiety", "pre-follow_up"): 3,
        ("msq_anxiety", "post-follow_up"): 4,
    }


def test_a_whole_number_written_with_decimals_is_the_same_number_in_every_layout(files) -> None:
    read = files.read("person_id,avoid_touch_pre,avoid_touch_post\na,3.0,3\n")
    assert [(each.value, type(each.value)) for each in read.outcomes.readings] == [(3, int), (3, int)]


def test_rows_of_an_ignored_occasion_are_passed_over(files) -> None:
    mapping = MAPPINGS["tidy"].replace("follow_up = 3\n", 'follow_up = 3\nignore = ["S", 9]\n')
    data = "Who,Sex,When,What,Points\na,,1,T,3\na,,S,T,8\na,,9,T,7\na,,9,T,6\na,,2,T,2\n"
    values = [(str(each.occasion), each.value) for each in files.read(data, mapping).outcomes.readings]
    assert values == [("pre", 3), ("post", 2)]


@pytest.mark.parametrize("row", ["a,,S,another measure,3", "a,,S,T,much", "a,,S,T,99"])
def test_nothing_in_a_row_of_an_ignored_occasion_is_a_problem(files, row: str) -> None:
    mapping = MAPPINGS["tidy"].replace("follow_up = 3\n", 'follow_up = 3\nignore = ["S"]\n')
    read = files.read(f"Who,Sex,When,What,Points\na,,1,T,3\n{row}\na,,2,T,2\n", mapping)
    assert [each.value for each in read.outcomes.readings] == [3, 2]


@pytest.mark.parametrize(("pre", "post"), [("1.0", "2"), ("01", "+2"), ("1", "2.00")])
@pytest.mark.parametrize("codes", ["pre = 1\npost = 2\n", 'pre = "1.0"\npost = 2.0\n'])
def test_a_code_that_is_a_number_is_one_however_it_is_written(files, codes: str, pre: str, post: str) -> None:
    mapping = MAPPINGS["tidy"].replace("pre = 1\npost = 2\nfollow_up = 3\n", f"{codes}ignore = [9]\n")
    data = f"Who,Sex,When,What,Points\na,,{pre},7.0,3\na,,{post},7,2\na,,9.0,7,8\n"
    readings = files.read(data, mapping).outcomes.readings
    assert [(each.measure, str(each.occasion), each.value) for each in readings] == [
        ("msq_anxiety", "pre", 3),
        ("msq_anxiety", "post", 2),
    ]


def test_codes_with_decimals_are_found_under_decimal_commas(files) -> None:
    mapping = MAPPINGS["tidy"].replace("pre = 1\npost = 2\nfollow_up = 3\n", "pre = 0.5\npost = 2\n")
    data = "Who;Sex;When;What;Points\na;;0,5;T;3\na;;2,0;T;2\n"
    readings = files.read(data, f'decimal = ","\n{mapping}').outcomes.readings
    assert [str(each.occasion) for each in readings] == ["pre", "post"]


@pytest.mark.parametrize("code", ["4", "", "pre", "1.5", "S"])
def test_an_occasion_code_that_is_not_declared_is_refused_with_the_codes_there_are(files, code: str) -> None:
    (problem,) = files.refused(f"Who,Sex,When,What,Points\na,,1,T,3\na,,{code},T,2\n", MAPPINGS["tidy"])
    assert (problem.row, problem.field) == (3, "column When")
    assert "the codes are: 1, 2, 3" in problem.message


@pytest.mark.parametrize("layout", ["tidy", "long"])
def test_a_cell_that_says_none_is_no_occasion_where_one_has_no_code(files, layout: str) -> None:
    mapping = MAPPINGS[layout].replace("follow_up = 3\n", "")
    rows = {
        "tidy": "Who,Sex,When,What,Points\na,,1,T,3\na,,None,T,2\n",
        "long": "Who,Sex,When,Touch,Worry\na,,None,3,3\n",
    }
    problems = files.refused(rows[layout], mapping)
    assert "the codes are: 1, 2" in problems[0].message


@pytest.mark.parametrize(
    ("layout", "data"),
    [
        ("tidy", "Who,Sex,When,What,Points\na,,1,T,3\na,,8,T,99\na,,9,T,x\n"),
        ("long", "Who,Sex,When,Touch,Worry\na,,1,3,3\na,,8,99,x\na,,9,x,99\n"),
    ],
)
def test_a_row_whose_occasion_is_not_known_is_one_problem(files, layout: str, data: str) -> None:
    problems = files.refused(data, MAPPINGS[layout])
    assert [(problem.row, problem.field) for problem in problems] == [(3, "column When"), (4, "column When")]


def test_the_ignored_codes_are_named_among_the_codes_there_are(files) -> None:
    mapping = MAPPINGS["long"].replace("follow_up = 3\n", 'follow_up = 3\nignore = ["S"]\n')
    (problem,) = files.refused("Who,Sex,When,Touch,Worry\na,,1,3,3\na,,X,3,3\n", mapping)
    assert "1, 2, 3, S (ignored)" in problem.message


@pytest.mark.parametrize("layout", ["tidy", "paired by measure"])
def test_a_measure_code_that_is_not_declared_is_refused_with_the_codes_there_are(files, layout: str) -> None:
    data = csv(records(layout, {"a": ("", dict.fromkeys(CELLS, 3))}), OWN_NAMES, OWN_CODES | {"avoid_touch": "X"})
    problems = files.refused(data, MAPPINGS[layout])
    assert {problem.field for problem in problems} == {"column What"}
    assert [problem.row for problem in problems] == ([2, 3, 4] if layout == "tidy" else [2])
    assert all("T, 7" in problem.message for problem in problems)


def test_a_table_in_which_every_row_is_ignored_is_refused(files) -> None:
    mapping = MAPPINGS["tidy"].replace("follow_up = 3\n", 'follow_up = 3\nignore = ["S"]\n')
    (problem,) = files.refused("Who,Sex,When,What,Points\na,,S,T,3\n", mapping)
    assert "no row belongs to a measure and an occasion" in problem.message
    assert (problem.file, problem.row, problem.field) == ("data.csv", None, None)


def test_a_paired_table_without_a_person_column_has_a_person_a_row(files) -> None:
    mapping = MAPPINGS["paired"].replace('person_id = "Who"\ngender = "Sex"\n', "").replace("[columns]\n", "")
    data = "avo pr,avo po,avo fo,msq pr,msq po,msq fo\n1,2,3,4,5,6\n1,2,3,4,5,6\n"
    outcomes = files.read(data, mapping).outcomes
    assert [person.id for person in outcomes.participants] == ["row 2", "row 3"]
    assert len(outcomes.readings) == 12
