"""A table of text cells, whatever file it came from, with the row numbers that its own program shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconnect.errors import DataError, Problem

MOST_CELLS = 20_000_000  # as text some 2 GB of memory


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` as the file's own program shows it; cells by column name, stripped of spaces.

    In CSV and Excel the column names are row 1; SPSS and Parquet keep them apart, and row 1 is the first case.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns and its rows, empty rows left out.

    ``header_row`` is the row of the column names, None where they stand apart. ``flaws`` are problems of a column's
    cells that matter only where the column is used: a formula without a result, an error value, a list. ``labels``
    are the words that the file itself gives for a column's codes.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int | None = 1
    flaws: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def flaws_of(self, columns: Iterable[str]) -> Iterator[Problem]:
        """The flaws of those of ``columns`` that the table has, in the order of their rows."""
        found = [flaw for column in dict.fromkeys(columns) for flaw in self.flaws.get(column, ())]
        return iter(sorted(found, key=lambda flaw: flaw.row or 0))


def header_problems(names: Sequence[str], file: str, row: int | None, places: Sequence[str]) -> list[Problem]:
    """What is wrong with column ``names``, which stand at ``places`` ("2", or "B")."""
    if row is not None and any(_looks_like_a_number(name) for name in names):
        # Then the first row may be a person's: nothing of it is quoted.
        return [Problem(file, "the first row holds numbers: it must hold the columns' names", row)]
    by_name: dict[str, list[str]] = {}
    for name, place in zip(names, places, strict=True):
        by_name.setdefault(name, []).append(place)
    problems = [
        Problem(file, f"columns {' and '.join(same)} have the same name", row)
        for name, same in by_name.items()
        if len(same) > 1 and name
    ]
    if "" in by_name:
        message = f"column {by_name[''][0]} has no name: name it, or take the column out"
        problems.append(Problem(file, message, row))
    return problems


def refuse_empty(rows: Sequence[object], file: str) -> None:
    """Raise DataError where below the column names there are no ``rows``."""
    if not rows:
        raise DataError([Problem(file, "there are column names, but no rows below them")])


def refuse_vast(cells: int, file: str) -> None:
    """Raise DataError where a table holds more ``cells`` than can be read."""
    if cells > MOST_CELLS:
        message = f"more than {MOST_CELLS // 1_000_000} million cells: take out the columns that are not needed"
        raise DataError([Problem(file, message)])


def _looks_like_a_number(name: str) -> bool:
    return bool(name) and name.strip("-+.,").replace(".", "", 1).replace(",", "", 1).isdigit()
