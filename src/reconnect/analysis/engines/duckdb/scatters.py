# ruff: noqa: S608 the SQL is made of names and numbers of ours, and of words quoted
"""The sums of every pattern of answers: exact for whole numbers, centred in a second pass for others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.engines.duckdb.rows import asked
from reconnect.analysis.engines.duckdb.scores import quoted_list
from reconnect.analysis.moments import ExactPairMoments, FloatPairMoments, PairMoments
from reconnect.analysis.patterns import OCCASIONS, PATTERNS, ExactScatter, FloatScatter, Pattern, Scatter
from reconnect.model.occasion import Occasion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Programme = str | None
Key = tuple[str, str | None, Programme, bool]  # measure, gender, programme, started

KEYS = "measure, gender, programme, started"
PATTERN = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE {1 << place} END" for place, name in enumerate(OCCASIONS))
PRODUCTS = [(a, b) for place, a in enumerate(OCCASIONS) for b in OCCASIONS[place:]]
BITS = {pattern: sum(1 << OCCASIONS.index(each) for each in pattern) for pattern in PATTERNS}
PATTERN_OF = {bits: pattern for pattern, bits in BITS.items()}
COMPARISONS = tuple(Comparison)


@dataclass(slots=True)
class Scatters:
    """The scatters of every key and pattern, and the pairs in them by measure, gender, comparison and programme."""

    patterns: dict[Key, dict[Pattern, Scatter]] = field(default_factory=lambda: defaultdict(dict))
    pairs: dict[tuple[str, str | None, Comparison], dict[Programme, PairMoments]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, key: Key, pattern: Pattern, scatter: Scatter) -> None:
        """Add the people of one pattern."""
        known = self.patterns[key].get(pattern)
        self.patterns[key][pattern] = scatter if known is None else known + scatter

    def pair(self, key: Key, comparison: Comparison, moments: PairMoments) -> None:
        """Add the pairs of people of one pattern."""
        measure, gender, programme, _ = key
        found = self.pairs[measure, gender, comparison]
        found[programme] = found[programme] + moments if programme in found else moments


SUMS = f"""
CREATE OR REPLACE TEMP TABLE sums (
    measure VARCHAR, gender VARCHAR, programme VARCHAR, started BOOLEAN, pattern INTEGER, people HUGEINT,
    {", ".join(f"s{place} HUGEINT" for place in range(9))}
)
"""


def add_whole(db: "DuckDBPyConnection", relation: str, measures: Collection[str], *, counted: bool) -> None:
    """Add to ``sums`` those of whole numbers in ``relation``, whose rows are many people where ``counted``."""
    if not measures:
        return
    kind, weight, people = ("HUGEINT", "people * ", "sum(people)") if counted else ("BIGINT", "", "count(*)")
    columns = [f"sum({weight}{each}::{kind})" for each in OCCASIONS]
    columns += [f"sum({weight}{a}::{kind} * {b}::{kind})" for a, b in PRODUCTS]
    db.execute(
        f"INSERT INTO sums SELECT {KEYS}, {PATTERN}, {people}, {', '.join(columns)} FROM {relation} "
        f"WHERE measure IN {quoted_list(measures)} GROUP BY ALL"
    )


def read_whole(db: "DuckDBPyConnection", scatters: Scatters) -> None:
    """Take ``sums`` up, those of the parts added together."""
    columns = ", ".join(f"sum(s{place})" for place in range(9))
    sql = f"SELECT {KEYS}, pattern, sum(people), {columns} FROM sums GROUP BY ALL"
    for measure, gender, programme, started, bits, n, pre, post, follow_up, *products in asked(db, sql):
        key, pattern, sums = (measure, gender, programme, started), PATTERN_OF[bits], (pre, post, follow_up)
        at = dict(zip(PRODUCTS, products, strict=True))
        totals, squares = _chosen(pattern, sums, at)
        scatters.add(key, pattern, ExactScatter(n, totals, squares))
        for comparison in _within(pattern):
            x, y = comparison.earlier, comparison.later
            moments = ExactPairMoments(n, _of(x, sums), _of(y, sums), at[x, x], at[y, y], at[x, y])
            scatters.pair(key, comparison, moments)


def add_fractional(
    db: "DuckDBPyConnection", scatters: Scatters, relation: str, measures: Collection[str], *, counted: bool
) -> None:
    """Take up what is not whole in ``relation``: means first, by compensated sums, then squares about them."""
    if not measures:
        return
    weight, people = ("people * ", "sum(people)") if counted else ("", "count(*)")
    changes = [(each.earlier, each.later) for each in COMPARISONS]
    means = [f"fsum({weight}{each}) / {people} AS m{place}" for place, each in enumerate(OCCASIONS)]
    means += [f"fsum({weight}({y} - {x})) / {people} AS d{place}" for place, (x, y) in enumerate(changes)]
    mean = dict(zip(OCCASIONS, ("m0", "m1", "m2"), strict=True))
    squares = [f"fsum({weight}({a} - {mean[a]}) * ({b} - {mean[b]}))" for a, b in PRODUCTS]
    squares += [f"fsum({weight}({y} - {x} - d{place}) ** 2)" for place, (x, y) in enumerate(changes)]
    sql = f"""
    WITH taken AS (SELECT *, {PATTERN} AS pattern FROM {relation} WHERE measure IN {quoted_list(measures)}),
         centres AS (SELECT {KEYS}, pattern, {people} AS n, {", ".join(means)} FROM taken GROUP BY ALL)
    SELECT c.measure, c.gender, c.programme, c.started, c.pattern, any_value(n),
           {", ".join(f"any_value({name})" for name in ("m0", "m1", "m2", "d0", "d1", "d2"))}, {", ".join(squares)}
    FROM taken AS t JOIN centres AS c
      ON t.measure = c.measure AND t.gender IS NOT DISTINCT FROM c.gender AND t.started = c.started
     AND t.programme IS NOT DISTINCT FROM c.programme AND t.pattern = c.pattern
    GROUP BY 1, 2, 3, 4, 5
    """
    for measure, gender, programme, started, bits, n, m0, m1, m2, d0, d1, d2, *squared in asked(db, sql):
        key = (measure, gender, programme, started)
        _take_fractional(scatters, key, PATTERN_OF[bits], int(n), (m0, m1, m2), (d0, d1, d2), squared)


def _take_fractional(
    scatters: Scatters,
    key: Key,
    pattern: Pattern,
    n: int,
    means: Sequence[Any],
    changes: Sequence[Any],
    squared: Sequence[Any],
) -> None:
    if not pattern:
        scatters.add(key, pattern, ExactScatter(n, (), ()))
        return
    at = dict(zip(PRODUCTS, squared, strict=False))
    scatters.add(key, pattern, FloatScatter(n, *_chosen(pattern, means, at)))
    for comparison in _within(pattern):
        x, y, place = comparison.earlier, comparison.later, COMPARISONS.index(comparison)
        moments = FloatPairMoments(
            n, _of(x, means), _of(y, means), changes[place], at[x, x], at[y, y], squared[len(PRODUCTS) + place]
        )
        scatters.pair(key, comparison, moments)


def _of(occasion: Occasion, values: Sequence[Any]) -> Any:
    return values[OCCASIONS.index(occasion)]


def _chosen(
    pattern: Pattern, sums: Sequence[Any], at: dict[tuple[Occasion, Occasion], Any]
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    places = [(a, b) for place, a in enumerate(pattern) for b in pattern[place:]]
    return tuple(_of(each, sums) for each in pattern), tuple(at[pair] for pair in places)


def _within(pattern: Pattern) -> Iterator[Comparison]:
    return (each for each in COMPARISONS if {each.earlier, each.later} <= set(pattern))
