"""Long: a row a person and occasion, a column a measure."""

from collections.abc import Iterator

from reconnect.exchange.layouts.codes import kept_rows, occasion_codes, read_occasion
from reconnect.exchange.sheet import Sheet
from reconnect.exchange.slot import Slot


def long_slots(sheet: Sheet) -> Iterator[Slot]:
    """The slots of a table with columns for person, occasion and each measure."""
    codes = occasion_codes(sheet)
    for row in kept_rows(sheet):
        occasion = read_occasion(sheet, row, codes)
        if occasion is not None:
            for name, told in sheet.mapping.measures.items():
                yield Slot(row, told.column or "", name, occasion)
