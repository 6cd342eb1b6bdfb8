"""Does the mapping fit the table? Each rule: a mapping that fits is read, is broken in one place, and is refused."""

from dataclasses import dataclass

import pytest

LONG = 'layout = "long"\n[columns]\nperson_id = "id"\noccasion = "when"\n[measures.avoid_touch]\ncolumn = "touch"\n'
LONG_DATA = "id,when,touch,sex\na,pre,3,4\na,post,2,1\n"

TIDY = 'layout = "tidy"\n[columns]\nperson_id = "id"\noccasion = "when"\nmeasure = "what"\nvalue = "points"\n'
TIDY_DATA = "id,when,what,points\na,pre,avoid_touch,3\na,post,avoid_touch,2\n"

PAIRED = 'layout = "paired"\n[columns]\nperson_id = "id"\n[measures.avoid_touch]\npre = "before"\npost = "after"\n'
PAIRED_DATA = "id,before,after,later\na,3,2,1\n"

ROWS = 'layout = "paired"\n[columns]\nperson_id = "id"\nmeasure = "what"\npre = "before"\npost = "after"\n'
ROWS_DATA = "id,what,before,after\na,avoid_touch,3,2\n"

OWN = '[measures.mood]\ncolumn = "sex"\nname = "Mood"\nrange = [0, 63]\nbetter = "lower"\n'
CODES = '[occasions]\npre = "pre"\npost = "post"\nignore = ["screening"]\n'


@dataclass(frozen=True, kw_only=True)
class Break:
    """``old`` in a mapping that fits becomes ``new``; then ``field`` is reported with ``message``."""

    mapping: str
    data: str
    old: str
    new: str
    field: str | None
    message: str


BREAKS = {
    "a column that the table lacks, with the one that was meant": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='"touch"',
        new='"tuoch"',
        field="measures.avoid_touch.column",
        message="data.csv has no column tuoch; did you mean touch?",
    ),
    "a column that the table lacks, with all there are where none is near": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='person_id = "id"',
        new='person_id = "patient"',
        field="columns.person_id",
        message="data.csv has no column patient; there are: id, when, touch, sex",
    ),
    "a column in another case": Break(
        mapping=PAIRED,
        data=PAIRED_DATA,
        old='"before"',
        new='"Before"',
        field="measures.avoid_touch.pre",
        message="did you mean before?",
    ),
    "a column used twice": Break(
        mapping=PAIRED,
        data=PAIRED_DATA,
        old='post = "after"',
        new='post = "before"',
        field="columns",
        message="column before is named 2 times: measures.avoid_touch.pre, measures.avoid_touch.post",
    ),
    "a column of two measures": Break(
        mapping=LONG + "[measures.avoid_sex]\ncolumn = 'sex'\n",
        data=LONG_DATA,
        old="'sex'",
        new="'touch'",
        field="columns",
        message="column touch is named 2 times: measures.avoid_touch.column, measures.avoid_sex.column",
    ),
    "no layout": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='layout = "long"\n',
        new="",
        field="layout",
        message='"tidy", "long" or "paired"',
    ),
    "a tidy table without a value column": Break(
        mapping=TIDY,
        data=TIDY_DATA,
        old='value = "points"\n',
        new="",
        field="columns.value",
        message="needs a value column",
    ),
    "a tidy table without a measure column": Break(
        mapping=TIDY,
        data=TIDY_DATA,
        old='measure = "what"\n',
        new="",
        field="columns.measure",
        message="needs a measure column",
    ),
    "a tidy table without an occasion column": Break(
        mapping=TIDY,
        data=TIDY_DATA,
        old='occasion = "when"\n',
        new="",
        field="columns.occasion",
        message="occasion column",
    ),
    "a tidy table without a person column": Break(
        mapping=TIDY,
        data=TIDY_DATA,
        old='person_id = "id"\n',
        new="",
        field="columns.person_id",
        message="needs a person_id column",
    ),
    "a long table without a person column": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='person_id = "id"\n',
        new="",
        field="columns.person_id",
        message="needs a person_id column",
    ),
    "a long table without an occasion column": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='occasion = "when"\n',
        new="",
        field="columns.occasion",
        message="occasion column",
    ),
    "a long table without measures": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='[measures.avoid_touch]\ncolumn = "touch"\n',
        new="",
        field="measures",
        message="name at least one measure",
    ),
    "a measure of a long table without a column": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='column = "touch"\n',
        new="",
        field="measures.avoid_touch.column",
        message="name it",
    ),
    "a paired table without measures": Break(
        mapping=PAIRED,
        data=PAIRED_DATA,
        old='[measures.avoid_touch]\npre = "before"\npost = "after"\n',
        new="",
        field="measures",
        message="name at least one measure",
    ),
    "a measure of a paired table with one occasion": Break(
        mapping=PAIRED,
        data=PAIRED_DATA,
        old='post = "after"\n',
        new="",
        field="measures.avoid_touch",
        message="at least two of pre, post and follow_up",
    ),
    "a paired table of measures with one occasion": Break(
        mapping=ROWS,
        data=ROWS_DATA,
        old='post = "after"\n',
        new="",
        field="columns",
        message="at least two of pre, post and follow_up",
    ),
    "a paired table of measures without a person column": Break(
        mapping=ROWS,
        data=ROWS_DATA,
        old='person_id = "id"\n',
        new="",
        field="columns.person_id",
        message="needs a person_id column",
    ),
    "an occasion code that stands for two": Break(
        mapping=LONG + CODES,
        data=LONG_DATA,
        old='post = "post"',
        new='post = "pre"',
        field="occasions",
        message="the code pre stands for two occasions",
    ),
    "a number and a text that are the same code": Break(
        mapping=LONG + '[occasions]\npre = 1\npost = 2\nignore = ["pre", "post"]\n',
        data=LONG_DATA + "b,1,2,2\n",
        old="post = 2",
        new='post = "1"',
        field="occasions",
        message="the code 1 stands for two occasions",
    ),
    "codes that are the same number": Break(
        mapping=LONG + '[occasions]\npre = 1\npost = 2\nignore = ["pre", "post"]\n',
        data=LONG_DATA + "b,1,2,2\n",
        old="post = 2",
        new='post = "1.0"',
        field="occasions",
        message="the code 1 stands for two occasions",
    ),
    "an ignored code that stands for an occasion": Break(
        mapping=LONG + CODES,
        data=LONG_DATA,
        old='"screening"',
        new='"post"',
        field="occasions",
        message="the code post stands for two occasions",
    ),
    "the code of post alone": Break(
        mapping=LONG + CODES,
        data=LONG_DATA,
        old='pre = "pre"\n',
        new="",
        field="occasions",
        message="at least two of pre, post and follow_up",
    ),
    "the code of pre alone": Break(
        mapping=LONG + CODES,
        data=LONG_DATA,
        old='post = "post"\nignore = ["screening"]',
        new='ignore = ["post"]',
        field="occasions",
        message="at least two of pre, post and follow_up",
    ),
    "codes to ignore and none to read": Break(
        mapping=LONG + CODES,
        data=LONG_DATA,
        old='pre = "pre"\npost = "post"\n',
        new="",
        field="occasions",
        message="at least two of pre, post and follow_up",
    ),
    "a measure code that stands for two": Break(
        mapping=TIDY + "[measures.avoid_touch]\ncode = 'avoid_touch'\n[measures.avoid_sex]\ncode = 'S'\n",
        data=TIDY_DATA,
        old="'S'",
        new="'avoid_touch'",
        field="measures",
        message="the code avoid_touch stands for two measures",
    ),
    "a measure code that is another measure's own name": Break(
        mapping=TIDY + "[measures.avoid_touch]\n[measures.avoid_sex]\ncode = 'S'\n",
        data=TIDY_DATA,
        old="'S'",
        new="'avoid_touch'",
        field="measures",
        message="the code avoid_touch stands for two measures",
    ),
    "an own measure without a range": Break(
        mapping=LONG + OWN,
        data=LONG_DATA,
        old="range = [0, 63]\n",
        new="",
        field="measures.mood.range",
        message="range = [0, 63]",
    ),
    "an own measure whose range runs backwards": Break(
        mapping=LONG + OWN,
        data=LONG_DATA,
        old="[0, 63]",
        new="[63, 0]",
        field="measures.mood.range",
        message="the lowest and the highest possible score",
    ),
    "an own measure whose range is a point": Break(
        mapping=LONG + OWN,
        data=LONG_DATA,
        old="[0, 63]",
        new="[5, 5]",
        field="measures.mood.range",
        message="the lowest and the highest possible score",
    ),
    "an own measure that does not say which way is better": Break(
        mapping=LONG + OWN,
        data=LONG_DATA,
        old='better = "lower"\n',
        new="",
        field="measures.mood.better",
        message='better = "lower" or better = "higher"',
    ),
    "a known measure that is given a range": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='column = "touch"\n',
        new='column = "touch"\nrange = [0, 10]\n',
        field="measures.avoid_touch",
        message="ReConnect has this measure",
    ),
    "a known measure that is given a direction": Break(
        mapping=LONG,
        data=LONG_DATA,
        old='column = "touch"\n',
        new='column = "touch"\nbetter = "higher"\n',
        field="measures.avoid_touch",
        message="ReConnect has this measure",
    ),
}

# A column named where the layout does not look must not pass for one that is read.
UNREAD = {
    "a value column for a long table": (LONG, LONG_DATA, '[columns]\nvalue = "sex"', "columns.value"),
    "a measure column for a long table": (LONG, LONG_DATA, '[columns]\nmeasure = "sex"', "columns.measure"),
    "an occasion's column for a long table": (LONG, LONG_DATA, '[columns]\npost = "sex"', "columns.post"),
    "an occasion column for a paired table": (PAIRED, PAIRED_DATA, '[columns]\noccasion = "later"', "columns.occasion"),
    "a date for a paired table": (PAIRED, PAIRED_DATA, '[columns]\nanswered_on = "later"', "columns.answered_on"),
    "a basis for a paired table": (PAIRED, PAIRED_DATA, '[columns]\nanswer_basis = "later"', "columns.answer_basis"),
    "an occasion's column beside a paired table's measures": (
        PAIRED,
        PAIRED_DATA,
        '[columns]\nfollow_up = "later"',
        "columns.follow_up",
    ),
    "a measure's own column in a paired table": (
        PAIRED,
        PAIRED_DATA,
        '[measures.avoid_touch]\ncolumn = "later"',
        "measures.avoid_touch.column",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_mapping_that_does_not_fit_is_refused_and_the_same_mapping_unbroken_is_read(files, name: str) -> None:
    case = BREAKS[name]
    assert files.read(case.data, case.mapping).outcomes.readings
    assert case.old in case.mapping
    (problem,) = files.refused(case.data, case.mapping.replace(case.old, case.new, 1))
    assert (problem.file, problem.field) == ("map.toml", case.field)
    assert case.message in problem.message


def test_where_few_of_the_mapped_columns_are_there_the_first_row_may_be_a_persons_and_is_not_told(files) -> None:
    problems = files.refused("a,pre,3,Touch\nb,post,2,NA\n".replace("3", "three"), LONG.replace('"when"', '"pre"'))
    assert [problem.field for problem in problems] == ["columns.person_id", "measures.avoid_touch.column"]
    assert "few of the mapped names" in problems[0].message
    assert "did you mean Touch?" in problems[1].message  # which says no more than the mapping file


@pytest.mark.parametrize("name", UNREAD)
def test_a_column_named_where_the_layout_does_not_look_is_refused(files, name: str) -> None:
    mapping, data, line, field = UNREAD[name]
    table, _, column = line.partition("\n")
    assert table in mapping
    (problem,) = files.refused(data, mapping.replace(table, f"{table}\n{column}", 1))
    assert (problem.file, problem.field) == ("map.toml", field)


@pytest.mark.parametrize(("mapping", "data"), [(PAIRED, PAIRED_DATA), (ROWS, ROWS_DATA)])
def test_occasion_codes_for_a_paired_table_are_refused_because_its_columns_are_the_occasions(
    files, mapping: str, data: str
) -> None:
    (problem,) = files.refused(data, mapping + CODES)
    assert (problem.file, problem.field) == ("map.toml", "occasions")


def test_every_rule_that_is_broken_is_reported_at_once(files) -> None:
    mapping = (
        'layout = "long"\n[columns]\nperson_id = "idd"\n[occasions]\npre = 1\npost = 1\n'
        '[measures.avoid_touch]\nrange = [0, 10]\n[measures.mood]\ncolumn = "mood"\n'
    )
    assert {problem.field for problem in files.refused(LONG_DATA, mapping)} == {
        "columns.person_id",
        "columns.occasion",
        "occasions",
        "measures.avoid_touch",
        "measures.avoid_touch.column",
        "measures.mood.column",
        "measures.mood.range",
        "measures.mood.better",
    }


def test_a_known_measure_keeps_its_range_and_direction_and_an_own_one_brings_them(files) -> None:
    touch, mood = files.read(LONG_DATA, LONG + OWN).outcomes.measures
    assert (touch.id, touch.low, touch.high, touch.better) == ("avoid_touch", 0, 10, "lower")
    assert (mood.id, mood.name, mood.low, mood.high, mood.better) == ("mood", "Mood", 0, 63, "lower")


def test_an_own_measure_without_a_name_is_called_by_its_id(files) -> None:
    _, mood = files.read(LONG_DATA, LONG + OWN.replace('name = "Mood"\n', "")).outcomes.measures
    assert mood.name == "mood"
