# ruff: noqa: S608, PLC0415 all of the SQL is ours, and only who writes files needs DuckDB

"""Invent a registry of any size as Parquet files: paired as doubles and as 8-bit integers, and a row a value.

    python benchmarks/fictitious_registry.py --out /tmp/registry --people 10000

Five measures at three occasions; a person's scores come from a hash of their number, so that they are always the same.
Before treatment 3 % of the scores are missing, at the end 20 % of the people, at follow-up 45 %. No conclusion about
any treatment can be drawn from them.
"""

import argparse
from pathlib import Path

MEASURES = {"msq_anxiety": 20, "avoid_sex": 10, "avoid_touch": 10, "interference": 10, "avoid_talk": 10}
PROGRAMMES = 1000
LAYOUTS = ("paired", "small", "long")

# Four 16-bit pieces of a hash added up are nearly normal, with variance (65536^2 - 1) / 3.
DRAW = "hash((p * 8 + m) * 4 + {place}) AS h{place}"
NORMAL = "((h{place} & 65535) + ((h{place} >> 16) & 65535) + ((h{place} >> 32) & 65535) + (h{place} >> 48) - 131070.0)"
SD = 37837.2
SCORES = f"""
WITH drawn AS (
    SELECT p AS person_id, m, hash(p * 8 + 7) AS who, {", ".join(DRAW.format(place=place) for place in (1, 2, 3))}
    FROM (SELECT range AS p, unnest([0, 1, 2, 3, 4]) AS m FROM range({{people}}))
), normal AS (
    SELECT person_id, m, who, hash(who + m) % 100 AS luck, CASE m WHEN 0 THEN 20 ELSE 10 END AS top,
           {", ".join(f"{NORMAL.format(place=place)} / {SD} AS z{place}" for place in (1, 2, 3))}
    FROM drawn
), raw AS (
    SELECT *, top * (.6 + .32 * z1) AS x, top * (.5 + .32 * (.55 * z1 + .835 * z2)) AS y,
           top * (.48 + .32 * (.5 * z1 + .45 * z2 + .74 * z3)) AS w
    FROM normal
)
SELECT person_id, CASE WHEN who % 50 = 0 THEN NULL WHEN who % 4 = 0 THEN 'man' ELSE 'woman' END AS gender,
       printf('group %04d', (who >> 8) % {{programmes}}) AS cohort_id, {list(MEASURES)}[m + 1] AS measure,
       CASE WHEN luck >= 3 THEN round(greatest(least(x, top), 0)) END AS pre,
       CASE WHEN (who >> 20) % 100 >= 20 THEN round(greatest(least(y, top), 0)) END AS post,
       CASE WHEN (who >> 20) % 100 >= 45 THEN round(greatest(least(w, top), 0)) END AS follow_up
FROM raw
"""


def write_registry(folder: Path, people: int) -> dict[str, Path]:
    """Write the three files of ``people`` into ``folder``, those already there left alone; their paths by layout."""
    import duckdb

    paths = {layout: folder / f"{layout}_{people}.parquet" for layout in LAYOUTS}
    sources = {
        "paired": SCORES.format(people=people, programmes=max(1, min(PROGRAMMES, people // 10))),
        "small": "SELECT * REPLACE (pre::TINYINT AS pre, post::TINYINT AS post, follow_up::TINYINT AS follow_up) "
        f"FROM '{paths['paired']}'",
        "long": f"FROM '{paths['paired']}' UNPIVOT INCLUDE NULLS (value FOR occasion IN (pre, post, follow_up))",
    }
    for layout, path in paths.items():
        if not path.exists():
            with duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as db:
                db.execute(f"COPY ({sources[layout]}) TO '{path}.part' (FORMAT parquet)")
            Path(f"{path}.part").rename(path)
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Invent a registry as Parquet files.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, default=10_000)
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    print(*write_registry(told.out, told.people).values(), sep="\n")
