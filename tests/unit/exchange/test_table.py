"""Tables of text cells: what is read as it stands, and what is refused with its row and what to do."""

import pytest

from reconnect.errors import DataError, Problem
from reconnect.exchange.formats.csv_text import read_csv
from reconnect.exchange.formats.written import Written
from reconnect.exchange.table import Table

FILE = "data.csv"


def table(data: str | bytes, encoding: str = "utf-8", delimiter: str | None = None) -> Table:
    raw = data.encode() if isinstance(data, str) else data
    return read_csv(raw, FILE, Written(encoding, delimiter))


def cells(read: Table) -> list[tuple[str, ...]]:
    return [read.header, *(tuple(row.cells[name] for name in read.header) for row in read.rows)]


def refused(data: str | bytes, encoding: str = "utf-8", delimiter: str | None = None) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        table(data, encoding, delimiter)
    assert {problem.file for problem in caught.value.problems} == {FILE}
    return caught.value.problems


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_commas_semicolons_and_tabs_are_told_apart_whatever_ends_a_line(mark: str, end: str) -> None:
    text = end.join([mark.join(["id", "pre", "post"]), mark.join(["a", "1", "2"]), mark.join(["b", "", "4"]), ""])
    assert cells(table(text)) == [("id", "pre", "post"), ("a", "1", "2"), ("b", "", "4")]


def test_decimal_commas_do_not_hide_the_semicolons() -> None:
    assert cells(table("id;pre;post\na;1,5;2,5\n")) == [("id", "pre", "post"), ("a", "1,5", "2,5")]


def test_a_delimiter_that_is_told_is_used() -> None:
    assert cells(table("id|a,b|c\nx|1|2\n", delimiter="|")) == [("id", "a,b", "c"), ("x", "1", "2")]


def test_a_column_name_in_quotes_does_not_sway_the_choice_of_the_delimiter() -> None:
    assert cells(table('"age, in years, at start";id;post\n30;a;2\n'))[0] == ("age, in years, at start", "id", "post")


@pytest.mark.parametrize("delimiter", ["ab", "\n", "\r", '"'])
def test_a_delimiter_that_cannot_be_one_is_refused_as_such(delimiter: str) -> None:
    (problem,) = refused("id,pre\na,1\n", delimiter=delimiter)
    assert "delimiter" in problem.message


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf-8-sig"])
def test_a_byte_order_mark_is_no_part_of_the_first_column_name(encoding: str) -> None:
    assert table(b"\xef\xbb\xbfid,pre\na,1\n", encoding=encoding).header == ("id", "pre")


def test_latin_1_is_refused_with_the_row_and_what_to_do() -> None:
    (problem,) = refused("id,gender\na,woman\nb,männlich\n".encode("latin-1"))
    assert problem.row == 3
    assert "not UTF-8 text" in problem.message
    assert 'encoding = "latin-1"' in problem.message


@pytest.mark.parametrize("encoding", ["latin-1", "ISO-8859-1", "cp1252"])
def test_latin_1_is_read_where_it_is_declared(encoding: str) -> None:
    assert cells(table("id,gender\na,männlich\n".encode("latin-1"), encoding))[1] == ("a", "männlich")


def test_utf_16_as_spreadsheets_write_it_is_read_where_it_is_declared() -> None:
    assert cells(table("id\tpre\na\t1\n".encode("utf-16"), "utf-16")) == [("id", "pre"), ("a", "1")]


@pytest.mark.parametrize("encoding", ["utf-9", "hex", "rot13", "undefined"])
def test_an_encoding_that_is_none_is_refused_as_such(encoding: str) -> None:
    (problem,) = refused("id,pre\na,1\n", encoding)
    assert "encoding" in problem.message


def test_quotes_hold_delimiters_quotes_and_line_ends_and_rows_count_as_a_spreadsheet_shows_them() -> None:
    read = table('id,note\na,"one, two"\nb,"said ""yes"""\nc,"first\nsecond"\nd,last\n')
    assert cells(read)[1:] == [("a", "one, two"), ("b", 'said "yes"'), ("c", "first\nsecond"), ("d", "last")]
    assert [row.number for row in read.rows] == [2, 3, 4, 5]


def test_spaces_around_names_and_cells_are_no_part_of_them() -> None:
    assert cells(table(" id , pre\n a ,\t1 \n")) == [("id", "pre"), ("a", "1")]


def test_empty_rows_are_left_out_and_still_counted() -> None:
    read = table("id,pre\n\na,1\n,\n  , \nb,2\n\n")
    assert [(row.number, row.cells["id"]) for row in read.rows] == [(3, "a"), (6, "b")]


def test_a_row_with_an_empty_cell_is_not_an_empty_row() -> None:
    assert cells(table("id,pre\na,\n,1\n"))[1:] == [("a", ""), ("", "1")]


def test_ragged_rows_are_all_named_with_their_row_and_what_they_hold() -> None:
    assert [(each.row, each.message) for each in refused("id,pre,post\na,1\nb,1,2\nc,1,2,3\n\nd\n")] == [
        (2, "has 2 cells, the header has 3"),
        (4, "has 4 cells, the header has 3"),
        (6, "has 1 cells, the header has 3"),
    ]


@pytest.mark.parametrize(
    ("header", "places"),
    [("id,pre,pre", "2 and 3"), ("pre,id, pre ", "1 and 3"), ("x,x,x", "1 and 2 and 3")],
)
def test_a_column_name_used_twice_is_refused_with_the_places_of_the_columns(header: str, places: str) -> None:
    (problem,) = refused(f"{header}\na,1,2\n")
    assert problem.row == 1
    assert f"columns {places} have the same name" in problem.message


def test_a_column_without_a_name_is_refused_with_its_place() -> None:
    (problem,) = refused("id,,post\na,1,2\n")
    assert problem.row == 1
    assert "column 2 has no name" in problem.message


@pytest.mark.parametrize("number", ["5", "3.5", "3,5", "-9", "1.000,5"])
def test_a_first_row_that_holds_numbers_is_data_and_no_column_names(number: str) -> None:
    (problem,) = refused(f"id;x;{number}\na;1;2\n", delimiter=";")
    assert problem.row == 1
    assert "holds numbers" in problem.message


@pytest.mark.parametrize("name", ["item1", "1a", "2nd", "pre-post", "0-10", "."])
def test_a_column_name_may_hold_digits_and_signs(name: str) -> None:
    assert table(f"id,{name}\na,1\n").header == ("id", name)


def test_every_problem_of_the_header_and_the_rows_is_reported_at_once() -> None:
    problems = refused("id,,pre,pre,post\na,1\nb,1,2,3,4\nc,1,2,3,4,5\n")
    assert [each.row for each in problems] == [1, 1, 2, 4]


def test_a_first_row_that_may_be_a_persons_is_not_quoted() -> None:
    header, _ = refused("anna,7,7\nb,1,2,3\n")
    assert "holds numbers" in header.message
    assert "anna" not in str(header)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b",,\n , \n", b"   \n"])
def test_a_file_without_anything_in_it_is_refused_as_empty(data: bytes) -> None:
    (problem,) = refused(data)
    assert "the file is empty" in problem.message


@pytest.mark.parametrize("data", ["id,pre\n", "id,pre", "id,pre\n\n,\n"])
def test_column_names_without_rows_below_them_are_refused(data: str) -> None:
    (problem,) = refused(data)
    assert "no rows below them" in problem.message


def test_nul_characters_are_refused() -> None:
    (problem,) = refused("id,pre\na,1\0\n")
    assert "NUL" in problem.message
    assert "encoding" in problem.message


def test_utf_16_read_as_utf_8_is_refused_with_what_to_do() -> None:
    (problem,) = refused("id,pre\na,1\n".encode("utf-16"))
    assert "name its encoding" in problem.message


@pytest.mark.parametrize("data", ['id,pre\na,"1\nb,2\n', 'id,pre\n"a"b,1\n', '"id,pre\na,1\n'])
def test_unbalanced_quotes_are_refused(data: str) -> None:
    (problem,) = refused(data)
    assert "not a readable CSV file" in problem.message
