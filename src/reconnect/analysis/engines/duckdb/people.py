# ruff: noqa: S608 the SQL is made of names and numbers of ours, and of words quoted
"""One row a person, from which follow who started, and that no row contradicts another."""

from collections import Counter
from typing import TYPE_CHECKING

from reconnect.analysis.engines.duckdb.rows import Rows, Shape, Survey, asked, refuse
from reconnect.analysis.flow import Flow
from reconnect.analysis.outcomes import ALL
from reconnect.model.occasion import Occasion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PIVOT = """
CREATE OR REPLACE TEMP TABLE pivoted AS
SELECT person, gender, programme, {started} AS started, measure,
       max(value) FILTER (occasion = 'pre') AS pre,
       max(value) FILTER (occasion = 'post') AS post,
       max(value) FILTER (occasion = 'follow_up') AS follow_up,
       count(*) AS slots, bit_or(CASE occasion WHEN 'pre' THEN 1 WHEN 'post' THEN 2 ELSE 4 END) AS occasions
FROM scores WHERE {part} GROUP BY person, gender, programme, started, measure
"""
PAIRED = "CREATE OR REPLACE TEMP VIEW pairs AS SELECT *{started} FROM scores WHERE {part}"
# A person whose rows leave out what another row tells has several pieces of one measure: they are put together.
TOGETHER = """
CREATE OR REPLACE TEMP TABLE joined AS
SELECT person, any_value(gender) AS gender, any_value(programme) AS programme, any_value(started) AS started, measure,
       max(pre) AS pre, max(post) AS post, max(follow_up) AS follow_up, sum(slots) AS slots,
       bit_or(occasions) AS occasions
FROM pivoted GROUP BY person, measure
"""
PEOPLE = """
CREATE OR REPLACE TEMP TABLE people AS
SELECT person, max(gender) AS gender, max(programme) AS programme, bit_or(marks) AS marks, sum(pieces) AS pieces,
       {begun} AS started, count(*) AS ways,
       min(gender) <> max(gender) AS genders, min(programme) <> max(programme) AS programmes,
       bool_or(started) AND NOT bool_and(started) AS starts
FROM (
    SELECT person, gender, programme, started, bit_or({marks}) AS marks, count(*) AS pieces
    FROM {source} GROUP BY person, gender, programme, started
) GROUP BY person
"""
WRONG = """
SELECT count(*) FILTER (person IS NULL OR CAST(person AS VARCHAR) = ''), count(*) FILTER (genders),
       count(*) FILTER (programmes), count(*) FILTER (starts), count(*) FILTER (bit_count(marks >> 3) <> pieces)
FROM people
"""


def gather_people(db: "DuckDBPyConnection", rows: Rows, found: Survey, part: str) -> tuple[str, bool]:
    """Make ``people`` of one part; the name of the relation with a row a person and measure.

    Beside it whether that tells of every row's person all that is known of them.

    Raises DataError where rows contradict one another, or are twice of one person, measure and occasion.
    """
    source = "pivoted" if rows.shape is Shape.TIDY else "pairs"
    if rows.shape is Shape.TIDY:
        db.execute(PIVOT.format(part=part, started="started" if rows.started else "CAST(NULL AS BOOLEAN)"))
        repeated = "SELECT 1 FROM {} WHERE slots <> bit_count(occasions) LIMIT 1"
        if asked(db, repeated.format(source)):
            refuse(rows, "person_id", TWICE)
    else:
        db.execute(PAIRED.format(part=part, started="" if rows.started else ", CAST(NULL AS BOOLEAN) AS started"))
    _make_people(db, rows, found, source)
    differ = bool(asked(db, "SELECT 1 FROM people WHERE ways > 1 LIMIT 1"))
    if rows.shape is Shape.TIDY and differ:
        source = "joined"
        db.execute(TOGETHER)
        if asked(db, repeated.format(source)):
            refuse(rows, "person_id", TWICE)
        db.execute("UPDATE people SET pieces = bit_count(marks >> 3)")
    ((nobody, genders, programmes, starts, twice),) = asked(db, WRONG)
    if nobody:
        refuse(rows, "person_id", "a row without a person: fill it in, or take the row out")
    for column, people in (("gender", genders), ("cohort_id", programmes), ("started", starts)):
        if people:
            refuse(rows, column, f"rows of one person differ here ({people} people): make them say the same")
    if twice:
        refuse(rows, "person_id", TWICE)
    return source, not differ


TWICE = "two rows are of the same person, measure and occasion: keep one of them"


def _make_people(db: "DuckDBPyConnection", rows: Rows, found: Survey, source: str) -> None:
    quoted = {name: name.replace("'", "''") for name in found.occasions}
    bits = " ".join(f"WHEN '{name}' THEN {8 << place}" for place, name in enumerate(quoted.values()))
    marks = f"(CASE measure {bits} END)::BIGINT"
    for place, occasion in enumerate(Occasion):
        marks += f" + CASE WHEN {occasion} IS NULL THEN 0 ELSE {1 << place} END"
    begun = "coalesce(bool_or(started), false)" if rows.started else "bit_or(marks) & 1 = 1"
    db.execute(PEOPLE.format(marks=marks, source=source, begun=begun))


Answers = Counter[tuple[str | None, str | None, bool, int]]


def count_people(db: "DuckDBPyConnection", counts: Answers, people: str) -> None:
    """Add those of ``people``: by gender, programme, whether they started, and occasions answered (bits)."""
    sql = f"SELECT gender, programme, started, marks & 7, count(*) FROM {people} GROUP BY ALL"
    for gender, programme, started, occasions, n in asked(db, sql):
        counts[gender, programme, started, occasions] += n


def flow_of(counts: Answers, found: Survey) -> tuple[Flow, ...]:
    """The same Flow for each stratum as rows would give."""
    planned = sum(
        1 << place for place, each in enumerate(Occasion) if any(each in held for held in found.occasions.values())
    )
    flows = []
    for stratum in (ALL, *found.genders):
        inside = [(each[2], each[3], n) for each, n in counts.items() if stratum in {ALL, each[0]}]
        stayed = [(occasions, n) for started, occasions, n in inside if started]
        flows.append(
            Flow(
                stratum,
                eligible=sum(n for *_, n in inside),
                started=sum(n for _, n in stayed),
                post=sum(n for occasions, n in stayed if occasions & 2) if planned & 2 else None,
                follow_up=sum(n for occasions, n in stayed if occasions & 4) if planned & 4 else None,
                complete=sum(n for occasions, n in stayed if occasions & planned == planned and occasions & 6),
                heard=sum(n for occasions, n in stayed if occasions & planned & 6),
                late=sum(n for started, occasions, n in inside if not started and occasions & 6),
            )
        )
    return tuple(flows)
