"""The codes a table writes for occasions and measures."""

from collections.abc import Iterator

from reconnect.exchange.code import CodeBook
from reconnect.exchange.mapping import OccasionCodes
from reconnect.exchange.sheet import Sheet
from reconnect.exchange.table import Row
from reconnect.model.occasion import Occasion


def occasion_codes(sheet: Sheet) -> CodeBook[Occasion]:
    """What each code stands for; without [occasions] the codes are pre, post and follow_up."""
    codes = sheet.mapping.occasions or OccasionCodes(Occasion.PRE, Occasion.POST, Occasion.FOLLOW_UP)
    pairs = [(codes.pre, Occasion.PRE), (codes.post, Occasion.POST), (codes.follow_up, Occasion.FOLLOW_UP)]
    return CodeBook.of([(code, occasion) for code, occasion in pairs if code is not None], sheet.mapping.decimal)


def measure_codes(sheet: Sheet) -> CodeBook[str]:
    """The measure that each code stands for; without a code of its own a measure is written as its id."""
    own = {name: told.code for name, told in sheet.mapping.measures.items() if told.code is not None}
    return CodeBook.of([(own.get(name, name), name) for name in sheet.measures], sheet.mapping.decimal)


def kept_rows(sheet: Sheet) -> Iterator[Row]:
    """The rows but those whose occasion the mapping ignores."""
    ignored = ignored_codes(sheet)
    return (row for row in sheet.table.rows if row.cells[sheet.columns.occasion or ""] not in ignored)


def read_occasion(sheet: Sheet, row: Row, codes: CodeBook[Occasion]) -> Occasion | None:
    """The occasion of a kept row; None after noting a problem."""
    column = sheet.columns.occasion or ""
    occasion = codes.get(row.cells[column])
    if occasion is None:
        known = ", ".join([*codes.words, *(f"{each} (ignored)" for each in sorted(ignored_codes(sheet).words))])
        sheet.refuse(f"not an occasion; the codes are: {known}", row, column)
    return occasion


def read_measure(sheet: Sheet, row: Row, codes: CodeBook[str]) -> str | None:
    """The measure that a row is of; None after noting a problem."""
    column = sheet.columns.measure or ""
    measure = codes.get(row.cells[column])
    if measure is None:
        sheet.refuse(f"not a measure; there are: {', '.join(codes.words)}", row, column)
    return measure


def ignored_codes(sheet: Sheet) -> CodeBook[bool]:
    """The codes of rows that the mapping passes over."""
    codes = (sheet.mapping.occasions or OccasionCodes()).ignore
    return CodeBook.of([(code, True) for code in codes], sheet.mapping.decimal)
