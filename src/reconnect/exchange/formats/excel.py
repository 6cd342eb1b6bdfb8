"""Excel: one sheet of an .xlsx workbook."""

import io
import re
import warnings
from collections.abc import Callable
from functools import partial
from typing import IO, Any
from zipfile import ZipFile

from reconnect.errors import DataError, Problem
from reconnect.exchange.cell import cell_text
from reconnect.exchange.formats.archive import open_archive
from reconnect.exchange.formats.sheet_cells import DURATION, PER_CENT, Merged, SheetReader, SheetRow
from reconnect.exchange.formats.written import Written
from reconnect.exchange.progress import Watch
from reconnect.exchange.table import Row, Table, header_problems, refuse_empty, refuse_vast

WRITTEN_OUT = re.compile(r'"[^"]*"|\\.')  # in a number's format, signs that only stand beside the number
MERGED_NAMES = "merged cells: the first row that is not empty must hold a name for each column, in a cell of its own"
MERGED = "merged cells: take the merging apart, so that each row has its own"


def read_excel(data: bytes, file: str, written: Written, watch: Watch) -> Table:
    """The table in the one sheet of the workbook in ``data``, or in the sheet that ``written`` names.

    Column names stand in the first row that is not empty. Raises DataError with what keeps it from being read exactly.
    """
    with open_archive(data, file) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that hold no cell
        try:
            reader, part = _sheet(archive, data, file, written.sheet)
            with archive.open(part) as xml:
                rows = _rows(reader, xml, file, watch)
        except DataError:
            raise
        except Exception as error:  # noqa: BLE001 a damaged workbook makes its reader raise anything
            message = f"a damaged workbook ({type(error).__name__}): open it in a spreadsheet program and save it anew"
            raise DataError([Problem(file, message)]) from None
    return _table(rows, reader.merged, file, written)


def _sheet(archive: ZipFile, data: bytes, file: str, wanted: str | None) -> tuple[SheetReader, str]:
    """A reader of the wanted sheet, and the part of the archive that holds it."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 openpyxl takes a fifth of a second
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415

    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    sheets = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets() if rel.Type.endswith("/worksheet")}
    part = _chosen(sheets, file, wanted)
    days, others = _number_styles(archive)
    as_day: Callable[[float], object] = partial(from_excel, epoch=reader.wb.epoch)
    return SheetReader(reader.shared_strings, days, others, as_day), part


def _number_styles(archive: ZipFile) -> tuple[set[int], dict[int, str]]:
    """The styles that show a number as a day, and those that show it as what it is not, with what to do."""
    from openpyxl.styles import numbers  # noqa: PLC0415
    from openpyxl.styles.stylesheet import Stylesheet  # noqa: PLC0415
    from openpyxl.xml.constants import ARC_STYLE  # noqa: PLC0415
    from openpyxl.xml.functions import fromstring  # noqa: PLC0415

    days: set[int] = set()
    others: dict[int, str] = {}
    if ARC_STYLE not in archive.namelist():
        return days, others
    tree: Any = fromstring(archive.read(ARC_STYLE))
    style: Any = Stylesheet.from_tree(tree)
    for number, each in enumerate(style.cell_styles):
        own = each.numFmtId - numbers.BUILTIN_FORMATS_MAX_SIZE
        code = style.number_formats[own] if own >= 0 else numbers.builtin_format_code(each.numFmtId)
        if numbers.is_timedelta_format(code):
            others[number] = DURATION
        elif numbers.is_date_format(code):
            days.add(number)
        elif "%" in WRITTEN_OUT.sub("", code or ""):
            others[number] = PER_CENT
    return days, others


def _chosen(sheets: dict[str, str], file: str, wanted: str | None) -> str:
    if wanted is not None and wanted not in sheets:
        raise DataError(
            [Problem(file, f"has no sheet {wanted}: give the name on its tab as sheet in the mapping file")]
        )
    if wanted is None and len(sheets) != 1:
        # The names on the tabs may be people's: they are not told.
        message = f'has {len(sheets)} sheets (hidden ones count): name one in the mapping file, as sheet = "..."'
        raise DataError([Problem(file, message)])
    return sheets[wanted] if wanted is not None else next(iter(sheets.values()))


def _rows(reader: SheetReader, xml: IO[bytes], file: str, watch: Watch) -> list[SheetRow]:
    rows, cells = [], 0
    for row in watch(reader.rows(xml), f"Reading {file}", None):
        cells += len(row.values) + len(row.flaws)
        refuse_vast(cells, file)
        if row.values or row.flaws:
            rows.append(row)
    return rows


def _table(rows: list[SheetRow], merged: list[Merged], file: str, written: Written) -> Table:
    if not rows:
        raise DataError([Problem(file, "the sheet is empty: it needs a row of column names and a row a person")])
    first, *rows = rows
    merged = [block for block in merged if block.last_row >= first.number]
    if any(block.first_row <= first.number for block in merged):
        raise DataError([Problem(file, MERGED_NAMES, first.number)])
    names = {column: cell_text(value, written.decimal) for column, value in first.values.items()}
    filled = {column for row in rows for column in (*row.values, *row.flaws)}
    columns = sorted(names.keys() | first.flaws.keys() | filled)
    header = [names.get(column, "") for column in columns]
    if problems := header_problems(header, file, first.number, [column_letters(each) for each in columns]):
        raise DataError(problems)
    texts = [
        Row(
            row.number,
            {
                name: cell_text(row.values.get(column), written.decimal)
                for column, name in zip(columns, header, strict=True)
            },
        )
        for row in rows
    ]
    texts = [row for row in texts if any(row.cells.values())]
    refuse_empty(texts, file)
    flaws: dict[str, tuple[Problem, ...]] = {}
    for column, name in zip(columns, header, strict=True):
        found = [(row.number, row.flaws[column]) for row in rows if column in row.flaws]
        found += [(block.first_row, MERGED) for block in merged if block.first_column <= column <= block.last_column]
        if found:
            flaws[name] = tuple(Problem(file, message, row, f"column {name}") for row, message in sorted(found))
    return Table(file, tuple(header), tuple(texts), first.number, flaws)


def column_letters(column: int) -> str:
    """The letters above a column: A for 1, AA for 27."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
