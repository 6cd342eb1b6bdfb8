# ruff: noqa: S608 the SQL is made of names and numbers of ours, and of words quoted
"""The quick way for whole numbers: a person's scores of a measure in one integer, and so a row a person."""

from collections.abc import Collection
from math import floor
from typing import TYPE_CHECKING

from reconnect.analysis.engines.duckdb.rows import Rows, Shape, Survey, asked
from reconnect.analysis.engines.duckdb.scatters import PATTERN, PRODUCTS
from reconnect.analysis.engines.duckdb.scores import quoted
from reconnect.analysis.patterns import OCCASIONS
from reconnect.model.occasion import Occasion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# An occasion's field: 0 without a row, 1 without an answer, and from 2 on the score, counted from the lowest.
BITS = 20
FIELD = (1 << BITS) - 1
WIDEST = FIELD - 2  # of scores, in points
SHIFTS = {occasion: BITS * place for place, occasion in enumerate(Occasion)}

# Gender and programme as one number, because texts are slow to compare for each of a person's rows.
ABOUT = "xor(hash(gender) >> 7, hash(programme))"
KINDS = f"""
CREATE OR REPLACE TEMP TABLE kinds AS SELECT *, {ABOUT} AS about, row_number() OVER () AS kind
FROM (SELECT DISTINCT gender FROM scores), (SELECT DISTINCT programme FROM scores)
"""
MOST_KINDS = 1_000_000  # genders times programmes
PACK = """
CREATE OR REPLACE TEMP TABLE packed AS
SELECT person, min({about}) AS low, max({about}) AS high, bool_or(started) AS starts, bool_and(started) AS all_start,
       count(*) AS slots, {whole} AS whole, {columns}
FROM (SELECT *, {code} AS code FROM scores WHERE {part}) GROUP BY person
"""
CLEAR = """
SELECT coalesce(bool_and(whole AND person IS NOT NULL AND CAST(person AS VARCHAR) <> '' AND low = high
                         AND starts IS NOT DISTINCT FROM all_start AND slots = {filled}), true)
FROM packed
"""
PEOPLE = """
CREATE OR REPLACE TEMP TABLE told AS
SELECT kind, gender, programme, {started} AS started, {marks} AS marks, {columns}
FROM packed JOIN kinds ON packed.high = kinds.about
"""
COUNT = """
INSERT INTO cells SELECT {name}, gender, programme, started, {scores}, people FROM (
    SELECT gender, {programme} AS programme, started, {column} AS score, count(*) AS people
    FROM told WHERE {column} <> 0 GROUP BY ALL
)
"""
SUM = """
INSERT INTO sums SELECT {name}, gender, programme, started, pattern, people, {columns} FROM (
    SELECT kind, started, {pattern} AS pattern, count(*) AS people, {sums}
    FROM (SELECT kind, started, {scores} FROM told WHERE {column} <> 0) GROUP BY ALL
) JOIN kinds USING (kind)
"""
EXACT = 2**53  # up to here a DOUBLE holds every whole number, and adds them up twice as fast as a HUGEINT does


def can_pack(db: "DuckDBPyConnection", found: Survey) -> bool:
    """Whether scores fit a field, if they are whole, and genders with programmes are told apart by one number."""
    kinds = (len(found.genders) + 1) * (found.programmes + 1)
    if found.extent is None or found.extent[1] - found.extent[0] > WIDEST or kinds > MOST_KINDS:
        return False
    db.execute(KINDS)
    ((apart,),) = asked(db, "SELECT count(*) = count(DISTINCT about) FROM kinds")
    return bool(apart)


def pack_people(db: "DuckDBPyConnection", rows: Rows, found: Survey, part: str) -> bool:
    """Make ``told`` (a row a person) and ``facts`` (a row a person and measure) of one part of whole numbers.

    False where a score is not whole, where rows contradict or repeat one another, or where one leaves out what
    another tells: then nothing is made.
    """
    names = list(found.occasions)
    gather = "bit_or" if rows.shape is Shape.TIDY else "max"
    columns = ", ".join(
        f"coalesce({gather}(code) FILTER (measure = {quoted(name)}), 0) AS m{place}" for place, name in enumerate(names)
    )
    db.execute(PACK.format(about=ABOUT, columns=columns, whole=_whole(rows), code=_code(rows, found), part=part))
    filled = [f"(m{place} <> 0)::INT" for place in range(len(names))]
    if rows.shape is Shape.TIDY:
        filled = [f"({_field(f'm{place}', each)} <> 0)::INT" for place in range(len(names)) for each in Occasion]
    ((clear,),) = asked(db, CLEAR.format(filled=" + ".join(filled)))
    if not clear:
        return False
    answered = {
        occasion: " OR ".join(f"{_field(f'm{place}', occasion)} > 1" for place in range(len(names)))
        for occasion in Occasion
    }
    marks = " + ".join(f"(({answered[occasion]})::BIGINT << {place})" for place, occasion in enumerate(Occasion))
    started = "coalesce(starts, false)" if rows.started else f"({answered[Occasion.PRE]})"
    packed = ", ".join(f"m{place}" for place in range(len(names)))
    db.execute(PEOPLE.format(started=started, marks=marks, columns=packed))
    facts = " UNION ALL ".join(
        f"SELECT {quoted(name)} AS measure, gender, programme, started, {_scores(f'm{place}', found)} FROM told "
        f"WHERE m{place} <> 0"
        for place, name in enumerate(names)
    )
    db.execute(f"CREATE OR REPLACE TEMP VIEW facts AS {facts}")
    return True


def count_packed(db: "DuckDBPyConnection", found: Survey, measures: Collection[str], *, programmes: bool) -> None:
    """As ``count_scores`` does, but each of ``measures`` by its one integer."""
    programme = "programme" if programmes else "CAST(NULL AS VARCHAR)"
    for place, name in enumerate(found.occasions):
        if name in measures:
            scores = _scores("score", found)
            db.execute(COUNT.format(name=quoted(name), scores=scores, programme=programme, column=f"m{place}"))


def _whole(rows: Rows) -> str:
    numbers = ("value",) if rows.shape is Shape.TIDY else tuple(Occasion)
    wholes = " AND ".join(f"coalesce({name} = trunc({name}), true)" for name in numbers)
    return f"bool_and({wholes})"


def _code(rows: Rows, found: Survey) -> str:
    if rows.shape is Shape.TIDY:
        shifts = " ".join(f"WHEN '{occasion}' THEN {shift}" for occasion, shift in SHIFTS.items())
        return f"{_counted('value', found)} << CASE occasion {shifts} END"
    return " + ".join(f"({_counted(occasion, found)} << {shift})" for occasion, shift in SHIFTS.items())


def _counted(column: str, found: Survey) -> str:
    """The score from the lowest of all measures on, so that no row has to look its measure up."""
    return f"coalesce({column}::BIGINT - {_lowest(found)}, 1)"


def _lowest(found: Survey) -> int:
    return floor((found.extent or (0, 0))[0]) - 2


def _field(column: str, occasion: Occasion) -> str:
    return f"(({column} >> {SHIFTS[occasion]}) & {FIELD})"


def _scores(column: str, found: Survey, kind: str = "") -> str:
    fields = {each: _field(column, each) for each in Occasion}
    return ", ".join(
        f"CASE WHEN {field} > 1 THEN ({field} + {_lowest(found)}){kind} END AS {each}" for each, field in fields.items()
    )


def sum_packed(db: "DuckDBPyConnection", found: Survey, measures: Collection[str]) -> bool:
    """As ``add_whole`` does; False, and nothing done, where a part's sums of squares might not be exact."""
    ((people,),) = asked(db, "SELECT count(*) FROM told")
    if people * (max(map(abs, found.extent or (0, 0))) + 2) ** 2 >= EXACT:
        return False
    names = [f"s{place}" for place in range(9)]
    terms = [*OCCASIONS, *(f"{a} * {b}" for a, b in PRODUCTS)]
    sums = ", ".join(f"sum({term}) AS {name}" for term, name in zip(terms, names, strict=True))
    columns = ", ".join(f"{name}::HUGEINT" for name in names)
    for place, name in enumerate(found.occasions):
        if name in measures:
            scores, column = _scores(f"m{place}", found, "::DOUBLE"), f"m{place}"
            db.execute(
                SUM.format(name=quoted(name), columns=columns, pattern=PATTERN, sums=sums, scores=scores, column=column)
            )
    return True
