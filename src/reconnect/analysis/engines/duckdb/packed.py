"""The quick way for whole numbers: a person's scores of a measure in one integer, and so a row a person."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from reconnect.analysis.engines.duckdb.rows import Rows, Shape, Survey, asked
from reconnect.analysis.engines.duckdb.scores import quoted
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
TELL_APART = f"CREATE OR REPLACE TEMP TABLE kinds AS SELECT *, {ABOUT} AS about, rowid::INTEGER AS kind FROM groups"
PACK = """
CREATE OR REPLACE TEMP TABLE packed AS
SELECT person, min({about}) AS low, max({about}) AS high, bool_or(started) AS starts, bool_and(started) AS all_start,
       count(*) AS slots, {columns}
FROM (SELECT *, {code} AS code FROM scores WHERE {part}) GROUP BY person
"""
CLEAR = """
SELECT coalesce(bool_and(person IS NOT NULL AND CAST(person AS VARCHAR) <> '' AND low = high
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


def can_pack(db: "DuckDBPyConnection", found: Survey) -> bool:
    """Whether all scores are whole and fit a field, and genders with programmes are told apart by one number."""
    if found.extent is None or found.extent[1] - found.extent[0] > WIDEST:
        return False
    db.execute(TELL_APART)
    ((apart,),) = asked(db, "SELECT count(*) = count(DISTINCT about) FROM kinds")
    return bool(apart)


def pack_people(db: "DuckDBPyConnection", rows: Rows, found: Survey, part: str) -> bool:
    """Make ``told`` (a row a person) and ``facts`` (a row a person and measure) of one part of whole numbers.

    False where rows contradict or repeat one another, or one leaves out what another tells: then nothing is made.
    """
    names = list(found.occasions)
    gather = "bit_or" if rows.shape is Shape.TIDY else "max"
    columns = ", ".join(
        f"coalesce({gather}(code) FILTER (measure = {quoted(name)}), 0) AS m{place}" for place, name in enumerate(names)
    )
    db.execute(PACK.format(about=ABOUT, columns=columns, code=_code(rows, found), part=part))
    filled = [f"(m{place} <> 0)::INT" for place in range(len(names))]
    if rows.shape is Shape.TIDY:
        filled = [f"({_field(f'm{place}', each)} <> 0)::INT" for place in range(len(names)) for each in Occasion]
    ((clear,),) = asked(db, CLEAR.format(filled=" + ".join(filled)))
    if not clear:
        return False
    answered = {
        occasion: " OR ".join(f"{_field(f'm{place}', occasion)} > 1" for place in range(len(names))) for occasion in Occasion
    }
    marks = " + ".join(f"(({answered[occasion]})::BIGINT << {place})" for place, occasion in enumerate(Occasion))
    started = "coalesce(starts, false)" if rows.started else f"({answered[Occasion.PRE]})"
    packed = ", ".join(f"m{place}" for place in range(len(names)))
    db.execute(PEOPLE.format(started=started, marks=marks, columns=packed))
    facts = " UNION ALL ".join(
        f"SELECT {quoted(name)} AS measure, gender, programme, started, {_scores(f'm{place}', found)} FROM told "  # noqa: S608
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


def _code(rows: Rows, found: Survey) -> str:
    if rows.shape is Shape.TIDY:
        shifts = " ".join(f"WHEN '{occasion}' THEN {shift}" for occasion, shift in SHIFTS.items())
        return f"{_counted('value', found)} << CASE occasion {shifts} END"
    return " + ".join(f"({_counted(occasion, found)} << {shift})" for occasion, shift in SHIFTS.items())


def _counted(column: str, found: Survey) -> str:
    """The score from the lowest of all measures on, so that no row has to look its measure up."""
    return f"coalesce({column}::BIGINT - {_lowest(found)}, 1)"


def _lowest(found: Survey) -> int:
    return (found.extent or (0, 0))[0] - 2


def _field(column: str, occasion: Occasion) -> str:
    return f"(({column} >> {SHIFTS[occasion]}) & {FIELD})"


def _scores(column: str, found: Survey) -> str:
    fields = {each: _field(column, each) for each in Occasion}
    return ", ".join(f"CASE WHEN {field} > 1 THEN {field} + {_lowest(found)} END AS {each}" for each, field in fields.items())
