"""The labels that a file gives its codes: a mapping may name either, and people are told the label."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from reconnect.exchange.code import CodeBook, code_number
from reconnect.exchange.table import Row, Table

Books = Collection[CodeBook[Any]]


def with_labels(
    table: Table,
    words: Collection[str] = (),
    numbers: Collection[str] = (),
    codes: Mapping[str, Books] | None = None,
    missing: Books = (),
) -> Table:
    """``table`` with the labelled codes of some columns put as their use needs them.

    ``words`` (a gender, a diagnosis) become the label. ``numbers`` (a score, an age) stay the code. ``codes`` (an
    occasion, a measure) stay the code where one of the column's books has it, and else become the label if that is in
    a book. Everywhere a code is an empty cell if ``missing`` names it or its label; the label of a number only if it
    is a word, since a label such as "10" at the end of a scale is no code.
    """

    def none(text: str) -> bool:
        return any(text in book for book in missing)

    def as_word(code: str, label: str) -> str:
        return "" if none(code) or none(label) else label

    def as_number(code: str, label: str) -> str:
        return "" if code_number(label) is None and none(label) else code

    turned: dict[str, Callable[[str, str], str]] = {
        **dict.fromkeys(words, as_word),
        **dict.fromkeys(numbers, as_number),
        **{column: _as_code(books) for column, books in (codes or {}).items()},
    }
    told = {
        column: {code: turn(code, label) for code, label in table.labels[column].items()}
        for column, turn in turned.items()
        if column in table.labels
    }
    if not told:
        return table
    return replace(table, rows=tuple(Row(row.number, _told(row.cells, told)) for row in table.rows))


def _as_code(books: Books) -> Callable[[str, str], str]:
    def turn(code: str, label: str) -> str:
        known = any(code in book for book in books)
        return label if not known and any(label in book for book in books) else code

    return turn


def _told(cells: dict[str, str], told: dict[str, dict[str, str]]) -> dict[str, str]:
    return cells | {column: texts.get(cells[column], cells[column]) for column, texts in told.items()}
