# ruff: noqa: PLC0415, S608 a job imports what it needs and no more, as its memory is measured; the SQL is ours

"""What each process of `engine_sizes.py` does: one job on one file, as a script would do it.

python benchmarks/engine_jobs.py reconnect /tmp/registry/paired_10000.parquet
"""

import sys
import time
from itertools import combinations
from pathlib import Path

from fictitious_registry import MEASURES

OCCASIONS = ("pre", "post", "follow_up")
PAIRS = tuple(combinations(OCCASIONS, 2))
MEMORY = "600MB"


def reconnect(path: Path, *, model: bool = False) -> None:
    """Every statistic of the paper's tables 3 and 4, with t, p, intervals and three d, apart for women and men."""
    from reconnect.analysis.change import paired_t
    from reconnect.analysis.effects import effects
    from reconnect.analysis.missing.mmrm import mmrm
    from reconnect.analysis.moments import spread
    from reconnect.exchange.registry_file import sums_from_parquet
    from reconnect.model.measure import Better, Measure

    measures = {name: Measure(name, name, 0, top, Better.LOWER) for name, top in MEASURES.items()}
    formed = sums_from_parquet(path, measures, memory=MEMORY).formed
    figures = {cell: spread(formed.sums.moments(cell)) for cell in formed.sums.pairs}
    tests = [(paired_t(each, Better.LOWER), effects(each, Better.LOWER)) for each in figures.values()]
    if len(tests) < len(MEASURES) * len(PAIRS) or formed.flow[0].eligible == 0:
        raise RuntimeError("a statistic is missing")
    if model:
        started = time.process_time()
        for name in MEASURES:
            if not mmrm(formed.sums.parts(name), Better.LOWER).changes:
                raise RuntimeError("nobody was modelled")
        print(f"models {time.process_time() - started:.3f}")


def reconnect_model(path: Path) -> None:
    """The same, and MMRM of the five measures after it; prints how long that took."""
    reconnect(path, model=True)


def bare_scan(path: Path) -> None:
    """What DuckDB needs to add up the scores and nothing else."""
    columns = ("value",) if path.name.startswith("long") else OCCASIONS
    _duckdb(f"SELECT {', '.join(f'sum({name})' for name in columns)} FROM '{path}'")


def regressions(path: Path) -> None:
    """Means, variances and correlations of the pairs by DuckDB's own functions, from which t and d follow."""
    source = f"'{path}'"
    if path.name.startswith("long"):
        chosen = ", ".join(f"max(value) FILTER (occasion = '{name}') AS {name}" for name in OCCASIONS)
        source = f"(SELECT person_id, measure, gender, {chosen} FROM '{path}' GROUP BY ALL)"
    parts = ("count", "avgx", "avgy", "sxx", "syy", "sxy")
    columns = ", ".join(f"regr_{part}({later}, {earlier})" for earlier, later in PAIRS for part in parts)
    _duckdb(f"SELECT measure, gender, {columns} FROM {source} GROUP BY GROUPING SETS ((measure), (measure, gender))")


def pandas_pingouin(path: Path) -> None:
    """The same statistics with pandas and pingouin's paired t test."""
    import pandas as pd
    import pingouin as pg

    table = pd.read_parquet(path)
    if path.name.startswith("long"):
        keys = ["person_id", "measure", "gender"]
        table = table.pivot_table(index=keys, columns="occasion", values="value", dropna=False).reset_index()
    lines = []
    for _, of_measure in table.groupby("measure"):
        for part in (of_measure, *(each for _, each in of_measure.groupby("gender"))):
            for earlier, later in PAIRS:
                both = part[[earlier, later]].dropna()
                test = pg.ttest(both[later], both[earlier], paired=True)
                lines.append(
                    (both.mean(), both.std(), test, (both[later] - both[earlier]).mean() / both[earlier].std())
                )
    if len(lines) != len(MEASURES) * 3 * len(PAIRS):
        raise RuntimeError("a statistic is missing")


def _duckdb(sql: str) -> None:
    import duckdb

    with duckdb.connect(config={"threads": 2}) as db:
        if not db.execute(sql).fetchall():
            raise RuntimeError("no answer")


JOBS = {each.__name__: each for each in (reconnect, reconnect_model, bare_scan, regressions, pandas_pingouin)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]))
