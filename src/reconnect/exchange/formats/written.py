"""What a mapping file says of how its tables are written."""

from dataclasses import dataclass

from reconnect.exchange.number import Decimal


@dataclass(frozen=True, slots=True)
class Written:
    """``encoding`` and ``delimiter`` (None: found from the header) of CSV, and the mark before decimals.

    ``sheet`` is the sheet of a workbook (None: its only one).
    """

    encoding: str = "utf-8"
    delimiter: str | None = None
    decimal: Decimal = Decimal.POINT
    sheet: str | None = None
