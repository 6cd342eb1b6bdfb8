"""The paired t test: against scipy, by hand, by direction, and where it is undefined."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from reconnect.analysis.change import PairedT, paired_t
from reconnect.analysis.moments import Spread, pair_moments, spread
from reconnect.model.measure import Better

Pair = tuple[int | float, int | float]

SCALE = st.integers(0, 20)
PAIRS = st.lists(st.tuples(SCALE, SCALE), min_size=2, max_size=40)


def t_of(pairs: list[Pair], better: Better = Better.HIGHER) -> PairedT | None:
    return paired_t(spread(pair_moments(pairs)), better)


@given(PAIRS)
def test_it_agrees_with_scipys_paired_t_test_and_its_interval(pairs: list[Pair]) -> None:
    assume(len({later - earlier for earlier, later in pairs}) > 1)
    test = t_of(pairs)
    reference = stats.ttest_rel([later for _, later in pairs], [earlier for earlier, _ in pairs])
    interval = reference.confidence_interval(0.95)
    assert test is not None
    assert (test.t, test.df, test.p) == pytest.approx((reference.statistic, reference.df, reference.pvalue), rel=1e-9)
    assert (test.low, test.high) == pytest.approx((interval.low, interval.high), rel=1e-9, abs=1e-9)


def test_changes_of_1_2_and_3_points_give_the_figures_worked_out_by_hand() -> None:
    test = t_of([(5, 6), (4, 6), (9, 12)])  # mean 2, SD 1, n 3
    assert test is not None
    assert test.t == pytest.approx(2 * sqrt(3))
    assert test.df == 2
    assert test.p == pytest.approx(1 - 2 * sqrt(3) / sqrt(2 + 12))  # the t distribution with 2 df in closed form
    assert (test.low, test.high) == pytest.approx((2 - 4.302653 / sqrt(3), 2 + 4.302653 / sqrt(3)), abs=1e-6)


@given(PAIRS)
def test_t_is_positive_exactly_where_things_got_better(pairs: list[Pair]) -> None:
    changes = [later - earlier for earlier, later in pairs]
    assume(len(set(changes)) > 1)
    for better, improvement in ((Better.HIGHER, sum(changes)), (Better.LOWER, -sum(changes))):
        test = t_of(pairs, better)
        assert test is not None
        assert (test.t > 0) == (improvement > 0)
        assert (test.t < 0) == (improvement < 0)


@given(PAIRS)
def test_direction_turns_the_sign_of_t_and_leaves_p_and_the_raw_interval_alone(pairs: list[Pair]) -> None:
    up, down = t_of(pairs, Better.HIGHER), t_of(pairs, Better.LOWER)
    if up is None or down is None:
        assert up is down is None
        return
    assert up.t == -down.t
    assert (up.df, up.p, up.low, up.high) == (down.df, down.p, down.low, down.high)


@given(PAIRS)
def test_the_interval_holds_the_change_and_leaves_out_0_exactly_where_p_is_under_five_per_cent(
    pairs: list[Pair],
) -> None:
    test = t_of(pairs)
    assume(test is not None)
    assert test is not None
    assert test.low < sum(later - earlier for earlier, later in pairs) / len(pairs) < test.high
    assume(abs(test.p - 0.05) > 1e-9)
    assert (test.p < 0.05) == (not test.low <= 0 <= test.high)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([], id="no pair"),
        pytest.param([(3, 5)], id="one pair"),
        pytest.param([(3, 3), (4, 4)], id="nobody changed"),
        pytest.param([(3, 5), (4, 6), (9, 11)], id="everyone changed alike"),
        pytest.param([(0.1, 0.2), (0.2, 0.3), (0.3, 0.4)], id="everyone changed alike but for rounding"),
        pytest.param([(1e8 + 0.1, 1e8 + 0.2), (1e8 + 0.7, 1e8 + 0.8)], id="alike but for rounding, far from zero"),
    ],
)
@pytest.mark.parametrize("better", Better)
def test_it_is_undefined_without_two_pairs_or_where_every_change_is_the_same(pairs: list[Pair], better: Better) -> None:
    assert t_of(pairs, better) is None


@pytest.mark.parametrize("better", Better)
def test_no_mean_change_has_a_t_of_0_without_a_sign_and_a_p_of_1(better: Better) -> None:
    test = t_of([(3, 5), (5, 3)], better)
    assert test is not None
    assert (str(test.t), test.p) == ("0.0", pytest.approx(1))


def test_a_very_large_t_has_a_tiny_p_and_not_a_negative_one() -> None:
    figures = Spread(1000, 20.0, 1.0, 0.0, 1.0, -20.0, 0.01, 0.5)
    test = paired_t(figures, Better.LOWER)
    assert test is not None
    assert test.t > 1000
    assert 0 <= test.p < 1e-200
