"""Paired: a row a person, or a person and measure; a column an occasion."""

from collections.abc import Iterator

from reconnect.exchange.layouts.codes import measure_codes, read_measure
from reconnect.exchange.mapping import Columns, MeasureMap
from reconnect.exchange.sheet import Sheet
from reconnect.exchange.slot import Slot
from reconnect.model.occasion import Occasion


def paired_slots(sheet: Sheet) -> Iterator[Slot]:
    """The slots of a table whose columns are occasions, of one measure a row or of several."""
    if sheet.columns.measure is None:
        for row in sheet.table.rows:
            for name, told in sheet.mapping.measures.items():
                for occasion, column in occasion_columns(told):
                    yield Slot(row, column, name, occasion)
        return
    codes = measure_codes(sheet)
    for row in sheet.table.rows:
        measure = read_measure(sheet, row, codes)
        if measure is not None:
            for occasion, column in occasion_columns(sheet.columns):
                yield Slot(row, column, measure, occasion)


def occasion_columns(columns: Columns | MeasureMap) -> list[tuple[Occasion, str]]:
    """The occasions that have a column, with its name."""
    named = [(Occasion.PRE, columns.pre), (Occasion.POST, columns.post), (Occasion.FOLLOW_UP, columns.follow_up)]
    return [(occasion, column) for occasion, column in named if column is not None]
