"""A registry's Parquet file: too large for rows in memory, so only sums of it are formed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from reconnect.analysis.engines.duckdb import Formed, Rows, Shape, form
from reconnect.errors import DataError, Problem
from reconnect.exchange.fit import same_name
from reconnect.exchange.formats.parquet import closed_room, file_pattern
from reconnect.exchange.readings import USUAL_CODES
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "600MB"
ROWS_A_PART = 6_000_000  # a person and measure takes about 130 bytes while its occasions are brought together
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
OTHER = ("FLOAT", "DOUBLE", "UBIGINT", "HUGEINT")
ABOUT = ("person_id", "service_id", "cohort_id", "gender", "started")
UNREAD = ("answered_on", "answer_basis")


@dataclass(frozen=True, slots=True)
class RegistryRead:
    """What was formed, and the file's columns that were left out."""

    formed: Formed
    ignored: tuple[str, ...]


def sums_from_parquet(
    path: Path,
    measures: Mapping[str, Measure],
    *,
    layout: Shape | None = None,
    memory: str = MEMORY,
    threads: int = 2,
    spill: Path | None = None,
) -> RegistryRead:
    """The sums and the flow of the people in the Parquet file at ``path``, whose rows never come into Python.

    Its columns bear ReConnect's own names: person_id, measure and occasion with value, or pre, post and follow_up
    (``layout``, or as the columns tell); gender, cohort_id, service_id and started if it has them. It is quickest in
    the order of people. ``memory`` bounds the database, not Python; what does not fit goes to a folder below
    ``spill``, by default that of the system. Raises DataError.
    """
    try:
        with (
            TemporaryDirectory(dir=spill, prefix="reconnect-") as folder,
            closed_room(path, memory=memory, threads=threads, spill=Path(folder)) as room,
        ):
            return _formed(room, path, measures, layout)
    except DataError:
        raise
    except OSError as error:
        raise DataError([Problem(path.name, f"cannot be read: {error.strerror}")]) from None
    except Exception as error:  # noqa: BLE001 a damaged file makes its reader raise anything
        message = f"a damaged or encrypted Parquet file, or more than fits ({type(error).__name__})"
        raise DataError([Problem(path.name, message)]) from None


def _formed(
    room: "DuckDBPyConnection", path: Path, measures: Mapping[str, Measure], layout: Shape | None
) -> RegistryRead:
    source = "read_parquet('{}', hive_partitioning = false)".format(file_pattern(path).replace("'", "''"))
    room.execute(f"SELECT * FROM {source} LIMIT 0")  # noqa: S608 a path, quoted
    kinds = {str(name): str(kind) for name, kind, *_ in room.description or ()}
    shape = layout or (Shape.TIDY if "value" in kinds else Shape.PAIRED)
    occasions = tuple(each for each in Occasion if each in kinds) if shape is Shape.PAIRED else tuple(Occasion)
    numbers = ("value",) if shape is Shape.TIDY else occasions
    words = ("measure", "occasion") if shape is Shape.TIDY else ("measure",)
    problems = _problems(path.name, kinds, words, numbers)
    if problems:
        raise DataError(problems)
    columns = [*_about(kinds), *(f'CAST("{name}" AS VARCHAR) AS {name}' for name in words)]
    columns += [_number(name, kinds) for name in (numbers if shape is Shape.TIDY else Occasion)]
    room.execute(f"CREATE TEMP VIEW scores AS SELECT {', '.join(columns)} FROM {source}")  # noqa: S608 checked names
    parts = _parts(room, file_pattern(path), services="service_id" in kinds)
    started = "started" in kinds
    formed = form(room, Rows(path.name, shape, measures, started, parts, occasions, USUAL_CODES))
    used = {*ABOUT, *words, *numbers}
    return RegistryRead(formed, tuple(name for name in kinds if name not in used))


def _problems(file: str, kinds: Mapping[str, str], words: Sequence[str], numbers: Sequence[str]) -> list[Problem]:
    known = (*ABOUT, *UNREAD, *words, *numbers)
    needed = ("person_id", *words, *(numbers if words[1:] else ()))
    problems = [
        Problem(file, f"has no column {name}: a file of this layout needs one", field=f"column {name}")
        for name in needed
        if name not in kinds
    ]
    if not words[1:] and len(numbers) < 2:
        problems.append(Problem(file, "has fewer than two of the columns pre, post and follow_up"))
    for name in kinds:
        if name not in known:
            alike = same_name(name, known)
            message = "unknown column: take it out" if alike is None else f"did you mean {alike}? Name it so"
            problems.append(Problem(file, message, field=f"column {name}"))
    for name in numbers:
        kind = kinds.get(name, "DOUBLE")
        if kind not in (*WHOLE, *OTHER) and not kind.startswith("DECIMAL"):
            problems.append(Problem(file, f"holds {kind}, not numbers: write it so", field=f"column {name}"))
    return problems


def _about(kinds: Mapping[str, str]) -> list[str]:
    person, service = '"person_id"', "nullif(trim(CAST(\"service_id\" AS VARCHAR)), '')"
    if "service_id" in kinds:
        person = f"coalesce({service} || '/', '') || CAST(\"person_id\" AS VARCHAR)"
    started = "CAST(NULL AS BOOLEAN)"
    if "started" in kinds:
        started = '"started"' if kinds["started"] == "BOOLEAN" else 'CASE WHEN "started" IS NOT NULL THEN true END'
    return [
        f"{person} AS person",
        f"{_word('gender', kinds, 'lower')} AS gender",
        f"{_word('cohort_id', kinds)} AS programme",
        f"{started} AS started",
    ]


def _word(name: str, kinds: Mapping[str, str], change: str = "") -> str:
    return f"nullif({change}(trim(CAST(\"{name}\" AS VARCHAR))), '')" if name in kinds else "CAST(NULL AS VARCHAR)"


def _number(name: str, kinds: Mapping[str, str]) -> str:
    if name not in kinds:
        return f"CAST(NULL AS DOUBLE) AS {name}"
    return f'"{name}"' if kinds[name] in (*WHOLE, "DOUBLE") else f'CAST("{name}" AS DOUBLE) AS {name}'


GROUPS = """
SELECT row_group_num_rows, stats_min_value, stats_max_value, type FROM parquet_metadata(?)
WHERE path_in_schema = 'person_id' ORDER BY row_group_id
"""


def _parts(room: "DuckDBPyConnection", pattern: str, *, services: bool) -> tuple[str, ...]:
    """Conditions that hold a part of the people each: ranges where the file is in the order of people, or hashes."""
    groups = room.execute(GROUPS, [pattern]).fetchall()
    count = -(-sum(rows for rows, *_ in groups) // ROWS_A_PART)
    if count <= 1:
        return ("true",)
    edges = [] if services else _edges(groups)
    if not edges:
        return tuple(f"hash(person) % {count} = {place}" for place in range(count))
    ranges = [f"person >= {low} AND person < {high}" for low, high in pairwise(edges)]
    return (f"person < {edges[0]}", *ranges, f"person >= {edges[-1]}")


def _edges(groups: Sequence[tuple[Any, ...]]) -> list[int]:
    """First ids of parts of about ROWS_A_PART rows; empty where ids are no whole numbers, or in no order."""
    if any(kind not in {"INT32", "INT64"} or low is None or high is None for _, low, high, kind in groups):
        return []
    if any(int(this[2]) > int(following[1]) for this, following in pairwise(groups)):
        return []
    edges, rows = [], 0
    for size, low, *_ in groups:
        if rows and rows + size > ROWS_A_PART:
            edges.append(int(low))
            rows = 0
        rows += size
    return edges
