"""Alpha and omega of a sum, from moments that add up."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.reliability import ItemMoments, alpha, item_moments, omega

ANSWER = st.integers(0, 4)
ROWS = st.lists(st.tuples(*[st.none() | ANSWER] * 3), max_size=30)


def one_factor(loadings: list[float], unique: list[float], n: int = 101) -> ItemMoments:
    """Moments whose covariance is exactly that of one factor."""
    covariance = np.outer(loadings, loadings) + np.diag(unique)
    return ItemMoments(n, (0.0,) * len(loadings), tuple(tuple(row) for row in ((n - 1) * covariance).tolist()), 0)


@given(ROWS, st.integers(0, 30))
def test_moments_of_two_parts_add_up(rows: list[tuple[float | None, ...]], cut: int) -> None:
    whole, parts = item_moments(rows), item_moments(rows[:cut]) + item_moments(rows[cut:])
    assert (parts.n, parts.incomplete) == (whole.n, whole.incomplete)
    assert np.array(parts.means) == pytest.approx(np.array(whole.means), abs=1e-9)
    assert np.array(parts.scatter) == pytest.approx(np.array(whole.scatter), abs=1e-9)


def test_a_row_with_a_gap_is_left_out_and_told() -> None:
    found = item_moments([(1, 2), (None, 4), (3, 2), (0, None)])
    assert (found.n, found.incomplete, found.means) == (2, 2, (2.0, 2.0))


def test_alpha_by_hand() -> None:
    # Items 1 2 3 and 1 3 2: variances 1 and 1, their sum 2 5 5 has 3; alpha = 2 (1 - 2 / 3).
    found = alpha(item_moments([(1, 1), (2, 3), (3, 2)]))
    assert found is not None
    assert (found.n, found.items, found.value) == (3, 2, pytest.approx(2 / 3))
    assert found.low < found.value < found.high < 1


def test_items_that_measure_alike_have_one_alpha_and_omega() -> None:
    # Loadings 1, unique variances 1: both are 3^2 / (3^2 + 3).
    moments = one_factor([1, 1, 1], [1, 1, 1])
    for found in (alpha(moments), omega(moments)):
        assert found is not None
        assert found.value == pytest.approx(0.75, rel=1e-9)


def test_omega_is_of_raw_answers_and_above_alpha_where_items_differ() -> None:
    loadings, unique = [2.0, 1.0, 0.5, 0.8], [1.0, 0.5, 2.0, 0.6]
    moments = one_factor(loadings, unique)
    found, beside = omega(moments), alpha(moments)
    assert found is not None
    assert beside is not None
    assert found.value == pytest.approx(4.3**2 / (4.3**2 + 4.1), rel=1e-9)
    assert list(found.loadings) == pytest.approx(loadings, rel=1e-7)
    assert beside.value < found.value


def test_an_item_turned_round_takes_from_the_sum() -> None:
    found = omega(one_factor([1, 1, 1, -1], [1, 1, 1, 1]))
    assert found is not None
    assert found.value == pytest.approx(4 / (4 + 4), rel=1e-9)


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param(item_moments([]), id="nobody"),
        pytest.param(item_moments([(1, 2, 3)]), id="one person"),
        pytest.param(item_moments([(1,), (2,), (4,)]), id="one item"),
        pytest.param(item_moments([(1, 1, 1), (1, 1, 1), (1, 1, 1), (1, 1, 1)]), id="nobody differs"),
    ],
)
def test_both_are_undefined_without_two_people_or_items_that_vary(moments: ItemMoments) -> None:
    assert alpha(moments) is None
    assert omega(moments) is None


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param(one_factor([1, 1], [1, 1]), id="two items"),
        pytest.param(one_factor([1, 1, 1], [1, 1, 1], n=3), id="no more people than items"),
        pytest.param(one_factor([1, 1, 1], [1, 1, 1e-9]), id="an item without an error"),
        pytest.param(one_factor([1, 1, 1], [1, 1, 0.004]), id="an item with .4 % of its own"),
        pytest.param(one_factor([1, 1, 0], [1, 1, 0]), id="an item that does not vary"),
    ],
)
def test_omega_needs_one_proper_factor(moments: ItemMoments) -> None:
    assert omega(moments) is None


def test_items_that_hardly_go_together_have_a_small_omega_and_not_none() -> None:
    rows = np.array([[1, 0.072, -0.056], [0.072, 1, -0.033], [-0.056, -0.033, 1]])
    found = omega(ItemMoments(50, (0.0,) * 3, tuple(tuple(row) for row in (49 * rows).tolist()), 0))
    assert found is not None
    # factanal's unique variances of these correlations are .878, .958 and .974.
    assert [1 - loading**2 for loading in found.loadings] == pytest.approx([0.878, 0.958, 0.974], abs=1e-3)


def test_an_item_with_little_of_its_own_is_still_proper() -> None:
    found = omega(one_factor([1, 1, 1], [1, 1, 0.01]))
    assert found is not None
    assert found.value == pytest.approx(9 / (9 + 2.01), rel=1e-8)


def test_the_interval_is_narrower_with_more_people() -> None:
    few, many = (alpha(one_factor([1, 1, 1], [1, 1, 1], n)) for n in (20, 2000))
    assert few is not None
    assert many is not None
    assert (many.high - many.low) / (few.high - few.low) == pytest.approx(1 / sqrt(100), rel=0.2)
