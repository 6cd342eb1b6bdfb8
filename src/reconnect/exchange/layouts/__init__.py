"""The layouts a table can have, each turned into cells."""

from collections.abc import Callable, Iterator

from reconnect.exchange.cells import Cell, Sheet
from reconnect.exchange.layouts.long import long_cells
from reconnect.exchange.layouts.paired import paired_cells
from reconnect.exchange.layouts.tidy import tidy_cells
from reconnect.exchange.mapping import Layout

LAYOUTS: dict[Layout, Callable[[Sheet], Iterator[Cell]]] = {
    Layout.TIDY: tidy_cells,
    Layout.LONG: long_cells,
    Layout.PAIRED: paired_cells,
}
