"""Cells that mean "no answer": an empty one, and the codes that a mapping file declares."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.exchange.number import Decimal, parse_number

Code = str | int | float


@dataclass(frozen=True, slots=True)
class MissingCodes:
    """Codes as text, and those that are numbers also as numbers: 9, "9" and "9.0" are one code."""

    words: frozenset[str]
    numbers: frozenset[float]
    decimal: Decimal

    @classmethod
    def of(cls, codes: Iterable[Code], decimal: Decimal) -> "MissingCodes":
        """The codes of a mapping file, in a table that writes decimals with ``decimal``."""
        words = frozenset({"", *(str(code) for code in codes)})
        return cls(words, frozenset(number for word in words if (number := _number(word)) is not None), decimal)

    def without_numbers(self) -> "MissingCodes":
        """Only the codes that are no numbers."""
        words = frozenset(word for word in self.words if _number(word) is None)
        return MissingCodes(words, frozenset(), self.decimal)

    def __contains__(self, text: str) -> bool:
        return text in self.words or (bool(self.numbers) and parse_number(text, self.decimal) in self.numbers)


def _number(word: str) -> int | float | None:
    point, comma = (parse_number(word, mark) for mark in (Decimal.POINT, Decimal.COMMA))
    return comma if point is None else point
