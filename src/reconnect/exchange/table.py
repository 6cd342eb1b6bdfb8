"""A table of text cells from a CSV file, with the row numbers a spreadsheet shows."""

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

from reconnect.errors import DataError, Problem

DELIMITERS = (",", ";", "\t")
ENCODING_HELP = 'Save it as UTF-8, or name its encoding in the mapping file, such as encoding = "latin-1"'


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` counts from the header, which is row 1; cells by column name, stripped of spaces."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns and its rows, empty rows left out."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def load_table(path: Path, encoding: str, delimiter: str | None) -> Table:
    """The table in the file at ``path``; raises as ``read_table`` does, also where the file cannot be read."""
    return read_table(load_bytes(path), path.name, encoding=encoding, delimiter=delimiter)


def load_bytes(path: Path) -> bytes:
    """The file's bytes. Raises DataError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError([Problem(path.name, f"cannot be read: {error.strerror}")]) from None


def read_table(data: bytes, file: str, *, encoding: str = "utf-8", delimiter: str | None = None) -> Table:
    """The table in ``data``. The delimiter, if None, is the one of ``, ; tab`` that the header holds most of.

    Raises DataError with every row that has too few or too many cells, or the reason why nothing can be read.
    """
    text = _decode(data, file, encoding)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        raise DataError([Problem(file, 'the mapping file\'s delimiter must be one character, such as ";"')])
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True))
    except csv.Error as error:
        raise DataError([Problem(file, f"not a readable CSV file: {error}")]) from None
    rows = [(number, [cell.strip() for cell in record]) for number, record in enumerate(records, 1)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        raise DataError([Problem(file, "the file is empty: it needs a row of column names and a row a person")])
    header = tuple(rows[0][1])
    problems = _header_problems(header, file)
    problems += [
        Problem(file, f"has {len(cells)} cells, the header has {len(header)}", row=number)
        for number, cells in rows[1:]
        if len(cells) != len(header)
    ]
    if not problems and len(rows) == 1:
        problems.append(Problem(file, "there are column names, but no rows below them"))
    if problems:
        raise DataError(problems)
    return Table(file, header, tuple(Row(number, dict(zip(header, cells, strict=True))) for number, cells in rows[1:]))


def _decode(data: bytes, file: str, encoding: str) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise DataError([Problem(file, "this is a spreadsheet or a zip file: save the sheet as CSV")])
    try:
        if codecs.lookup(encoding).name == "utf-8":
            encoding = "utf-8-sig"
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        message = f"not {encoding.removesuffix('-sig').upper()} text. {ENCODING_HELP}"
        raise DataError([Problem(file, message, row=row)]) from None
    except (LookupError, ValueError):
        raise DataError([Problem(file, "the mapping file names an encoding that does not exist")]) from None
    if "\0" in text:
        raise DataError([Problem(file, f"holds NUL characters, so it is no plain text. {ENCODING_HELP}")])
    return text


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each))))


def _header_problems(header: tuple[str, ...], file: str) -> list[Problem]:
    if any(_looks_like_a_number(name) for name in header):
        # Then the first row may be a person's: nothing of it is quoted.
        return [Problem(file, "the first row holds numbers: it must hold the columns' names", row=1)]
    problems = [
        Problem(file, f"columns {' and '.join(map(str, places))} have the same name", row=1)
        for name, places in _places(header).items()
        if len(places) > 1 and name
    ]
    if "" in header:
        place = header.index("") + 1
        problems.append(Problem(file, f"column {place} has no name: name it, or take the column out", row=1))
    return problems


def _places(header: tuple[str, ...]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header, 1):
        places.setdefault(name, []).append(place)
    return places


def _looks_like_a_number(name: str) -> bool:
    return bool(name) and name.strip("-+.,").replace(".", "", 1).replace(",", "", 1).isdigit()
