"""Quartiles from counts are those of the values written out; directions and ends count plainly."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.counts import pair_counts
from reconnect.analysis.directions import Directions, directions
from reconnect.analysis.ends import Ends, crowded, ends
from reconnect.analysis.quartiles import Quartiles, quartiles
from reconnect.model.measure import Better, Measure

TOUCH = Measure("avoid_touch", "Touch", 0, 10, Better.LOWER)


@given(st.lists(st.integers(-20, 20) | st.floats(-20, 20), min_size=1, max_size=60))
def test_quartiles_are_numpys(values: list[float]) -> None:
    found = quartiles(Counter(values))
    assert found.n == len(values)
    assert [found.lower, found.median, found.upper] == pytest.approx(
        list(np.quantile(values, [0.25, 0.5, 0.75])), rel=1e-12, abs=1e-12
    )


def test_a_score_that_nobody_has_any_more_does_not_count() -> None:
    assert quartiles({1: 1, 9: 0}) == Quartiles(1, 1, 1, 1)
    assert quartiles({9: 0}) == quartiles({}) == Quartiles(0, None, None, None)


@pytest.mark.parametrize(
    ("better", "points", "expected"),
    [
        (Better.LOWER, 0, (1, 1, 3)),
        (Better.HIGHER, 0, (3, 1, 1)),
        (Better.LOWER, 2, (1, 2, 2)),
        (Better.LOWER, 2.5, (0, 4, 1)),
    ],
)
def test_people_move_the_way_their_measure_is_better(
    better: Better, points: float, expected: tuple[int, int, int]
) -> None:
    found = directions(pair_counts([(5, 4), (5, 3), (9, 5), (4, 4), (4, 6)]), better, points)
    assert found == Directions(5, *expected, points)
    assert found.percent(found.worse) == pytest.approx(20 * expected[0])


def test_a_move_of_just_so_many_points_counts_also_in_decimals() -> None:
    assert directions(pair_counts([(0.1, 0.3), (0.5, 0.7)]), Better.HIGHER, 0.2).better == 2


def test_nobody_moves_no_percent_and_points_below_0_are_refused() -> None:
    assert directions(pair_counts([]), Better.LOWER).percent(0) is None
    with pytest.raises(ValueError, match="0 or more"):
        directions(pair_counts([]), Better.LOWER, -1)


def test_the_ends_are_those_of_the_scale_and_not_of_the_scores() -> None:
    found = ends({0: 2, 1: 5, 9: 2, 10: 1}, TOUCH)
    assert found == Ends(10, 2, 1)
    assert (found.share(found.lowest), Ends(0, 0, 0).share(0)) == (0.2, None)


@pytest.mark.parametrize(("lowest", "highest", "expected"), [(2, 0, False), (3, 0, True), (0, 3, True), (2, 2, False)])
def test_a_crowd_is_over_a_fifth_at_one_end(lowest: int, highest: int, *, expected: bool) -> None:
    assert Ends(10, lowest, highest).crowded is expected
    assert not Ends(0, 0, 0).crowded


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [([(0, 5), (5, 5)], True), ([(5, 0), (5, 5)], True), ([(10, 5), (5, 5)], True), ([(4, 5), (5, 6)], False)],
)
def test_either_occasion_may_be_crowded(pairs: list[tuple[int, int]], *, expected: bool) -> None:
    assert crowded(pair_counts(pairs), TOUCH) is expected
