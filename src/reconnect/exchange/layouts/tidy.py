"""Tidy: a row a value."""

from collections.abc import Iterator

from reconnect.exchange.layouts.codes import kept_rows, measure_codes, occasion_codes, read_measure, read_occasion
from reconnect.exchange.sheet import Sheet
from reconnect.exchange.slot import Slot


def tidy_slots(sheet: Sheet) -> Iterator[Slot]:
    """The slots of a table with columns for person, measure, occasion and value."""
    occasions, measures = occasion_codes(sheet), measure_codes(sheet)
    for row in kept_rows(sheet):
        occasion = read_occasion(sheet, row, occasions)
        measure = read_measure(sheet, row, measures)
        if measure is not None and occasion is not None:
            yield Slot(row, sheet.columns.value or "", measure, occasion)
