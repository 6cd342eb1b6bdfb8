"""What every layout comes down to: one slot for each value that was to be given."""

from typing import NamedTuple

from reconnect.exchange.table import Row
from reconnect.model.occasion import Occasion


class Slot(NamedTuple):
    """The place in a table that holds, or leaves out, one value of one person."""

    row: Row
    column: str
    measure: str
    occasion: Occasion
