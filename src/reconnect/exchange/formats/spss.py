"""SPSS: the cases of a .sav or .zsav file, with the labels that it gives its codes."""

import io
import warnings
from collections.abc import Mapping, Sequence

from reconnect.errors import DataError, Problem
from reconnect.exchange.cell import cell_text
from reconnect.exchange.formats.written import Written
from reconnect.exchange.progress import Watch
from reconnect.exchange.table import MOST_CELLS, Row, Table, header_problems, refuse_empty, refuse_vast

INSTALL = 'to read SPSS files, install the reader: pip install "reconnect[spss]"; or save the file as CSV or .xlsx'


def read_spss(data: bytes, file: str, written: Written, watch: Watch) -> Table:
    """The table in ``data``: rows count as SPSS counts cases, from 1.

    What SPSS holds for missing, by itself or because the file declares the value so, is an empty cell and never a
    number. Raises DataError where the file is damaged or too large, and where pyreadstat is not installed.
    """
    columns, labels = _read(data, file)
    names = tuple(name.strip() for name in columns)
    if problems := header_problems(names, file, None, [str(place) for place in range(1, len(names) + 1)]):
        raise DataError(problems)
    cases = list(zip(*columns.values(), strict=True))
    rows = [
        Row(number, {name: cell_text(value, written.decimal) for name, value in zip(names, case, strict=True)})
        for number, case in enumerate(watch(cases, f"Reading {file}", len(cases)), 1)
    ]
    rows = [row for row in rows if any(row.cells.values())]
    refuse_empty(rows, file)
    words = {
        name.strip(): {cell_text(code, written.decimal): label.strip() for code, label in each.items() if label.strip()}
        for name, each in labels.items()
    }
    return Table(file, names, tuple(rows), header_row=None, labels=words)


def _read(data: bytes, file: str) -> tuple[Mapping[str, Sequence[object]], Mapping[str, dict[float | int, str]]]:
    try:
        from pyreadstat import read_sav  # noqa: PLC0415 an extra, and nobody else waits for it
    except ImportError:
        raise DataError([Problem(file, INSTALL)]) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a file of which something is lost is not read exactly
            _, about = read_sav(io.BytesIO(data), metadataonly=True, output_format="dict")
            width, declared = max(1, len(about.column_names)), about.number_rows
            refuse_vast((declared or 0) * width, file)
            columns, about = read_sav(io.BytesIO(data), output_format="dict", row_limit=MOST_CELLS // width + 1)
        rows = {len(each) for each in columns.values()}
        if None in columns or len(rows) != 1 or (declared is not None and rows != {declared}):
            raise EOFError
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001 a damaged file makes its reader raise anything
        message = f"a damaged SPSS file ({type(error).__name__}): open it in SPSS and save it anew"
        raise DataError([Problem(file, message)]) from None
    refuse_vast(width * max(rows), file)
    return columns, about.variable_value_labels
