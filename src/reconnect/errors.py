"""Every error ReConnect raises on purpose. A message says where and what to do, and never holds a person's value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

MOST_ROWS = 3  # named in one line, before "and so many more"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file.

    ``row`` counts as the file's own program does: in a spreadsheet the header is row 1, in SPSS the first case is.
    ``field`` is a column's name, or the path of a field in a TOML file. ``message`` says what to do about it.
    """

    file: str
    message: str
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        return _line(self, [] if self.row is None else [self.row])


def _line(problem: Problem, rows: list[int]) -> str:
    place = [problem.file, *_rows(rows), *([] if problem.field is None else [problem.field])]
    return f"{', '.join(place)}: {problem.message}"


def _rows(rows: list[int]) -> list[str]:
    """Nothing, "row 2", or "rows 2, 3, 4 and 5,997 more"."""
    if len(rows) < 2:
        return [f"row {row}" for row in rows]
    *named, last = [str(row) for row in rows]
    if len(named) > MOST_ROWS:
        last = f"{len(rows) - MOST_ROWS:,} more"
    return [f"rows {', '.join(named[:MOST_ROWS])} and {last}"]


class ReconnectError(Exception):
    """The root of the tree: catch it to catch everything below."""


class RefusedError(ReconnectError):
    """Files that cannot be used, with every problem found in them, in the order of the files.

    Its text has a line for each, or for all rows of a file that share one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        rows: dict[Problem, dict[int, None]] = {}
        for each in self.problems:
            shared = rows.setdefault(replace(each, row=None), {})
            if each.row is not None:
                shared[each.row] = None
        super().__init__("\n".join(_line(problem, list(each)) for problem, each in rows.items()))


class ContentError(RefusedError):
    """Content files (components, questionnaires, published tables ...) that do not fit their schema."""


class DataError(RefusedError):
    """A data or mapping file that cannot be read exactly as it stands."""


class UnwritableError(ReconnectError):
    """A place that files cannot be written to; the message says what became of those that stood there."""


class DisclosureError(ReconnectError):
    """A release that would tell of a handful of people, or that cannot be held against earlier ones."""


class ScoringError(ReconnectError):
    """Answers that do not belong to the questionnaire being scored, or lie outside an item's range."""


class ActionDenied(ReconnectError):  # noqa: N818 it is what happened, and what the reader is told
    """Something that may not be done as things stand; the message is for the person who tried."""


class UnprintableError(ReconnectError):
    """A document with characters that none of its fonts can show."""
