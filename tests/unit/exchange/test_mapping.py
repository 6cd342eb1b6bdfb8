"""The mapping file: read strictly, every problem with its field, all at once."""

import pytest

from reconnect.errors import DataError
from reconnect.exchange.mapping import Layout, parse_mapping
from reconnect.exchange.number import Decimal
from reconnect.model.measure import Better


def found(text: str) -> list[tuple[str | None, str]]:
    with pytest.raises(DataError) as caught:
        parse_mapping(text, "map.toml")
    assert {problem.file for problem in caught.value.problems} == {"map.toml"}
    return [(problem.field, problem.message) for problem in caught.value.problems]


def test_an_empty_file_leaves_everything_at_its_default() -> None:
    mapping = parse_mapping("", "map.toml")
    assert (mapping.layout, mapping.encoding, mapping.delimiter, mapping.decimal) == (
        None,
        "utf-8",
        None,
        Decimal.POINT,
    )
    assert set(mapping.missing_codes.words) == {""}
    assert not mapping.names_columns


def test_every_part_is_read_into_its_type() -> None:
    mapping = parse_mapping(
        """
        layout = "long"
        missing = [99, "NA", -9.5]
        decimal = ","
        [occasions]
        pre = 1
        post = "end"
        ignore = [0, "screening"]
        [measures.mood]
        column = "Mood"
        range = [0, 63]
        better = "lower"
        missing = [9]
        codes_are_scores = true
        [people]
        file = "people.csv"
        [people.columns]
        person_id = "id"
        """,
        "map.toml",
    )
    assert (mapping.layout, mapping.decimal, mapping.names_columns) == (Layout.LONG, Decimal.COMMA, True)
    assert set(mapping.missing_codes.words) == {"", "99", "NA", "-9.5"}
    assert mapping.occasions is not None
    assert (mapping.occasions.pre, mapping.occasions.post, mapping.occasions.ignore) == (1, "end", (0, "screening"))
    mood = mapping.measures["mood"]
    assert (mood.column, mood.range, mood.better) == ("Mood", (0, 63), Better.LOWER)
    assert (mood.missing, mood.codes_are_scores) == ((9,), True)
    assert mapping.people is not None
    assert (mapping.people.file, mapping.people.columns.person_id, mapping.people.separator) == (
        "people.csv",
        "id",
        ";",
    )


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        pytest.param("layot = 3", "layot", "no such field; there are: layout, missing, encoding", id="unknown"),
        pytest.param('[columns]\nperson = "id"', "columns.person", "no such field here", id="unknown below"),
        pytest.param(
            '[measures.mood]\ncolum = "x"', "measures.mood.colum", "no such field here", id="unknown measure's"
        ),
        pytest.param('layout = "wide"', "layout", "'tidy', 'long' or 'paired'", id="no such layout"),
        pytest.param('decimal = "point"', "decimal", "'.' or ','", id="no such decimal mark"),
        pytest.param('missing = "NA"', "missing", "array", id="one code for a list of them"),
        pytest.param("encoding = 8", "encoding", "string", id="number for text"),
        pytest.param("[columns]\nvalue = 3", "columns.value", "string", id="number for a column"),
        pytest.param("columns = 3", "columns", "", id="number for a table"),
        pytest.param("[measures.mood]\nrange = [0]", "measures.mood.range[2]", "this field is missing", id="one end"),
        pytest.param('[measures.mood]\nrange = ["a", 3]', "measures.mood.range[1]", "number", id="text for an end"),
        pytest.param('[measures.mood]\nbetter = "up"', "measures.mood.better", "'lower' or 'higher'", id="direction"),
        pytest.param("[measures.mood]\nmissing = 9", "measures.mood.missing", "array", id="one code of a measure"),
        pytest.param(
            "[measures.mood]\ncodes_are_scores = 1", "measures.mood.codes_are_scores", "boolean", id="no yes or no"
        ),
        pytest.param("[family]", "family.tests", "this field is missing", id="family without tests"),
        pytest.param("[family]\ntests = [3]", "family.tests[1]", "string", id="number for a test"),
        pytest.param('[people]\nfile = "p.csv"', "people.columns", "this field is missing", id="people's columns"),
        pytest.param(
            '[people]\nfile = "p.csv"\n[people.columns]\nage = "a"',
            "people.columns.person_id",
            "this field is missing",
            id="people's id",
        ),
        pytest.param('layout = "tidy', None, "not TOML", id="no TOML"),
        pytest.param('layout = "tidy"\nlayout = "long"', None, "not TOML", id="a field twice"),
    ],
)
def test_a_broken_field_is_named_with_its_path_and_what_is_wrong(text: str, field: str | None, message: str) -> None:
    ((where, what),) = found(text)
    assert where == field
    assert message in what


@pytest.mark.parametrize(
    ("text", "field"),
    [("missing = [true]", "missing[1]"), ("[occasions]\npre = []", "occasions.pre")],
)
def test_a_code_that_is_neither_text_nor_a_number_is_one_problem_of_its_field(text: str, field: str) -> None:
    assert [where for where, _ in found(text)] == [field]


@pytest.mark.parametrize("ends", ["0, inf", "-inf, 10", "0, nan", "nan, 10", "10, 0", "3, 3"])
def test_a_range_without_two_finite_ends_in_their_order_is_refused(files, ends: str) -> None:
    mapping = f"""
        layout = "paired"
        [measures.mood]
        pre = "before"
        post = "after"
        better = "lower"
        range = [{ends}]
    """
    (problem,) = files.refused("before,after\n1,2\n", mapping)
    assert (problem.field or "").startswith("measures.mood.range")


def test_all_problems_come_at_once() -> None:
    fields = {
        where for where, _ in found('layot = "x"\ndecimal = ";"\n[columns]\nvalue = 3\n[measures.m]\nrange = [0]')
    }
    assert fields == {"layot", "decimal", "columns.value", "measures.m.range[2]"}


def test_the_mapping_files_own_problems_stop_the_reading_and_name_the_file(files) -> None:
    assert [(each.file, each.field) for each in files.refused("id\na\n", "layot = 3")] == [("map.toml", "layot")]


def test_a_mapping_file_with_a_byte_order_mark_is_read(files) -> None:
    read = files.read("person_id,avoid_touch_pre,avoid_touch_post\na,1,2\n", "\ufeffmissing = [99]\n")
    assert len(read.outcomes.readings) == 2
