"""The codes a table writes for occasions and measures."""

from collections.abc import Iterator

from reconnect.exchange.cells import Sheet
from reconnect.exchange.mapping import OccasionCodes
from reconnect.exchange.table import Row
from reconnect.model.occasion import Occasion


def occasion_codes(sheet: Sheet) -> dict[str, Occasion]:
    """``{code: occasion}``; without [occasions] the codes are pre, post and follow_up."""
    codes = sheet.mapping.occasions
    if codes is None:
        return {occasion.value: occasion for occasion in Occasion}
    pairs = [(codes.pre, Occasion.PRE), (codes.post, Occasion.POST), (codes.follow_up, Occasion.FOLLOW_UP)]
    return {str(code): occasion for code, occasion in pairs if code is not None}


def measure_codes(sheet: Sheet) -> dict[str, str]:
    """``{code: measure id}``; without a code of its own a measure is written as its id."""
    own = {name: measure.code for name, measure in sheet.mapping.measures.items()}
    return {str(name if own.get(name) is None else own[name]): name for name in sheet.measures}


def kept_rows(sheet: Sheet) -> Iterator[Row]:
    """The rows but those whose occasion the mapping ignores."""
    ignored = _ignored(sheet)
    return (row for row in sheet.table.rows if row.cells[sheet.columns.occasion or ""] not in ignored)


def read_occasion(sheet: Sheet, row: Row, codes: dict[str, Occasion]) -> Occasion | None:
    """The occasion of a kept row; None after noting a problem."""
    column = sheet.columns.occasion or ""
    code = row.cells[column]
    if code not in codes:
        known = ", ".join([*codes, *(f"{each} (ignored)" for each in sorted(_ignored(sheet)))])
        sheet.refuse(f"not an occasion; the codes are: {known}", row, column)
    return codes.get(code)


def _ignored(sheet: Sheet) -> set[str]:
    return {str(code) for code in (sheet.mapping.occasions or OccasionCodes()).ignore}
