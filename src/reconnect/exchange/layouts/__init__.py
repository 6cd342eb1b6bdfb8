"""The layouts a table can have, each turned into slots."""

from collections.abc import Callable, Iterator

from reconnect.exchange.layouts.long import long_slots
from reconnect.exchange.layouts.paired import paired_slots
from reconnect.exchange.layouts.tidy import tidy_slots
from reconnect.exchange.mapping import Layout
from reconnect.exchange.sheet import Sheet
from reconnect.exchange.slot import Slot

LAYOUTS: dict[Layout, Callable[[Sheet], Iterator[Slot]]] = {
    Layout.TIDY: tidy_slots,
    Layout.LONG: long_slots,
    Layout.PAIRED: paired_slots,
}
