"""A registry's Parquet file: the same sums as its rows give, in whatever parts, and nothing half read."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from reconnect.analysis.engines.duckdb import Shape
from reconnect.analysis.engines.reference import sums
from reconnect.analysis.flow import flow
from reconnect.errors import DataError
from reconnect.exchange import registry_file
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.exchange.registry_file import sums_from_parquet
from reconnect.model.measure import Better, Measure

MEASURES = {
    "avoid_touch": Measure("avoid_touch", "Avoiding touch", 0, 10, Better.LOWER),
    "msq_anxiety": Measure("msq_anxiety", "Anxiety", 0, 20, Better.LOWER),
}
# 40 people of whom every seventh has no row of the second measure, and everyone misses some occasion or other.
INVENTED = """
SELECT 'p' || lpad(p::VARCHAR, 2, '0') AS person_id, p AS number, CASE p % 3 WHEN 0 THEN 'Woman' WHEN 1 THEN 'man' END
       AS gender, 'group ' || (p % 4) AS cohort_id, measure, CASE WHEN (p + m) % 5 > 0 THEN p * 7 % 11 END AS pre,
       CASE WHEN p % 4 > 0 THEN (p * 5 + m) % 11 END AS post, CASE WHEN p % 2 > 0 THEN p * 3 % 11 END AS follow_up
FROM range(40) AS people(p), (VALUES (0, 'avoid_touch'), (1, 'msq_anxiety')) AS t(m, measure)
WHERE m = 0 OR p % 7 > 0 ORDER BY p, m
"""
PAIRED = "person_id, gender, cohort_id, measure, pre, post, follow_up"
TIDY = f"{PAIRED.removesuffix(', pre, post, follow_up')}, occasion, value"
UNPIVOTED = "(FROM ({}) UNPIVOT INCLUDE NULLS (value FOR occasion IN (pre, post, follow_up)))"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write what ``sql`` selects, in groups of ``size`` rows."""

    def writing(sql: str, name: str = "data.parquet", size: int = 122_880) -> Path:
        path = tmp_path / name
        with duckdb.connect() as db:
            kind = f"format parquet, row_group_size {size}" if name.endswith("parquet") else "format csv"
            db.execute(f"COPY ({sql}) TO '{path}' ({kind})")
        return path

    return writing


def selected(shape: Shape, columns: str | None = None) -> str:
    if shape is Shape.PAIRED:
        return f"SELECT {columns or PAIRED} FROM ({INVENTED})"  # noqa: S608
    return f"SELECT {columns or TIDY} FROM {UNPIVOTED.format(INVENTED)}"  # noqa: S608


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("rows_a_part", [6_000_000, 7])
@pytest.mark.parametrize("people", ["person_id", "40 - number AS person_id"])
def test_the_file_gives_what_its_rows_give(
    write: Write, monkeypatch: pytest.MonkeyPatch, shape: Shape, rows_a_part: int, people: str
) -> None:
    columns = (PAIRED if shape is Shape.PAIRED else TIDY).replace("person_id", people)
    monkeypatch.setattr(registry_file, "ROWS_A_PART", rows_a_part)
    monkeypatch.setattr("reconnect.analysis.engines.duckdb.formed.FEW_PROGRAMMES", rows_a_part % 4)
    found = sums_from_parquet(write(selected(shape, columns)), MEASURES)
    read = read_outcomes(write(selected(shape, columns), "data.csv"), None, MEASURES).outcomes
    assert found.formed.sums == sums(read)
    assert found.formed.flow == flow(read)
    assert (found.formed.measures, found.formed.occasions) == (read.measures, read.occasions)
    assert (found.formed.uncounted, found.ignored) == ((), ())


def test_people_in_order_are_cut_into_ranges(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    many = """
    SELECT p AS person_id, 'avoid_touch' AS measure, p % 11 AS pre, (p // 3) % 11 AS post FROM range(20000) AS t(p)
    """
    path = write(many, size=2048)
    whole = sums_from_parquet(path, MEASURES).formed
    monkeypatch.setattr(registry_file, "ROWS_A_PART", 5000)
    cut: list[tuple[str, ...]] = []
    parts = registry_file._parts
    monkeypatch.setattr(registry_file, "_parts", lambda *args, **named: cut.append(parts(*args, **named)) or cut[-1])
    assert sums_from_parquet(path, MEASURES).formed == whole
    assert cut == [
        (
            "person < 4096",
            "person >= 4096 AND person < 8192",
            "person >= 8192 AND person < 12288",
            "person >= 12288 AND person < 16384",
            "person >= 16384",
        )
    ]
    assert whole.flow[0].eligible == 20000


@pytest.mark.parametrize("started", ["number % 2 = 0", "CASE WHEN number % 2 = 0 THEN DATE '2026-01-31' END"])
def test_a_column_may_say_who_started(write: Write, started: str) -> None:
    found = sums_from_parquet(write(selected(Shape.TIDY, f"{TIDY}, {started} AS started")), MEASURES).formed
    assert (found.flow[0].eligible, found.flow[0].started) == (40, 20)


def test_ids_are_told_apart_by_service(write: Write) -> None:
    columns = PAIRED.replace("person_id", "number // 2 AS person_id, 'service ' || (number % 2) AS service_id")
    found = sums_from_parquet(write(selected(Shape.PAIRED, columns)), MEASURES)
    assert found.formed.flow[0].eligible == 40


def test_days_and_bases_of_answers_are_left_out_and_named(write: Write) -> None:
    path = write(selected(Shape.TIDY, f"{TIDY}, DATE '2026-01-31' AS answered_on, 'current' AS answer_basis"))
    assert sums_from_parquet(path, MEASURES).ignored == ("answered_on", "answer_basis")


def test_what_does_not_fit_into_memory_goes_to_a_folder_that_is_gone_afterwards(write: Write, tmp_path: Path) -> None:
    path = write(
        "SELECT p AS person_id, 'avoid_touch' AS measure, p % 11 AS pre, p % 7 AS post FROM range(400000) AS t(p)"
    )
    spill = tmp_path / "spill"
    spill.mkdir()
    found = sums_from_parquet(path, MEASURES, memory="30MB", spill=spill).formed
    assert found.flow[0].eligible == 400_000
    assert list(spill.iterdir()) == []


@pytest.mark.parametrize(
    ("columns", "field", "message"),
    [
        (PAIRED.replace("person_id", "person_id AS who"), "column person_id", "has no column person_id"),
        (PAIRED.replace(", post, follow_up", ""), None, "fewer than two of the columns"),
        (f"{PAIRED}, 1 AS Cohort", "column Cohort", "unknown column"),
        (PAIRED.replace("gender", 'gender AS "Gender"'), "column Gender", "did you mean gender?"),
        (PAIRED.replace("pre,", "'many' AS pre,"), "column pre", "holds VARCHAR, not numbers"),
        (PAIRED.replace("pre,", "(pre + 100) AS pre,"), "column pre, post, follow_up", "outside the range 0 to 10"),
        (PAIRED.replace("pre,", "'nan'::DOUBLE AS pre,"), "column pre, post, follow_up", "outside the range 0 to 10"),
        (PAIRED.replace("measure", "'pain' AS measure"), "column measure", "there are: avoid_touch, msq_anxiety"),
        ("1 AS person_id, measure, pre, post", "column person_id", "of the same person"),
        (PAIRED.replace("person_id", "nullif(number, 3) AS person_id"), "column person_id", "a row without a person"),
    ],
)
def test_every_other_file_is_refused(write: Write, columns: str, field: str | None, message: str) -> None:
    with pytest.raises(DataError) as refused:
        sums_from_parquet(write(selected(Shape.PAIRED, columns)), MEASURES)
    matching = [each for each in refused.value.problems if each.field == field and message in each.message]
    assert matching, str(refused.value)
    assert {each.file for each in refused.value.problems} == {"data.parquet"}


def test_a_damaged_or_absent_file_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and nothing else PAR1")
    for path in (broken, tmp_path / "none.parquet"):
        with pytest.raises(DataError, match=f"{path.name}: "):
            sums_from_parquet(path, MEASURES)
