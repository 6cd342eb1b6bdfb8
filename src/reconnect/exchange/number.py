"""Numbers and dates out of cells: exactly what is written, or nothing."""

import re
from datetime import date
from enum import StrEnum


class Decimal(StrEnum):
    """The mark before decimals."""

    POINT = "."
    COMMA = ","


_NUMBERS = {mark: re.compile(rf"[+-]?[0-9]+(?:{re.escape(mark)}([0-9]+))?") for mark in Decimal}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_number(text: str, decimal: Decimal) -> int | float | None:
    """The number in ``text``, an int where it is whole (also "3.0"), or None where it is no plain number.

    Words such as nan or inf, exponents, thousands marks and other scripts' digits are no plain numbers.
    """
    match = _NUMBERS[decimal].fullmatch(text)
    if match is None or len(text) > 30:
        return None
    if (match[1] or "").strip("0") == "":
        return int(text.partition(decimal)[0])
    return float(text.replace(decimal, "."))


def parse_date(text: str) -> date | None:
    """The day in ``text`` written as 2026-01-31, or None."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
