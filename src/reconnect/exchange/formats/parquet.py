"""Parquet: the rows of one file, read by DuckDB in a room without doors."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reconnect.errors import DataError, Problem
from reconnect.exchange.cell import cell_text
from reconnect.exchange.formats.written import Written
from reconnect.exchange.progress import Watch
from reconnect.exchange.table import Row, Table, header_problems, refuse_empty, refuse_vast

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

GLOB = str.maketrans({"*": "[*]", "?": "[?]", "[": "[[]"})
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
AS_THEY_ARE = {*NUMBERS, "UHUGEINT", "FLOAT", "DOUBLE", "BOOLEAN", "VARCHAR"}
AS_TEXT = {"DATE", "TIME", "UUID"}
A_PIECE = 10_000  # rows


def read_parquet(path: Path, written: Written, watch: Watch) -> Table:
    """The table in the file at ``path``: columns by name, rows counted from 1.

    Numbers, truth values, texts and days are read; a column of lists, of structures, of bytes or of times with a zone
    is a flaw of that column. Raises DataError where the file is damaged, has a key or is too large.
    """
    try:
        with closed_room(path, memory="4GB", threads=2) as room:
            return _table(room, path, written, watch)
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001 a damaged file makes its reader raise anything
        message = f"a damaged or encrypted Parquet file ({type(error).__name__}): write it anew"
        raise DataError([Problem(path.name, message)]) from None


def closed_room(path: Path, *, memory: str, threads: int, spill: Path | None = None) -> "DuckDBPyConnection":
    """A database in memory that can open this one file, load no extension, and change none of that.

    ``memory`` is its limit, such as "4GB"; what does not fit goes to the folder ``spill``, or nowhere.
    """
    import duckdb  # noqa: PLC0415

    off = ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions")
    folder = "" if spill is None else str(spill)
    room = duckdb.connect(
        ":memory:",
        config={
            **dict.fromkeys(off, "false"),
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": folder,
        },
    )
    names = ", ".join("'{}'".format(name.replace("'", "''")) for name in (str(path.absolute()), file_pattern(path)))
    room.execute(f"SET allowed_paths = [{names}]")
    room.execute("SET enable_external_access = false")
    room.execute("SET lock_configuration = true")
    return room


def file_pattern(path: Path) -> str:
    """What DuckDB takes for this file alone: to it a star in a file's name stands for many files."""
    return str(path.absolute()).translate(GLOB)


def _table(room: "DuckDBPyConnection", path: Path, written: Written, watch: Watch) -> Table:
    file, source = path.name, [file_pattern(path)]
    room.execute("SELECT * FROM read_parquet(?, hive_partitioning = false) LIMIT 0", source)
    columns = [(name, str(kind)) for name, kind, *_ in room.description or ()]
    names = tuple(name.strip() for name, _ in columns)
    if problems := header_problems(names, file, None, [str(place) for place in range(1, len(names) + 1)]):
        raise DataError(problems)
    (total,) = room.execute("SELECT count(*) FROM read_parquet(?)", source).fetchone() or (0,)
    refuse_vast(total * len(columns), file)
    wanted = ", ".join(_expression(place, kind) for place, (_, kind) in enumerate(columns, 1))
    letters = ", ".join(f"c{place}" for place in range(1, len(columns) + 1))
    room.execute(f"SELECT {wanted} FROM read_parquet(?, hive_partitioning = false) AS t({letters})", source)  # noqa: S608 no name of theirs
    rows = [
        Row(number, {name: cell_text(value, written.decimal) for name, value in zip(names, values, strict=True)})
        for number, values in enumerate(watch(_fetched(room), f"Reading {file}", total), 1)
    ]
    rows = [row for row in rows if any(row.cells.values())]
    refuse_empty(rows, file)
    flaws = {
        name: (Problem(file, "holds what is no plain number, text or day: write it so", field=f"column {name}"),)
        for name, (_, kind) in zip(names, columns, strict=True)
        if not _is_read(kind)
    }
    return Table(file, names, tuple(rows), header_row=None, flaws=flaws)


def _is_read(kind: str) -> bool:
    plain = kind.partition("(")[0]
    return (
        kind in AS_THEY_ARE | AS_TEXT or (plain in {"DECIMAL", "ENUM"} and not kind.endswith("]")) or _is_moment(kind)
    )


def _is_moment(kind: str) -> bool:
    return kind.startswith("TIMESTAMP") and kind.removeprefix("TIMESTAMP") in {"", "_S", "_MS", "_NS"}


def _expression(place: int, kind: str) -> str:
    """What to ask of a column; days beyond Python's calendar come as text, and so are refused where they are used."""
    if not _is_read(kind):
        return "NULL"
    if kind in AS_THEY_ARE or kind.startswith("DECIMAL"):
        return f"c{place}"
    return f"regexp_replace(CAST(c{place} AS VARCHAR), ' 00:00:00$', '')"  # a moment at midnight is a day


def _fetched(room: "DuckDBPyConnection") -> Iterator[tuple[object, ...]]:
    while rows := room.fetchmany(A_PIECE):
        yield from rows
