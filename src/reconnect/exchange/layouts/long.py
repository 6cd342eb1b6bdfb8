"""Long: a row a person and occasion, a column a measure."""

from collections.abc import Iterator

from reconnect.exchange.cells import Cell, Sheet
from reconnect.exchange.layouts.codes import kept_rows, occasion_codes, read_occasion


def long_cells(sheet: Sheet) -> Iterator[Cell]:
    """The cells of a table with columns for person, occasion and each measure."""
    codes = occasion_codes(sheet)
    for row in kept_rows(sheet):
        occasion = read_occasion(sheet, row, codes)
        if occasion is not None:
            for name, measure in sheet.mapping.measures.items():
                yield Cell(row, measure.column or "", name, occasion)
