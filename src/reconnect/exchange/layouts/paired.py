"""Paired: a row a person, or a person and measure; a column an occasion."""

from collections.abc import Iterator

from reconnect.exchange.cells import Cell, Sheet
from reconnect.exchange.layouts.codes import measure_codes
from reconnect.exchange.mapping import Columns, MeasureMap
from reconnect.model.occasion import Occasion


def paired_cells(sheet: Sheet) -> Iterator[Cell]:
    """The cells of a table whose columns are occasions, of one measure a row or of several."""
    if sheet.columns.measure is None:
        for row in sheet.table.rows:
            for name, measure in sheet.mapping.measures.items():
                for occasion, column in occasion_columns(measure):
                    yield Cell(row, column, name, occasion)
        return
    codes = measure_codes(sheet)
    for row in sheet.table.rows:
        name = codes.get(row.cells[sheet.columns.measure], "")
        if not name:
            sheet.refuse(f"not a measure; there are: {', '.join(codes)}", row, sheet.columns.measure)
            continue
        for occasion, column in occasion_columns(sheet.columns):
            yield Cell(row, column, name, occasion)


def occasion_columns(columns: Columns | MeasureMap) -> list[tuple[Occasion, str]]:
    """The occasions that have a column, with its name."""
    named = [(Occasion.PRE, columns.pre), (Occasion.POST, columns.post), (Occasion.FOLLOW_UP, columns.follow_up)]
    return [(occasion, column) for occasion, column in named if column is not None]
