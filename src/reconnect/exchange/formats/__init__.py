"""Tables out of files: CSV, Excel, SPSS and Parquet, told apart by their ending and their first bytes."""

from pathlib import Path

from reconnect.errors import DataError, Problem
from reconnect.exchange.file_bytes import load_bytes
from reconnect.exchange.formats.csv_text import read_csv
from reconnect.exchange.formats.excel import read_excel
from reconnect.exchange.formats.parquet import read_parquet
from reconnect.exchange.formats.spss import read_spss
from reconnect.exchange.formats.written import Written
from reconnect.exchange.progress import Watch, unwatched
from reconnect.exchange.table import Table

# What a file begins with, what that makes it, and how its name must then end.
SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "an Excel workbook, or a zip file", ".xlsx"),
    (b"PAR1", "a Parquet file", ".parquet"),
    (b"$FL2", "an SPSS file", ".sav"),
    (b"$FL3", "a compressed SPSS file", ".zsav"),
)
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # an .xls file, and a workbook with a password
OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
NAMES = {".xlsx": "an Excel workbook", ".parquet": "a Parquet file", ".sav": "an SPSS file", ".zsav": "an SPSS file"}


def load_table(path: Path, written: Written, watch: Watch = unwatched) -> Table:
    """The table in the file at ``path``. Raises DataError with everything that keeps it from being read exactly."""
    data, ending = load_bytes(path), path.suffix.lower()
    _check_ending(data, ending, path.name)
    if written.sheet is not None and ending != ".xlsx":
        raise DataError([Problem(path.name, "only an Excel workbook has sheets: leave sheet out of the mapping file")])
    match ending:
        case ".xlsx":
            return read_excel(data, path.name, written, watch)
        case ".sav" | ".zsav":
            return read_spss(data, path.name, written, watch)
        case ".parquet":
            return read_parquet(path, written, watch)
        case _:
            return read_csv(data, path.name, written)


def _check_ending(data: bytes, ending: str, file: str) -> None:
    if data.startswith(OLD_EXCEL):
        message = "an old Excel file, or one with a password: save it as .xlsx without a password, or as CSV"
        raise DataError([Problem(file, message)])
    if ending in OTHER_SPREADSHEETS:
        raise DataError([Problem(file, "a spreadsheet of this kind is not read: save it as .xlsx, or as CSV")])
    held = next(((what, right) for sign, what, right in SIGNS if data.startswith(sign)), None)
    if held is not None and held[1] != ending:
        what, right = held
        help_with = ", or save the sheet as CSV" if right == ".xlsx" else ""
        raise DataError([Problem(file, f"this is {what}: let its name end in {right}{help_with}")])
    if held is None and ending in NAMES:
        message = f"its name ends in {ending}, but it does not hold {NAMES[ending]}: save it anew, or name it as it is"
        raise DataError([Problem(file, message)])
