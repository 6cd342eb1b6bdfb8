"""Every error ReConnect raises on purpose. A message says where and what to do, and never holds a person's value."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file.

    ``row`` counts as a spreadsheet does: the header is row 1. ``field`` is a column's name, or the path of a
    field in a TOML file. ``message`` says what to do about it.
    """

    file: str
    message: str
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.field is not None:
            place.append(self.field)
        return f"{', '.join(place)}: {self.message}"


class ReconnectError(Exception):
    """The root of the tree: catch it to catch everything below."""


class RefusedError(ReconnectError):
    """Files that cannot be used, with every problem found in them, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ContentError(RefusedError):
    """Content files (components, questionnaires, published tables ...) that do not fit their schema."""


class DataError(RefusedError):
    """A data or mapping file that cannot be read exactly as it stands."""


class ScoringError(ReconnectError):
    """Answers that do not belong to the questionnaire being scored, or lie outside an item's range."""


class ActionDenied(ReconnectError):  # noqa: N818 it is what happened, and what the reader is told
    """Something that may not be done as things stand; the message is for the person who tried."""
