"""What a typed cell says, as the text that a CSV file would hold."""

from datetime import datetime, time
from decimal import Decimal as Exact
from math import isfinite

from reconnect.exchange.number import Decimal


def cell_text(value: object, decimal: Decimal) -> str:
    """``value`` as text: every digit, whole numbers without decimals, days as 2026-01-31, an empty cell as "".

    Numbers bear the mark ``decimal``, so that a typed 4.5 and a written "4,5" of one table are read alike.
    """
    match value:
        case None:
            text = ""
        case str():
            text = value.strip()
        case bool():
            text = "TRUE" if value else "FALSE"
        case float() | Exact():
            text = _number_text(value, decimal)
        case datetime():
            text = value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case _:  # whole numbers, days and times of day
            text = str(value)
    return text


def _number_text(number: float | Exact, decimal: Decimal) -> str:
    if not isfinite(number):
        return str(number)
    # repr holds the shortest digits that read back as the same float; "f" keeps them all, without an exponent.
    text = f"{Exact(repr(number)) if isinstance(number, float) else number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", decimal)
