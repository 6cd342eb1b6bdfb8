"""The engine for registries forms what the reference engine forms: integers to the bit, others to 1e-12."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import nan, sqrt

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconnect.analysis.engines.duckdb import Formed, Rows, Shape, form, formed, scores
from reconnect.analysis.engines.reference import sums
from reconnect.analysis.flow import flow
from reconnect.analysis.moments import FloatPairMoments
from reconnect.analysis.outcomes import Outcomes, Participant, Reading
from reconnect.analysis.patterns import FloatScatter
from reconnect.errors import DataError
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

MEASURES = (
    Measure("anxiety", "Anxiety", -1e9, 1e9, Better.LOWER),
    Measure("touch", "Touch", -1e9, 1e9, Better.HIGHER),
)
INTS = st.integers(0, 10) | st.integers(10**8, 10**8 + 5)
FLOATS = INTS | st.sampled_from([0.5, 1.25, 1e8 + 0.5, 1e8 - 0.25, 0.1, 0.2]) | st.floats(-50, 50, width=32)
PEOPLE_MADE_OF = {
    name: st.lists(
        st.tuples(
            st.sampled_from([None, "woman", "man"]),
            st.sampled_from([None, "group 1", "group 2", "group 3"]),
            st.booleans(),
            st.tuples(*[st.none() | score] * 3),
            st.none() | st.tuples(*[st.none() | score] * 3),
        ),
        min_size=1,
        max_size=12,
    )
    for name, score in (("whole", INTS), ("fractional", FLOATS))
}
Person = tuple[str | None, str | None, bool, tuple[float | None, ...], tuple[float | None, ...] | None]
People = list[Person]
TWO_PARTS = ("person % 2 = 0", "person % 2 = 1")


def outcomes(people: People, *, dated: bool) -> Outcomes:
    """The same people as the reference engine reads them; without a row of ``touch`` they have no score of it."""
    participants = tuple(
        Participant(str(number), gender, None, programme, started_on=date(2026, 1, 1) if dated and started else None)
        for number, (gender, programme, started, *_) in enumerate(people)
    )
    readings = tuple(
        Reading(str(number), measure.id, occasion, value)
        for number, (*_, anxiety, touch) in enumerate(people)
        for measure, values in zip(MEASURES, (anxiety, touch or ()), strict=True)
        for occasion, value in zip(Occasion, values, strict=bool(values))
        if value is not None
    )
    held = [measure for measure, place in zip(MEASURES, (3, 4), strict=True) if any(each[place] for each in people)]
    occasions = {measure.id: tuple(Occasion) for measure in held}
    background = frozenset({"started"} if dated else ())
    return Outcomes("data.parquet", tuple(held), occasions, participants, readings, background)


def table(people: People) -> list[tuple[object, ...]]:
    """A row a person and measure."""
    return [
        (number, gender, programme, started, measure.id, *values)
        for number, (gender, programme, started, *both) in enumerate(people)
        for measure, values in zip(MEASURES, both, strict=True)
        if values is not None
    ]


COLUMNS = "person BIGINT, gender VARCHAR, programme VARCHAR, started BOOLEAN, measure VARCHAR"
UNPIVOTED = """
CREATE TEMP VIEW scores AS SELECT * FROM paired
UNPIVOT INCLUDE NULLS (value FOR occasion IN (pre, post, follow_up))
"""


@pytest.fixture(scope="module")
def room() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as db:
        yield db


def formed_of(
    db: duckdb.DuckDBPyConnection,
    rows: Sequence[tuple[object, ...]],
    shape: Shape = Shape.PAIRED,
    kind: str = "DOUBLE",
    **told: object,
) -> Formed:
    db.execute("DROP VIEW IF EXISTS scores")
    db.execute(f"CREATE OR REPLACE TEMP TABLE paired ({COLUMNS}, pre {kind}, post {kind}, follow_up {kind})")
    if rows:
        db.executemany("INSERT INTO paired VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute("CREATE TEMP VIEW scores AS FROM paired" if shape is Shape.PAIRED else UNPIVOTED)
    measures = {measure.id: measure for measure in MEASURES}
    return form(db, Rows("data.parquet", shape, measures, **told))  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None)
@given(
    PEOPLE_MADE_OF["whole"],
    st.sampled_from(Shape),
    st.booleans(),
    st.sampled_from(["DOUBLE", "INTEGER"]),
    st.sampled_from([("true",), TWO_PARTS]),
    st.sampled_from([0, 32]),
    st.sampled_from([2, 10**6]),
)
def test_whole_numbers_are_summed_to_the_bit(
    room: duckdb.DuckDBPyConnection,
    people: People,
    shape: Shape,
    dated: bool,  # noqa: FBT001
    kind: str,
    parts: tuple[str, ...],
    few: int,
    most: int,
) -> None:
    data = outcomes(people, dated=dated)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formed, "FEW_PROGRAMMES", few)
        patch.setattr(scores, "MOST_CELLS", most)
        found = formed_of(room, table(people), shape, kind, started=dated, parts=parts)
    expected = sums(data)
    assert found.sums.pairs == expected.pairs
    assert found.sums.patterns == expected.patterns
    kept = {key: counts for key, counts in expected.counts.items() if key[0] not in found.uncounted}
    assert found.sums.counts == kept
    assert found.flow == flow(data)
    assert (found.measures, found.occasions, found.strata) == (data.measures, data.occasions, data.strata)


CLOSE = 1e-12


def assert_close(one: FloatPairMoments | FloatScatter, other: FloatPairMoments | FloatScatter, size: float) -> None:
    """12 digits, or as many as sums of numbers up to ``size`` have: a last digit moves squares by twice the spread."""
    digit = 4e-16 * size
    for name in one.__slots__:
        mine, theirs = getattr(one, name), getattr(other, name)
        squares = sum(map(abs, theirs)) if isinstance(theirs, tuple) else theirs
        least = digit if "mean" in name else digit * (2 * sqrt(other.n * abs(squares)) + other.n * digit)
        assert mine == pytest.approx(theirs, rel=CLOSE, abs=least), name


@settings(max_examples=30, deadline=None)
@given(
    PEOPLE_MADE_OF["fractional"],
    st.sampled_from(Shape),
    st.sampled_from([("true",), TWO_PARTS]),
    st.sampled_from([0, 32]),
    st.sampled_from([2, 10**6]),
)
def test_other_numbers_agree_in_twelve_digits(
    room: duckdb.DuckDBPyConnection, people: People, shape: Shape, parts: tuple[str, ...], few: int, most: int
) -> None:
    data = outcomes(people, dated=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formed, "FEW_PROGRAMMES", few)
        patch.setattr(scores, "MOST_CELLS", most)
        found = formed_of(room, table(people), shape, parts=parts).sums
    expected = sums(data)
    size = max((abs(reading.value) for reading in data.readings), default=0)
    assert found.pairs.keys() == expected.pairs.keys()
    for cell, programmes in expected.pairs.items():
        assert found.pairs[cell].keys() == programmes.keys()
        for name, moments in programmes.items():
            mine = found.pairs[cell][name]
            assert mine.n == moments.n
            assert_close(mine.centred(), moments.centred(), size)
    assert found.patterns.keys() == expected.patterns.keys()
    for key, parts_of in expected.patterns.items():
        assert found.patterns[key].keys() == parts_of.keys()
        for name, patterns in parts_of.items():
            for mine_, theirs in zip(found.patterns[key][name].scatters, patterns.scatters, strict=True):
                assert mine_.n == theirs.n
                assert_close(mine_.centred(), theirs.centred(), size)
    assert all(found.counts[key] == counts for key, counts in expected.counts.items() if key in found.counts)


def test_large_means_keep_their_digits(room: duckdb.DuckDBPyConnection) -> None:
    values = [1e8 + place / 64 for place in (1, 5, 7, 2, 9)]
    rows = [
        (number, "woman", None, True, "anxiety", value, value + 1 / 128, None) for number, value in enumerate(values)
    ]
    found = formed_of(room, rows).sums
    (moments,) = (each[None].centred() for cell, each in found.pairs.items() if cell.stratum == "all" and each)
    assert moments.squares_x == pytest.approx(44.8 / 64**2, rel=1e-9)
    assert moments.mean_d == 1 / 128
    assert moments.squares_d == 0


ONE = (1, "woman", "group 1", True, "anxiety", 5.0, 4.0, None)


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (ONE, "person_id", "of the same person, measure and occasion"),
        ((1, "man", "group 1", True, "touch", 1.0, None, None), "gender", "rows of one person differ here (1 people)"),
        ((1, "woman", "other", True, "touch", 1.0, None, None), "cohort_id", "rows of one person differ here"),
        ((1, "woman", "group 1", False, "touch", 1.0, None, None), "started", "rows of one person differ here"),
        ((None, "woman", "group 1", True, "touch", 1.0, None, None), "person_id", "a row without a person"),
        ((2, "all", "group 1", True, "touch", 1.0, None, None), "gender", 'cannot be called "all"'),
        ((2, "man", "group 1", True, None, 1.0, None, None), "measure", "a row without a measure"),
        ((2, "man", "group 1", True, "pain", 1.0, None, None), "measure", "there are: anxiety, touch"),
        ((2, "man", "group 1", True, "touch", None, nan, None), "pre, post, follow_up", "touch: outside the range"),
        ((2, "man", "group 1", True, "touch", None, 1e9 + 1, None), "pre, post, follow_up", "touch: outside the range"),
        ((2, "man", "group 1", True, "touch", None, 99.0, None), "pre, post, follow_up", "often codes"),
    ],
)
@pytest.mark.parametrize("shape", Shape)
def test_what_contradicts_itself_is_refused(
    room: duckdb.DuckDBPyConnection, row: tuple[object, ...], column: str, message: str, shape: Shape
) -> None:
    assert formed_of(room, [ONE], shape, started=True, codes=frozenset({99})).flow[0].started == 1
    with pytest.raises(DataError) as refused:
        formed_of(room, [ONE, row], shape, started=True, codes=frozenset({99}))
    (problem,) = refused.value.problems
    expected = column if shape is Shape.PAIRED or "," not in column else "value"
    assert (problem.file, problem.field) == ("data.parquet", f"column {expected}")
    assert message in problem.message


@pytest.mark.parametrize("shape", Shape)
def test_what_one_row_leaves_out_another_may_tell(room: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    rows = [ONE, (1, None, None, None, "touch", None, 2.0, 3.0), (2, None, None, None, "touch", 1.0, None, None)]
    found = formed_of(room, rows, shape)
    assert found.strata == ("all", "woman")
    assert {key: list(each) for key, each in found.sums.patterns.items()} == {
        ("anxiety", "woman"): ["group 1"],
        ("anxiety", "not known"): [None],
        ("touch", "woman"): ["group 1"],
        ("touch", "not known"): [None],
    }
    assert found.sums.counts["touch", "woman"].cells == {(None, 2, 3): 1}
    assert found.sums.patterns["anxiety", "not known"][None].scatters[-1].n == 1, "started, and no score of it"
