# ruff: noqa: S608 the SQL is made of names and numbers of ours, and of words quoted
"""Scores counted by what they are, so that everything else can be formed from a small table."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from reconnect.analysis.counts import JointCounts, Number, Triple
from reconnect.analysis.engines.duckdb.rows import Rows, asked, flaw
from reconnect.analysis.outcomes import ALL
from reconnect.errors import DataError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_CELLS = 1_000_000  # of a measure; with more, nearly every person is a cell, and counting them is keeping them

# Whoever answered at pre has started unless a column says who did, so that only the others have to be looked up.
FACTS = """
CREATE OR REPLACE TEMP VIEW facts AS
SELECT measure, gender, programme, true AS started, pre, post, follow_up FROM {source} WHERE pre IS NOT NULL
UNION ALL
SELECT measure, s.gender, s.programme, p.started, pre, post, follow_up
FROM {source} AS s JOIN people AS p USING (person) WHERE pre IS NULL
"""
FACTS_OF_PEOPLE = """
CREATE OR REPLACE TEMP VIEW facts AS
SELECT measure, p.gender, p.programme, p.started, pre, post, follow_up FROM {source} JOIN people AS p USING (person)
"""
CELLS = """
CREATE OR REPLACE TEMP TABLE cells (
    measure VARCHAR, gender VARCHAR, programme VARCHAR, started BOOLEAN,
    pre DOUBLE, post DOUBLE, follow_up DOUBLE, people BIGINT
)
"""
COUNT = """
INSERT INTO cells SELECT measure, gender, {programme}, started, pre, post, follow_up, count(*) FROM facts
WHERE measure IN {measures} GROUP BY ALL
"""
MERGE = """
CREATE OR REPLACE TEMP TABLE merged AS
SELECT measure, gender, programme, started, pre, post, follow_up, sum(people)::BIGINT AS people FROM cells GROUP BY ALL
"""
LOOK = """
SELECT measure, bool_and(coalesce(pre = trunc(pre), true) AND coalesce(post = trunc(post), true)
                         AND coalesce(follow_up = trunc(follow_up), true)),
       coalesce(bool_and(pre BETWEEN low AND high), true) AND coalesce(bool_and(post BETWEEN low AND high), true)
       AND coalesce(bool_and(follow_up BETWEEN low AND high), true),
       bool_or(coalesce(list_contains({codes}, pre), false) OR coalesce(list_contains({codes}, post), false)
               OR coalesce(list_contains({codes}, follow_up), false))
FROM {relation} JOIN (VALUES {ranges}) AS t(measure, low, high) USING (measure) GROUP BY measure
"""
BY_STRATUM = """
SELECT measure, {stratum}, pre, post, follow_up, sum(people)::BIGINT FROM cells
WHERE pre IS NOT NULL OR post IS NOT NULL OR follow_up IS NOT NULL GROUP BY ALL
"""


def quoted(text: str) -> str:
    """``text`` as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted_list(texts: Iterable[str]) -> str:
    """``texts`` as the right side of IN; of none, one that nothing is in."""
    return f"({', '.join(quoted(text) for text in texts) or 'NULL'})"


def make_facts(db: "DuckDBPyConnection", rows: Rows, source: str, *, told: bool) -> None:
    """Make ``facts``: the scores of a part with who started; ``told`` where rows hold all that is known of people."""
    sql = FACTS if told and not rows.started else FACTS_OF_PEOPLE
    db.execute(sql.format(source=source))


def count_scores(db: "DuckDBPyConnection", measures: Collection[str], *, programmes: bool) -> None:
    """Add the part's people to ``cells``, apart for ``programmes`` or not."""
    programme = "programme" if programmes else "CAST(NULL AS VARCHAR)"
    db.execute(COUNT.format(programme=programme, measures=quoted_list(measures)))


def crowded(db: "DuckDBPyConnection") -> set[str]:
    """The measures with more than MOST_CELLS cells, after adding up those of the parts."""
    db.execute(MERGE)
    db.execute("DROP TABLE cells")
    db.execute("ALTER TABLE merged RENAME TO cells")
    sql = f"SELECT measure FROM cells GROUP BY measure HAVING count(*) > {MOST_CELLS}"
    return {measure for (measure,) in asked(db, sql)}


def fractional(db: "DuckDBPyConnection", rows: Rows, relation: str, measures: Collection[str]) -> set[str]:
    """Those of ``measures`` with a score in ``relation`` that is not whole. Raises DataError for one off its scale."""
    if not measures:
        return set()
    ranges = ", ".join(
        f"({quoted(name)}, {rows.measures[name].low!r}::DOUBLE, {rows.measures[name].high!r}::DOUBLE)"
        for name in sorted(measures)
    )
    codes = f"{sorted(rows.codes)}::DOUBLE[]"
    looked = sorted(asked(db, LOOK.format(relation=relation, ranges=ranges, codes=codes)))
    messages = []
    for name, _, on_scale, code in looked:
        measure = rows.measures[name]
        if not on_scale:
            messages.append(f"{name}: outside the range {measure.low:g} to {measure.high:g}, or no number")
        elif code:
            messages.append(f"{name}: -9, 99 and 999 are often codes: leave empty what was not answered")
    if messages:
        raise DataError([flaw(rows, rows.value, message) for message in messages])
    return {name for name, whole, *_ in looked if not whole}


def joint(
    db: "DuckDBPyConnection", keys: Iterable[tuple[str, str]], floats: Collection[str]
) -> Mapping[tuple[str, str], JointCounts]:
    """The joint counts at ``keys`` (measure, stratum) out of ``cells``; ints but for the measures in ``floats``."""
    counts: dict[tuple[str, str], dict[Triple, int]] = defaultdict(dict)
    for stratum in (quoted(ALL), "gender"):
        for name, of, *scores, people in asked(db, BY_STRATUM.format(stratum=stratum)):
            pre, post, follow_up = scores if name in floats else map(_whole, scores)
            counts[name, of][pre, post, follow_up] = people
    return {key: JointCounts(counts[key]) for key in keys}


def _whole(score: float | None) -> Number | None:
    return None if score is None else int(score)
