# ruff: noqa: S608 the SQL is made of names and numbers of ours, and of words quoted
"""What the engine reads: a relation of scores, and how it is cut so that memory stays small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Any

from reconnect.analysis.outcomes import ALL
from reconnect.errors import DataError, Problem
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_MEASURES = 60  # each has a bit of a person's 63, and each occasion one
EVERYONE = ("true",)


class Shape(StrEnum):
    """What a row of the relation is."""

    TIDY = "tidy"  # one value
    PAIRED = "paired"  # a person and measure, a column an occasion


@dataclass(frozen=True, slots=True)
class Rows:
    """The relation ``scores`` of a connection, and what is known of it.

    Its columns: person (any type), gender (lower-cased) and programme (text, NULL where not known), measure (text),
    and either occasion (text) and value, or pre, post and follow_up; values are of an integer type or DOUBLE, NULL
    where there is no answer. With ``started`` it has a truth value of that name too. ``file`` names it in messages.
    ``measures`` are those that may stand in it. ``parts`` are SQL conditions on person; each person fulfils one.
    ``columns`` are the occasions that a paired relation was to hold. ``codes`` are numbers that stand for no answer
    elsewhere, and so are refused as scores.
    """

    file: str
    shape: Shape
    measures: Mapping[str, Measure]
    started: bool = False
    parts: Sequence[str] = EVERYONE
    columns: tuple[Occasion, ...] = tuple(Occasion)
    codes: frozenset[int] = frozenset()

    @property
    def value(self) -> str:
        """Where the scores stand, for messages."""
        return "value" if self.shape is Shape.TIDY else ", ".join(self.columns)


@dataclass(frozen=True, slots=True)
class Survey:
    """What ``scores`` holds: the measures with the occasions they were to be taken at, genders, and programmes.

    ``extent`` is the lowest and highest score of all, None where there is none, or one is no number.
    """

    occasions: Mapping[str, tuple[Occasion, ...]]
    genders: tuple[str, ...]
    programmes: int
    extent: tuple[float, float] | None


SEEN = "CREATE OR REPLACE TEMP TABLE seen AS SELECT DISTINCT measure{occasion} FROM scores"


def survey(db: "DuckDBPyConnection", rows: Rows) -> Survey:
    """A first look. Raises DataError where a measure, an occasion, a gender or a score is none."""
    tidy, problems = rows.shape is Shape.TIDY, list[Problem]()
    db.execute(SEEN.format(occasion=", occasion" if tidy else ""))
    measures = _words(db, "measure", "seen", rows, problems, known=list(rows.measures))
    genders = _words(db, "gender", "scores", rows, problems, empty=True)
    if ALL in genders:
        problems.append(flaw(rows, "gender", f'this cannot be called "{ALL}": that stands for everyone'))
    if len(measures) > MOST_MEASURES:
        problems.append(flaw(rows, "measure", f"more than {MOST_MEASURES} measures: take some out"))
    if tidy:
        _words(db, "occasion", "seen", rows, problems, known=[each.value for each in Occasion])
    if asked(db, "SELECT 1 FROM scores WHERE person IS NULL LIMIT 1"):
        problems.append(flaw(rows, "person_id", "a row without a person: fill it in, or take the row out"))
    if problems:
        raise DataError(problems)
    held: dict[str, set[Occasion]] = {name: set() if tidy else set(rows.columns) for name in measures}
    for name, occasion in asked(db, "SELECT measure, occasion FROM seen") if tidy else []:
        held[name].add(Occasion(occasion))
    occasions = {name: tuple(each for each in Occasion if each in held[name]) for name in rows.measures if name in held}
    ((programmes,),) = asked(db, "SELECT count(DISTINCT programme) FROM scores")
    return Survey(occasions, tuple(genders), int(programmes), _extent(db, rows))


def _extent(db: "DuckDBPyConnection", rows: Rows) -> tuple[float, float] | None:
    numbers = ("value",) if rows.shape is Shape.TIDY else tuple(Occasion)
    ends = asked(db, f"SELECT {', '.join(f'min({name}), max({name})' for name in numbers)} FROM scores")
    known = [float(end) for end in ends[0] if end is not None]
    # A file's own statistics may leave NaN out, and everything is looked at again when it is counted.
    return (min(known), max(known)) if known and all(map(isfinite, known)) else None


def asked(db: "DuckDBPyConnection", sql: str) -> list[tuple[Any, ...]]:
    """The rows that answer ``sql``."""
    return db.execute(sql).fetchall()


def refuse(rows: Rows, column: str, message: str) -> None:
    """Raise DataError about ``column``."""
    raise DataError([flaw(rows, column, message)])


def flaw(rows: Rows, column: str, message: str) -> Problem:
    """What is wrong with ``column``."""
    return Problem(rows.file, message, field=f"column {column}")


def _words(
    db: "DuckDBPyConnection",
    column: str,
    relation: str,
    rows: Rows,
    problems: list[Problem],
    known: Sequence[str] | None = None,
    *,
    empty: bool = False,
) -> list[str]:
    found = [word for (word,) in asked(db, f"SELECT DISTINCT {column} FROM {relation}")]
    if None in found and not empty:
        problems.append(flaw(rows, column, f"a row without a {column}: fill it in, or take the row out"))
    words = sorted(word for word in found if word is not None)
    if known is not None and not set(words) <= set(known):
        problems.append(flaw(rows, column, f"holds what is no {column}; there are: {', '.join(known)}"))
    return words
