"""Codes of a mapping file, and the cells of a table that are one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from reconnect.exchange.number import Decimal, parse_number

Code = str | int | float
T = TypeVar("T")


def code_number(code: Code) -> int | float | None:
    """The number that ``code`` is, also where it is written as text and with either decimal mark; None for a word."""
    point, comma = (parse_number(str(code), mark) for mark in (Decimal.POINT, Decimal.COMMA))
    return comma if point is None else point


@dataclass(frozen=True, slots=True)
class CodeBook(Generic[T]):
    """What codes stand for, as text, and for those that are numbers as numbers: 9, "9" and "9.0" are one code."""

    words: dict[str, T]
    numbers: dict[float, T]
    decimal: Decimal

    @classmethod
    def of(cls, pairs: Iterable[tuple[Code, T]], decimal: Decimal) -> "CodeBook[T]":
        """A book of codes and what each stands for, in a table that writes decimals with ``decimal``."""
        words = {str(code): meaning for code, meaning in pairs}
        numbers = {number: meaning for word, meaning in words.items() if (number := code_number(word)) is not None}
        return cls(words, numbers, decimal)

    def get(self, text: str) -> T | None:
        """What the cell ``text`` stands for, or None where it is none of the codes."""
        if text in self.words or not self.numbers:
            return self.words.get(text)
        number = parse_number(text, self.decimal)
        return None if number is None else self.numbers.get(number)

    def __contains__(self, text: str) -> bool:
        return self.get(text) is not None


MissingCodes = CodeBook[bool]


def missing_codes(codes: Iterable[Code], decimal: Decimal) -> MissingCodes:
    """The cells that mean "no answer": an empty one, and those of ``codes``."""
    return CodeBook.of([("", True), *((code, True) for code in codes)], decimal)
