"""Tidy: a row a value."""

from collections.abc import Iterator

from reconnect.exchange.cells import Cell, Sheet
from reconnect.exchange.layouts.codes import kept_rows, measure_codes, occasion_codes, read_occasion


def tidy_cells(sheet: Sheet) -> Iterator[Cell]:
    """The cells of a table with columns for person, measure, occasion and value."""
    occasions, measures = occasion_codes(sheet), measure_codes(sheet)
    column, value = sheet.columns.measure or "", sheet.columns.value or ""
    for row in kept_rows(sheet):
        occasion = read_occasion(sheet, row, occasions)
        measure = measures.get(row.cells[column])
        if measure is None:
            sheet.refuse(f"not a measure; there are: {', '.join(measures)}", row, column)
        elif occasion is not None:
            yield Cell(row, value, measure, occasion)
