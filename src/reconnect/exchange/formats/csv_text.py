"""CSV: text cells between commas, semicolons or tabs."""

import codecs
import csv
import io

from reconnect.errors import DataError, Problem
from reconnect.exchange.formats.written import Written
from reconnect.exchange.table import Row, Table, header_problems, refuse_empty

DELIMITERS = (",", ";", "\t")
ENCODING_HELP = 'Save it as UTF-8, or name its encoding in the mapping file, such as encoding = "latin-1"'


def read_csv(data: bytes, file: str, written: Written) -> Table:
    """The table in ``data``. The delimiter, if none is told, is the one of ``, ; tab`` that the header holds most of.

    Raises DataError with every row that has too few or too many cells, or the reason why nothing can be read.
    """
    text, delimiter = _decode(data, file, written.encoding), written.delimiter
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
    (first, names), *rows = rows
    problems = header_problems(names, file, first, [str(place) for place in range(1, len(names) + 1)])
    problems += [
        Problem(file, f"has {len(cells)} cells, the header has {len(names)}", row=number)
        for number, cells in rows
        if len(cells) != len(names)
    ]
    if problems:
        raise DataError(problems)
    refuse_empty(rows, file)
    return Table(
        file, tuple(names), tuple(Row(number, dict(zip(names, cells, strict=True))) for number, cells in rows), first
    )


def _decode(data: bytes, file: str, encoding: str) -> str:
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
