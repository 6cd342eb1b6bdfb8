"""The mean change of everyone who started: what it equals where that is known, how strata combine, what is refused."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_scores import Array, rows, scores

from reconnect.analysis.change import paired_t
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.effects import d_pre
from reconnect.analysis.missing.mmrm import MeanChange, Mmrm, mmrm
from reconnect.analysis.moments import pair_moments, spread
from reconnect.analysis.patterns import OCCASIONS, PatternMoments, pattern_moments
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion

PRE, POST, FOLLOW_UP = Occasion
BOTH = (Comparison.PRE_POST, Comparison.PRE_FOLLOW_UP)


def moments(table: Array) -> PatternMoments:
    return pattern_moments(rows(table))


def figures(model: Mmrm, stratum: str, comparison: Comparison) -> MeanChange:
    found = model.change(stratum, comparison).figures
    assert found is not None
    return found


@given(st.lists(st.tuples(*[st.integers(0, 20)] * 3), min_size=8, max_size=40), st.sampled_from(Better))
def test_where_nobody_is_missing_it_is_the_paired_t_test(people: list[tuple[int, int, int]], better: Better) -> None:
    if np.linalg.svd(np.cov(np.array(people).T) + 0.0, compute_uv=False)[-1] < 1e-3:
        return  # a covariance without an inverse is refused, below
    model = mmrm({"all": pattern_moments(people)}, better)
    for comparison, later in zip(BOTH, (1, 2), strict=True):
        pairs = spread(pair_moments((row[0], row[later]) for row in people))
        test, effect, found = paired_t(pairs, better), d_pre(pairs, better), figures(model, "all", comparison)
        assert test is not None
        assert effect is not None
        assert (found.t, found.df, found.p) == pytest.approx((test.t, test.df, test.p), rel=1e-6, abs=1e-9)
        assert (found.low, found.high) == pytest.approx((test.low, test.high), rel=1e-6, abs=1e-6)
        assert (found.effect.d, found.effect.low, found.effect.high) == pytest.approx(
            (effect.d, effect.low, effect.high), rel=1e-6, abs=1e-6
        )
        assert found.sd_pre == pytest.approx(pairs.sd_earlier)
        other = found.kenward_roger
        assert (other.se, other.df) == pytest.approx((found.se, test.df), rel=1e-6)


def test_two_occasions_with_monotone_loss_have_the_estimate_of_regression() -> None:
    table = scores(200, 1)
    both = ~np.isnan(table[:, 1])
    slope, level = np.polyfit(table[both, 0], table[both, 1], 1)
    expected = (level + slope * table[:, 0] - table[:, 0]).mean()  # Anderson 1957
    found = figures(mmrm({"all": moments(table)}, Better.LOWER, (PRE, POST)), "all", Comparison.PRE_POST)
    # Its covariance is REML's and not Anderson's, which moves the slope by a part in n.
    assert found.change == pytest.approx(expected, abs=0.01)
    assert (
        found.se
        > figures(mmrm({"all": moments(scores(800, 1))}, Better.LOWER, (PRE, POST)), "all", Comparison.PRE_POST).se
    )


def test_loss_that_depends_on_seen_scores_biases_complete_pairs_and_not_the_model() -> None:
    table = scores(20_000, 2)
    model = mmrm({"all": moments(table)}, Better.LOWER)
    for comparison, true in zip(BOTH, (-2.0, -2.5), strict=True):
        pairs = spread(moments(table).pairs(comparison.earlier, comparison.later))
        found = figures(model, "all", comparison)
        assert found.change == pytest.approx(true, abs=4 * found.se)
        assert pairs.change is not None
        assert pairs.change > true + 0.5


def test_the_observed_information_gives_wider_intervals_than_the_expected() -> None:
    found = figures(mmrm({"all": moments(scores(373, 3))}, Better.LOWER), "all", Comparison.PRE_FOLLOW_UP)
    assert found.se > 1.05 * found.kenward_roger.se


def test_strata_combine_by_the_people_who_started() -> None:
    strata = {"women": moments(scores(280, 4)), "men": moments(scores(90, 5))}
    model = mmrm(strata, Better.LOWER)
    assert [each.shared for each in model.models] == [False]
    for comparison in BOTH:
        women, men, all_ = (figures(model, name, comparison) for name in ("women", "men", "all"))
        assert all_.change == pytest.approx((280 * women.change + 90 * men.change) / 370)
        assert all_.se == pytest.approx(sqrt((280 * women.se) ** 2 + (90 * men.se) ** 2) / 370)
        assert min(women.df, men.df) < all_.df < women.df + men.df
        assert model.change("all", comparison).people == 370


def test_the_sd_before_is_that_of_everyone_within_and_between_strata() -> None:
    table = np.random.default_rng(6).normal(size=(80, 3)) * 3 + 10
    other = table[:40] + 8
    model = mmrm({"a": moments(table), "b": moments(other)}, Better.LOWER)
    found = figures(model, "all", Comparison.PRE_POST)
    share = np.array([80, 40]) / 120
    means = np.array([table[:, 0].mean(), other[:, 0].mean()])
    squares = np.array([table[:, 0].var(ddof=1), other[:, 0].var(ddof=1)])
    expected = sqrt(share @ squares + share @ (means - share @ means) ** 2)
    assert found.sd_pre == pytest.approx(expected, rel=1e-6)
    assert found.effect.d == pytest.approx(-found.change / expected, rel=1e-6)


def test_the_interval_of_d_covers_across_strata() -> None:
    # The delta method against the spread of the estimates over many clinics.
    found = [
        figures(
            mmrm({"a": moments(scores(90, seed)), "b": moments(scores(60, seed + 500) + 4)}, Better.LOWER),
            "all",
            Comparison.PRE_POST,
        )
        for seed in range(150)
    ]
    spread_of_d = np.std([each.effect.d for each in found], ddof=1)
    expected = np.mean([(each.effect.high - each.effect.low) / 3.92 for each in found])
    assert expected == pytest.approx(spread_of_d, rel=0.2)  # the SD of 150 is known to 6 %


def test_a_small_stratum_makes_all_share_a_covariance_and_says_so() -> None:
    strata = {"women": moments(scores(200, 7)), "men": moments(scores(25, 8))}
    model = mmrm(strata, Better.LOWER)
    (one,) = model.models
    assert one.shared
    assert one.strata[0].covariance == one.strata[1].covariance
    assert min(each.complete for each in one.strata) < 20
    assert figures(model, "men", Comparison.PRE_POST).df > 30  # more than men alone could give


def test_a_few_people_of_a_stratum_too_small_are_left_out_and_counted() -> None:
    strata = {"women": moments(scores(200, 9)), "": pattern_moments([(5, None, None), (7, None, None)])}
    line = mmrm(strata, Better.LOWER).change("all", Comparison.PRE_POST)
    assert (line.people, line.left_out, line.reason) == (202, 2, None)
    assert mmrm(strata, Better.LOWER).change("", Comparison.PRE_POST).reason is Reason.NOBODY
    many = strata | {"": pattern_moments([(number % 9, None, None) for number in range(40)])}
    line = mmrm(many, Better.LOWER).change("all", Comparison.PRE_POST)
    assert (line.left_out, line.figures, line.reason) == (40, None, Reason.LEFT_OUT)


def test_before_anyone_reached_follow_up_post_is_modelled_alone() -> None:
    table = scores(100, 10)
    table[:, 2] = np.nan
    model = mmrm({"all": moments(table)}, Better.LOWER)
    line = model.change("all", Comparison.PRE_POST)
    assert line.occasions == (PRE, POST)
    assert line.figures == figures(mmrm({"all": moments(table)}, Better.LOWER, (PRE, POST)), "all", Comparison.PRE_POST)
    missing = model.change("all", Comparison.PRE_FOLLOW_UP)
    assert (missing.figures, missing.reason, missing.answered) == (None, Reason.NOBODY, 0)


@pytest.mark.parametrize(
    "people",
    [
        pytest.param([], id="nobody"),
        pytest.param([(None, None, None)] * 5, id="nobody answered"),
        pytest.param([(3, 3, 3)] * 30, id="no spread"),
        pytest.param([(1, 2, 3), (2, 3, 5)], id="two people"),
        pytest.param([(number, number + 2, number - 1) for number in range(30)], id="everyone changed alike"),
    ],
)
def test_what_cannot_be_estimated_has_a_reason_and_no_figures(people: list[tuple[int, int, int]]) -> None:
    for line in mmrm({"all": pattern_moments(people)}, Better.LOWER).changes:
        assert line.figures is None
        assert line.reason is not None


def test_nothing_at_all_has_a_reason_too() -> None:
    assert [line.reason for line in mmrm({}, Better.LOWER).changes] == [Reason.NOBODY] * 2


@given(st.integers(0, 1000))
@settings(max_examples=20)
def test_direction_turns_t_and_d_and_leaves_the_raw_interval_alone(seed: int) -> None:
    one = {"all": moments(scores(80, seed))}
    up, down = (figures(mmrm(one, better), "all", Comparison.PRE_POST) for better in (Better.HIGHER, Better.LOWER))
    assert (up.t, up.effect.d) == (-down.t, -down.effect.d)
    assert (up.change, up.low, up.high, up.p) == (down.change, down.low, down.high, down.p)


def test_the_order_of_strata_and_of_people_does_not_matter() -> None:
    one, two = scores(80, 11), scores(60, 12)
    first = mmrm({"a": moments(one), "b": moments(two)}, Better.LOWER)
    second = mmrm({"b": moments(two[::-1]), "a": moments(one[::-1])}, Better.LOWER)
    for comparison in BOTH:
        found, again = figures(first, "all", comparison), figures(second, "all", comparison)
        assert (found.change, found.se, found.df) == pytest.approx((again.change, again.se, again.df), rel=1e-7)


def test_people_who_never_answered_count_in_the_weights_alone() -> None:
    table = scores(100, 13)
    gone = np.full((50, 3), np.nan)
    other = {"b": moments(scores(100, 14))}
    plain = mmrm({"a": moments(table)} | other, Better.LOWER)
    with_gone = mmrm({"a": moments(np.vstack([table, gone]))} | other, Better.LOWER)
    assert figures(with_gone, "a", Comparison.PRE_POST) == figures(plain, "a", Comparison.PRE_POST)
    a, b = (figures(plain, name, Comparison.PRE_POST).change for name in ("a", "b"))
    assert figures(with_gone, "all", Comparison.PRE_POST).change == pytest.approx((150 * a + 100 * b) / 250)
    assert tuple(Occasion) == OCCASIONS
