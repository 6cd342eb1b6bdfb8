"""A CSV table saved as a workbook, an SPSS file or a Parquet file, typed as those programs would type it."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import duckdb
from openpyxl import Workbook
from sav_file import DATE, A, F, Variable, sav_bytes

from reconnect.exchange.number import Decimal, parse_date, parse_number

INLINE = re.compile(rb'(<c r="[A-Z]+[0-9]+" (?:s="[0-9]+" )?)t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
SHEET_NS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.sharedStrings+xml"/>'
)
Cell = float | str | date | None


def columns_of(text: str) -> dict[str, list[Cell]]:
    """The columns of a CSV ``text``: numbers and days where every filled cell is one, else text."""
    header, *rows = csv.reader(io.StringIO(text))
    return {name.strip(): _typed([row[place].strip() for row in rows]) for place, name in enumerate(header)}


def _typed(cells: Sequence[str]) -> list[Cell]:
    filled = [cell for cell in cells if cell and cell != "NA"]
    if filled and all(parse_date(cell) for cell in filled):
        return [parse_date(cell) for cell in cells]
    if filled and all(parse_number(cell, Decimal.POINT) is not None for cell in filled):
        return [parse_number(cell, Decimal.POINT) for cell in cells]
    return [cell or None for cell in cells]


def as_workbook(text: str) -> bytes:
    """One sheet; whole numbers as whole, others as floats, days as days, gaps as empty cells."""
    book, columns = Workbook(), columns_of(text)
    sheet = book.active
    sheet.append(list(columns))
    for row in zip(*columns.values(), strict=True):
        sheet.append(row)
    for cell in (cell for row in sheet.rows for cell in row if isinstance(cell.value, str)):
        cell.data_type = "s"  # also what looks like a formula or an error is the text it is
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_shared_texts(data: bytes) -> bytes:
    """The workbook as Excel itself would save it: every text once in a part of its own, cells holding its place."""
    texts: list[bytes] = []

    def shared(cell: re.Match[bytes]) -> bytes:
        texts.append(cell[2])
        return cell[1] + b't="s"><v>%d</v></c>' % (len(texts) - 1)

    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = INLINE.sub(shared, old.read(name))
            new.writestr(name, part.replace(b"</Types>", SHARED_TYPE + b"</Types>"))
        strings = b"".join(b"<si>%s</si>" % text for text in texts)
        new.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (SHEET_NS, strings))
    return out.getvalue()


def as_spss(text: str) -> bytes:
    """Every number a double, as SPSS holds it; days as DATE; text as wide as its widest cell."""
    variables = []
    for name, cells in columns_of(text).items():
        words = [cell for cell in cells if isinstance(cell, str)]
        if words:
            width = max(len(cell.encode()) for cell in words)
            variables.append(Variable(name, cells, width, A))
        else:
            variables.append(Variable(name, cells, kind=DATE if any(isinstance(each, date) for each in cells) else F))
    return sav_bytes(variables)


def as_parquet(text: str, path: Path) -> bytes:
    """BIGINT, DOUBLE, DATE or VARCHAR by column; written to ``path``."""
    columns = columns_of(text)
    with duckdb.connect() as room:
        kinds = ", ".join(f'"{name}" {_kind(cells)}' for name, cells in columns.items())
        room.execute(f"CREATE TABLE t ({kinds})")
        places = ", ".join("?" * len(columns))
        if rows := list(zip(*columns.values(), strict=True)):
            lines = ", ".join([f"({places})"] * len(rows))
            room.execute(f"INSERT INTO t VALUES {lines}", [cell for row in rows for cell in row])  # noqa: S608 places only
        room.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


def _kind(cells: Sequence[Cell]) -> str:
    filled = [cell for cell in cells if cell is not None]
    for kind, name in ((str, "VARCHAR"), (date, "DATE"), (float, "DOUBLE")):
        if any(isinstance(cell, kind) for cell in filled):
            return name
    return "BIGINT"


SAVED: dict[str, Callable[[str, Path], bytes]] = {
    ".xlsx": lambda text, _: as_workbook(text),
    ".sav": lambda text, _: as_spss(text),
    ".parquet": as_parquet,
}


def save_as(text: str, path: Path) -> Path:
    """``text`` in the format that the ending of ``path`` names; the path."""
    path.write_bytes(SAVED[path.suffix](text, path) if path.suffix in SAVED else text.encode())
    return path
