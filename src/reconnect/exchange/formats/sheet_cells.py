"""The cells of one sheet of a workbook, from its XML: typed values, and the cells that have none worth the name.

openpyxl reads formulas or their results, not both, and in its reading mode neither sees merged cells nor minds a row
number of a thousand million. Here a sheet is gone through once, and a cell that cannot be told exactly is a flaw.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO
from xml.etree.ElementTree import Element, iterparse

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # Excel's own
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")

NO_RESULT = "a formula without a result: open the file in a spreadsheet program, let it calculate, and save it"
ERROR = "an error value, such as a division by zero: mend it, or empty the cell"
DURATION = "shown as hours and minutes, and yet a part of a day: show it as a number"
PER_CENT = "shown as per cent, and yet a part of one: show it as a number"
NO_DATE = "shown as a date, but no day of the calendar: mend it, or show it as a number"


class UnreadableSheetError(Exception):
    """The XML is not a sheet as spreadsheet programs write it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells, first and last included; rows and columns count from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The filled cells of a row by column (from 1), and messages for those that cannot be told."""

    number: int
    values: dict[int, object]
    flaws: dict[int, str]


@dataclass(slots=True)
class SheetReader:
    """Goes through a sheet. ``strings`` are the workbook's shared texts; ``as_day`` turns the number of a date cell.

    ``day_styles`` are the styles that show a number as a date, ``other_styles`` those that show it as something that
    it is not, with what to do. ``merged`` is complete after the last row.
    """

    strings: list[str]
    day_styles: Set[int]
    other_styles: Mapping[int, str]
    as_day: Callable[[float], object]
    merged: list[Merged] = field(default_factory=list)

    def rows(self, xml: IO[bytes]) -> Iterator[SheetRow]:
        """The rows in their order, empty ones included. Raises UnreadableSheetError; the parser raises ParseError."""
        last, data = 0, None
        for event, element in iterparse(xml, ("start", "end")):  # noqa: S314 no part holds a document type (archive)
            if event == "start":
                if data is None and element.tag.endswith("}sheetData"):
                    data = element
            elif element.tag.endswith("}row"):
                row = self._row(element, last)
                last = row.number
                yield row
                if data is not None:
                    data.clear()
            elif element.tag.endswith("}mergeCell"):
                self.merged.append(_merged(element.get("ref", "")))

    def _row(self, element: Element, last: int) -> SheetRow:
        number = _whole(element.get("r", str(last + 1)))
        if not last < number <= MOST_ROWS:
            raise UnreadableSheetError
        row, column = SheetRow(number, {}, {}), 0
        for cell in element:
            if not cell.tag.endswith("}c"):
                continue
            place = cell.get("r")
            where = (number, column + 1) if place is None else _place(place)
            if where[0] != number or not column < where[1] <= MOST_COLUMNS:
                raise UnreadableSheetError
            column = where[1]
            value = self._value(cell, row, column)
            if value is not None and value != "":
                row.values[column] = value
        return row

    def _value(self, cell: Element, row: SheetRow, column: int) -> object:
        """What the cell holds; None where it is empty, and after noting a flaw."""
        kind, text, has_formula = cell.get("t", "n"), None, False
        for child in cell:
            if child.tag.endswith("}v"):
                text = child.text or ""
            elif child.tag.endswith("}f"):
                has_formula = True
        # Writers leave out the result of a formula that nobody calculated; an empty text is a result.
        if kind == "e" or (has_formula and (text is None or (not text and kind != "str"))):
            row.flaws[column] = ERROR if kind == "e" else NO_RESULT
        elif kind == "inlineStr":
            return "".join(_texts(cell))
        elif kind == "str" or not text:
            return text
        elif kind == "n" and NUMBER.fullmatch(text):
            number = int(text) if len(text) < 400 and text.lstrip("-").isdigit() else float(text)
            return self._shown(number, _whole(cell.get("s", "0")), row, column)
        else:
            return self._other(kind, text)
        return None

    def _other(self, kind: str, text: str) -> object:
        if kind == "s" and _whole(text) < len(self.strings):
            return self.strings[int(text)]
        if kind == "b" and text in {"0", "1"}:
            return text == "1"
        if kind == "d":
            return datetime.fromisoformat(text)
        raise UnreadableSheetError

    def _shown(self, number: float, style: int, row: SheetRow, column: int) -> object:
        """``number`` as its style shows it; None after noting a flaw."""
        if style in self.other_styles:
            row.flaws[column] = self.other_styles[style]
        elif style in self.day_styles:
            try:
                return self.as_day(number)
            except (OverflowError, ValueError):
                row.flaws[column] = NO_DATE
        else:
            return number
        return None


def _texts(cell: Element) -> Iterator[str]:
    """The pieces of a text kept in its cell; what tells how Japanese names are spoken (rPh) is no part of it."""
    for child in cell:
        match child.tag.rpartition("}")[2]:
            case "t":
                yield child.text or ""
            case "is" | "r":
                yield from _texts(child)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UnreadableSheetError
    return int(text)


def _place(text: str) -> tuple[int, int]:
    match = PLACE.fullmatch(text)
    if match is None:
        raise UnreadableSheetError
    column = 0
    letters, number = match.groups()
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(number), column


def _merged(reference: str) -> Merged:
    first, _, last = reference.partition(":")
    (first_row, first_column), (last_row, last_column) = _place(first), _place(last or first)
    if last_column > MOST_COLUMNS:
        raise UnreadableSheetError
    return Merged(first_row, last_row, first_column, last_column)
