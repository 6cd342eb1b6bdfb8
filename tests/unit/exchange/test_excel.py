"""Workbooks: what is typed is read as it is, and what cannot be told exactly is refused with its cell."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from saved_as import saved, with_shared_texts

from reconnect.errors import DataError, Problem
from reconnect.exchange.formats import archive
from reconnect.exchange.formats.excel import column_letters, read_excel
from reconnect.exchange.formats.written import Written
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.exchange.progress import unwatched
from reconnect.exchange.table import Table
from reconnect.model.load import shipped_library

SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[Worksheet], object]


def book(change: Change = lambda _: None) -> bytes:
    made = Workbook()
    sheet = made.active
    for row in (["id", "pre", "post"], ["a", 4, 2], ["b", 5.5, None], ["c", 3, 1]):
        sheet.append(row)
    change(sheet)
    return saved(made)


def table(data: bytes, sheet: str | None = None) -> Table:
    return read_excel(data, "data.xlsx", Written(sheet=sheet), unwatched)


def cells(read: Table) -> list[tuple[str, ...]]:
    return [tuple(row.cells[name] for name in read.header) for row in read.rows]


def refused(data: bytes, sheet: str | None = None) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        table(data, sheet)
    return caught.value.problems


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of its archive changed."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        assert part in old.namelist()
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_names_stand_in_the_first_row_that_is_not_empty_and_rows_count_as_the_sheet_shows_them() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet.insert_rows(5)

    read = table(book(change))
    assert (read.header, read.header_row) == (("id", "pre", "post"), 3)
    assert [row.number for row in read.rows] == [4, 6, 7]
    assert cells(read) == [("a", "4", "2"), ("b", "5.5", ""), ("c", "3", "1")]


def test_days_numbers_and_truth_values_are_read_by_type_and_text_as_it_stands() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"], sheet["C2"] = date(2026, 1, 31), " 04 "
        sheet["B3"], sheet["C3"] = datetime(2026, 1, 31, 10, 30), True  # noqa: DTZ001
        sheet["B4"], sheet["C4"] = 4.0, 0.1

    assert cells(table(book(change))) == [
        ("a", "2026-01-31", "04"),
        ("b", "2026-01-31 10:30:00", "TRUE"),
        ("c", "4", "0.1"),
    ]


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days() -> None:
    made = Workbook()
    made.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    for row in (["id", "day"], ["a", date(2026, 1, 31)]):
        made.active.append(row)
    assert cells(table(saved(made))) == [("a", "2026-01-31")]


def test_texts_that_are_kept_apart_are_read_as_those_in_their_cells() -> None:
    apart = with_shared_texts(book())
    assert b"inlineStr" not in ZipFile(io.BytesIO(apart)).read(SHEET)
    assert table(apart) == table(book())


def test_days_that_are_written_as_text_of_their_own_kind_are_days() -> None:
    made = Workbook(iso_dates=True)
    for row in (["id", "day"], ["a", date(2026, 1, 31)]):
        made.active.append(row)
    assert b't="d"' in ZipFile(io.BytesIO(saved(made))).read(SHEET)
    assert cells(table(saved(made))) == [("a", "2026-01-31")]


def test_a_whole_number_keeps_every_digit() -> None:
    data = edited(book(), SHEET, lambda xml: xml.replace(b"<v>4</v>", b"<v>9007199254740993</v>"))
    assert cells(table(data))[0] == ("a", "9007199254740993", "2")


def test_a_column_without_a_name_and_without_a_cell_is_no_column() -> None:
    read = table(book(lambda sheet: sheet.insert_cols(2)))
    assert read.header == ("id", "pre", "post")


def test_a_cell_beside_the_named_columns_is_refused_with_the_letter_of_its_column() -> None:
    (problem,) = refused(book(lambda sheet: sheet.cell(3, 28, "x")))
    assert (problem.row, problem.message[:22]) == (1, "column AB has no name:")


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA"), (16384, "XFD")])
def test_columns_are_called_as_the_sheet_calls_them(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def flawed(change: Change) -> list[tuple[int | None, str | None, str]]:
    read = table(book(change))
    return [(flaw.row, flaw.field, flaw.message) for flaw in read.flaws_of(read.header)]


@pytest.mark.parametrize(
    ("value", "style", "said"),
    [
        ("=1+1", "General", "a formula without a result"),
        ("#DIV/0!", "General", "an error value"),
        (0.5, "0%", "shown as per cent"),
        (0.5, '0.0 "of" %', "shown as per cent"),
        (timedelta(hours=36), "[h]:mm", "shown as hours and minutes"),
        (3_000_000_000, "yyyy-mm-dd", "no day of the calendar"),
    ],
)
def test_a_cell_that_cannot_be_told_is_a_flaw_of_its_column(value: object, style: str, said: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C3"] = value
        sheet["C3"].number_format = style

    ((row, field, message),) = flawed(change)
    assert (row, field) == (3, "column post")
    assert said in message


@pytest.mark.parametrize("style", ['0"%"', "0\\%", "0.00", "#,##0"])
def test_a_number_is_read_whatever_else_stands_beside_it(style: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C2"].number_format = style

    assert flawed(change) == []
    assert cells(table(book(change)))[0] == ("a", "4", "2")


def test_a_formula_with_its_result_is_its_result_also_where_that_is_empty_text() -> None:
    data = edited(
        book(),
        SHEET,
        lambda xml: xml.replace(b'<c r="B2" t="n"><v>4</v>', b'<c r="B2"><f>2+2</f><v>4</v>').replace(
            b'<c r="C2" t="n"><v>2</v>', b'<c r="C2" t="str"><f>""</f><v></v>'
        ),
    )
    assert (cells(table(data))[0], dict(table(data).flaws)) == (("a", "4", ""), {})


def test_flaws_count_only_where_their_column_is_used(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for row, cell in enumerate(("spare", "=1+1", "#N/A", 0), 1):
            sheet.cell(row, 4, cell)

    mapping = 'layout = "paired"\n[columns]\nperson_id = "id"\n[measures.avoid_touch]\npre = "pre"\npost = "POST"\n'
    (tmp_path / "data.xlsx").write_bytes(book(change))
    known = shipped_library().measures
    (tmp_path / "map.toml").write_text(mapping.replace("POST", "post"))
    read = read_outcomes(tmp_path / "data.xlsx", tmp_path / "map.toml", known)
    assert (len(read.outcomes.readings), read.ignored) == (5, ("spare",))
    (tmp_path / "map.toml").write_text(mapping.replace("POST", "spare"))
    with pytest.raises(DataError) as caught:
        read_outcomes(tmp_path / "data.xlsx", tmp_path / "map.toml", known)
    assert [(each.row, each.field) for each in caught.value.problems] == [(2, "column spare"), (3, "column spare")]


def test_merged_names_are_refused() -> None:
    (problem,) = refused(book(lambda sheet: sheet.merge_cells("B1:C1")))
    assert problem.row == 1
    assert "merged cells" in problem.message


def test_a_merged_title_above_the_names_is_refused_as_the_names_it_would_be_taken_for() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "Our outcomes"
        sheet.merge_cells("A1:C1")

    assert "merged cells" in refused(book(change))[0].message


def test_merged_cells_below_are_flaws_of_every_column_they_cover() -> None:
    assert [(row, field) for row, field, _ in flawed(lambda sheet: sheet.merge_cells("B3:C4"))] == [
        (3, "column pre"),
        (3, "column post"),
    ]


def two_sheets() -> bytes:
    made = Workbook()
    made.active.title = "Anna Smith"
    made.active.append(["nothing"])
    other = made.create_sheet("Outcomes")
    other.append(["id", "pre"])
    other.append(["a", 4])
    return saved(made)


def test_one_of_several_sheets_must_be_named_and_then_is_read() -> None:
    assert cells(table(two_sheets(), "Outcomes")) == [("a", "4")]
    (problem,) = refused(two_sheets())
    assert "has 2 sheets" in problem.message
    assert "Anna" not in problem.message
    assert "has no sheet Outcome:" in refused(two_sheets(), "Outcome")[0].message


def test_hidden_sheets_count() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.parent.create_sheet("Lists").sheet_state = "hidden"

    assert "has 2 sheets (hidden ones count)" in refused(book(change))[0].message


def test_an_empty_sheet_is_refused() -> None:
    assert "the sheet is empty" in refused(saved(Workbook()))[0].message


def test_a_first_row_with_numbers_is_refused_and_not_quoted() -> None:
    (problem,) = refused(book(lambda sheet: sheet.delete_rows(1)))
    assert (problem.row, problem.message) == (1, "the first row holds numbers: it must hold the columns' names")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="C2"', b'r="A2"'),
        (b'r="C2"', b'r="C3"'),
        (b'r="C2"', b'r="C0"'),
        (b'r="C2"', b'r="ZZZ2"'),
        (b'<row r="3">', b'<row r="2">'),
        (b'<row r="4">', b'<row r="999999999">'),
        (b'<row r="4">', b'<row r="1048577">'),
        (b"<v>4</v>", b"<v>4_0</v>"),
        (b"<v>4</v>", "<v>٤</v>".encode()),
        (b"<v>4</v>", b"<v>0x4</v>"),
        (b"<v>4</v>", b"<v> 4</v>"),
        (b"</sheetData>", b""),
    ],
)
def test_a_sheet_as_no_program_writes_it_is_refused(old: bytes, new: bytes) -> None:
    data = book()
    assert old in ZipFile(io.BytesIO(data)).read(SHEET)
    (problem,) = refused(edited(data, SHEET, lambda xml: xml.replace(old, new, 1)))
    assert "damaged workbook" in problem.message


def test_a_shared_text_that_is_not_there_is_refused() -> None:
    data = edited(with_shared_texts(book()), SHEET, lambda xml: xml.replace(b't="s"><v>0</v>', b't="s"><v>99</v>'))
    assert "damaged workbook" in refused(data)[0].message


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for part in (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"):
        data = edited(with_shared_texts(book()), part, lambda xml: xml.replace(b"<", bomb + b"<", 1))
        assert "holds what no spreadsheet writes" in refused(data)[0].message


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = edited(book(), "xl/theme/theme1.xml", lambda xml: xml + b" " * 3_000_000)
    assert len(data) < 100_000
    assert len(table(data).rows) == 3
    monkeypatch.setattr(archive, "MOST_UNPACKED", 2_000_000)
    monkeypatch.setattr(ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    assert "unpacks to more than" in refused(data)[0].message


def test_a_part_that_is_larger_than_it_declares_is_refused() -> None:
    data = edited(book(), SHEET, lambda xml: xml + b" " * 5_000)
    size = len(ZipFile(io.BytesIO(data)).read(SHEET)).to_bytes(4, "little")
    assert data.count(size) == 2  # before the part, and in the directory
    assert "damaged workbook" in refused(data.replace(size, (1000).to_bytes(4, "little")))[0].message


@pytest.mark.parametrize("keep", [4, 100, 2000])
def test_a_workbook_cut_short_is_refused(keep: int) -> None:
    assert "damaged workbook" in refused(book()[:keep])[0].message
