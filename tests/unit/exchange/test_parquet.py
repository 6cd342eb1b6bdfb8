"""Parquet files: columns by name and type, in a database that can do nothing else."""

from pathlib import Path

import duckdb
import pytest

from reconnect.errors import DataError
from reconnect.exchange.formats.parquet import read_parquet
from reconnect.exchange.formats.written import Written
from reconnect.exchange.progress import unwatched
from reconnect.exchange.table import Table


def written(path: Path, query: str) -> Path:
    aside = path.with_name("aside.parquet")
    with duckdb.connect() as room:
        room.execute(f"COPY ({query}) TO '{aside}' (FORMAT parquet)")
    return aside.rename(path)


def table(path: Path) -> Table:
    return read_parquet(path, Written(), unwatched)


def one_cell(folder: Path, expression: str) -> tuple[str, bool]:
    """What is read of one value, and whether its column is a flaw."""
    read = table(written(folder / "data.parquet", f"SELECT 'a' AS id, {expression} AS x"))
    return read.rows[0].cells["x"], "x" in read.flaws


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("4::TINYINT", "4"),
        ("4::UBIGINT", "4"),
        ("9007199254740993::BIGINT", "9007199254740993"),
        ("4.0::DOUBLE", "4"),
        ("0.1::DOUBLE", "0.1"),
        ("4.10::DECIMAL(9, 2)", "4.1"),
        ("1e300::DOUBLE", "1" + "0" * 300),
        ("'nan'::DOUBLE", "nan"),
        ("NULL::INTEGER", ""),
        ("TRUE", "TRUE"),
        ("' woman '", "woman"),
        ("'woman'::ENUM ('man', 'woman')", "woman"),
        ("DATE '2026-01-31'", "2026-01-31"),
        ("TIMESTAMP '2026-01-31 00:00:00'", "2026-01-31"),
        ("TIMESTAMP_NS '2026-01-31 00:00:00'", "2026-01-31"),
        ("TIMESTAMP '2026-01-31 10:30:00'", "2026-01-31 10:30:00"),
        ("'2026-01-31 00:00:00'", "2026-01-31 00:00:00"),
        ("DATE 'infinity'", "infinity"),
    ],
)
def test_a_value_is_read_with_every_digit(tmp_path: Path, expression: str, text: str) -> None:
    assert one_cell(tmp_path, expression) == (text, False)


@pytest.mark.parametrize(
    "expression",
    [
        "[1, 2]",
        "{'a': 1}",
        "MAP {'a': 1}",
        "'\\xAA'::BLOB",
        "TIMESTAMPTZ '2026-01-31 10:00:00+00'",
        "[1.5::DECIMAL(9,2)]",
    ],
)
def test_what_is_no_plain_value_is_a_flaw_of_its_column(tmp_path: Path, expression: str) -> None:
    assert one_cell(tmp_path, expression) == ("", True)


@pytest.mark.parametrize("name", ["a*.parquet", "[ab].parquet", "a?'b.parquet", "a b=1.parquet"])
def test_a_files_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    written(tmp_path / "ab.parquet", "SELECT 'other' AS id")
    read = table(written(tmp_path / name, "SELECT 'this' AS id"))
    assert [row.cells for row in read.rows] == [{"id": "this"}]
    assert read.header == ("id",)


def test_rows_keep_their_order_and_count_from_one(tmp_path: Path) -> None:
    path = written(tmp_path / "data.parquet", "SELECT 150000 - i AS id FROM range(150000) t(i) WHERE i <> 5")
    rows = table(path).rows
    assert [int(row.cells["id"]) for row in rows] == [150000 - i for i in range(150000) if i != 5]
    assert (rows[0].number, rows[-1].number) == (1, 149999)


def test_rows_of_nothing_are_left_out_and_still_counted(tmp_path: Path) -> None:
    path = written(tmp_path / "data.parquet", "SELECT * FROM (VALUES (1, 'a'), (NULL, ' '), (3, 'c')) t(x, y)")
    assert [row.number for row in table(path).rows] == [1, 3]


def test_a_few_bytes_that_stand_for_very_many_rows_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "data.parquet", "SELECT 1 AS id FROM range(30000000)")
    assert path.stat().st_size < 1_000_000
    with pytest.raises(DataError, match="more than 20 million cells"):
        table(path)


def test_a_name_used_twice_is_refused_with_its_places(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="columns 1 and 2 have the same name"):
        table(written(tmp_path / "data.parquet", 'SELECT 1 AS id, 2 AS " id"'))


@pytest.mark.parametrize("keep", [4, 30, -1, -8])
def test_a_file_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    path = written(tmp_path / "data.parquet", "SELECT i AS id FROM range(50) t(i)")
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DataError, match="damaged or encrypted Parquet file"):
        table(path)
