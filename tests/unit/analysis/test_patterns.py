"""Pattern moments add up in any partition and order, and give what the rows give."""

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.moments import ExactPairMoments, pair_moments
from reconnect.analysis.patterns import (
    OCCASIONS,
    PATTERNS,
    ExactScatter,
    FloatScatter,
    PatternMoments,
    Row,
    Scatter,
    merge_strata,
    pattern_moments,
)
from reconnect.model.occasion import Occasion

PRE, POST, FOLLOW_UP = Occasion

WHOLE = st.one_of(st.none(), st.integers(-1000, 1000))
POINTS = st.one_of(st.none(), st.integers(-100_000, 100_000).map(lambda number: number / 100))
ORDER = st.permutations(range(5))


def labelled(values: st.SearchStrategy[int | float | None]) -> st.SearchStrategy[list[tuple[Row, int]]]:
    return st.lists(st.tuples(st.tuples(values, values, values), st.integers(0, 4)), max_size=40)


def parts(rows: Sequence[tuple[Row, int]], order: Sequence[int]) -> list[PatternMoments]:
    return [pattern_moments(row for row, group in rows if group == wanted) for wanted in order]


def close(found: Scatter, rows: list[Row], columns: Sequence[int]) -> None:
    """``found`` holds the means and centred products of ``rows`` at ``columns``, from their definition."""
    table = np.array([[row[column] for column in columns] for row in rows], dtype=float).reshape(
        len(rows), len(columns)
    )
    means = table.mean(axis=0) if rows else np.zeros(len(columns))
    squares = ((table - means).T @ (table - means))[np.triu_indices(len(columns))]
    centred = found.centred()
    assert centred.n == len(rows)
    assert centred.means == pytest.approx(means, rel=1e-9, abs=1e-9)
    assert centred.squares == pytest.approx(squares, rel=1e-9, abs=1e-5)


@given(labelled(WHOLE), ORDER)
def test_whole_numbers_merge_exactly_in_any_partition_and_order(rows: list[tuple[Row, int]], order: list[int]) -> None:
    assert reduce(add, parts(rows, order)) == pattern_moments(row for row, _ in rows)


@given(labelled(POINTS), ORDER)
def test_floats_merge_in_any_partition_and_order(rows: list[tuple[Row, int]], order: list[int]) -> None:
    merged = reduce(add, parts(rows, order))
    for pattern, scatter in zip(PATTERNS, merged.scatters, strict=True):
        columns = [OCCASIONS.index(occasion) for occasion in pattern]
        same = [row for row, _ in rows if [place for place in range(3) if row[place] is not None] == columns]
        close(scatter, same, columns)


@given(labelled(st.one_of(WHOLE, POINTS)))
def test_whole_numbers_and_floats_merge_with_each_other(rows: list[tuple[Row, int]]) -> None:
    merged = reduce(add, parts(rows, range(5)))
    for columns in ([0], [0, 1], [2, 0], [0, 1, 2]):
        answered = [row for row, _ in rows if all(row[column] is not None for column in columns)]
        close(merged.pooled(tuple(OCCASIONS[column] for column in columns)), answered, columns)


@given(labelled(WHOLE))
def test_the_pairs_are_those_that_the_rows_hold(rows: list[tuple[Row, int]]) -> None:
    moments = pattern_moments(row for row, _ in rows)
    for earlier, later in combinations(range(3), 2):
        pairs = [(a, b) for row, _ in rows if (a := row[earlier]) is not None and (b := row[later]) is not None]
        assert moments.pairs(OCCASIONS[earlier], OCCASIONS[later]) == pair_moments(pairs)


@given(labelled(POINTS))
def test_the_pairs_of_floats_are_those_that_the_rows_hold(rows: list[tuple[Row, int]]) -> None:
    pairs = [(a, b) for (a, _, b), _ in rows if a is not None and b is not None]
    found = pattern_moments(row for row, _ in rows).pairs(PRE, FOLLOW_UP).centred()
    expected = pair_moments(pairs).centred()
    assert found.n == expected.n
    assert (found.mean_d, found.squares_d) == pytest.approx((expected.mean_d, expected.squares_d), rel=1e-9, abs=1e-5)


@given(labelled(WHOLE))
def test_everyone_is_counted_once_those_who_never_answered_too(rows: list[tuple[Row, int]]) -> None:
    moments = pattern_moments(row for row, _ in rows)
    assert moments.people == len(rows)
    assert moments.of(()).n == sum(row == (None, None, None) for row, _ in rows)
    assert moments.count([PRE], [POST]) == sum(row[0] is not None and row[1] is None for row, _ in rows)


def test_the_sums_of_a_small_table_are_those_worked_out_by_hand() -> None:
    moments = pattern_moments([(1, 2, 3), (4, 0, -1), (5, None, 7), (None, None, None), (2.5, 3, None)])
    assert moments.of(OCCASIONS) == ExactScatter(2, (5, 2, 2), (17, 2, -1, 4, 6, 10))
    assert moments.of((PRE, FOLLOW_UP)) == ExactScatter(1, (5, 7), (25, 35, 49))
    assert moments.of((PRE, POST)) == FloatScatter(1, (2.5, 3.0), (0.0, 0.0, 0.0))
    assert moments.of(()) == ExactScatter(1, (), ())
    assert moments.pairs(PRE, FOLLOW_UP) == ExactPairMoments(3, 10, 9, 42, 59, 34)


def test_there_are_eight_patterns_in_a_fixed_order() -> None:
    assert len(set(PATTERNS)) == 8
    assert (PATTERNS[0], PATTERNS[-1]) == ((PRE, POST, FOLLOW_UP), ())


@pytest.mark.parametrize("size", [10**8, 10**15])
def test_whole_numbers_far_from_zero_lose_nothing(size: int) -> None:
    far, near = (pattern_moments([(at, at + 1, None), (at + 2, at + 7, None)]).of((PRE, POST)) for at in (size, 0))
    assert far.centred().squares == near.centred().squares


def test_strata_of_two_programmes_merge_by_name() -> None:
    one, two = pattern_moments([(1, 2, 3)]), pattern_moments([(4, None, 6)])
    assert merge_strata({"a": one, "b": two}, {"c": one, "b": one}) == {"a": one, "b": two + one, "c": one}
