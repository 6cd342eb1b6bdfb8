"""Deltas: the share of the missing times the delta, and the point at which the interval reaches no change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_scores import rows, scores
from scipy import stats

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.missing.mmrm import ModelledChange, mmrm
from reconnect.analysis.missing.tipping import tipping
from reconnect.analysis.patterns import PatternMoments, pattern_moments
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better

DELTAS = (0.0, 1.0, 2.5)


def modelled(
    people: int, seed: int, better: Better = Better.LOWER, comparison: Comparison = Comparison.PRE_POST
) -> tuple[ModelledChange, PatternMoments]:
    moments = pattern_moments(rows(scores(people, seed)))
    return mmrm({"all": moments}, better).change("all", comparison), moments


@pytest.mark.parametrize("comparison", [Comparison.PRE_POST, Comparison.PRE_FOLLOW_UP])
def test_a_delta_moves_the_mean_by_the_share_that_is_missing(comparison: Comparison) -> None:
    change, moments = modelled(300, 1, comparison=comparison)
    found = tipping(change, moments, Better.LOWER, DELTAS)
    assert change.figures is not None
    assert found.missing == 300 - change.answered
    assert [each.delta for each in found.deltas] == list(DELTAS)
    for each in found.deltas:
        moved = change.figures.change + each.delta * found.missing / 300  # lower is better, so worse is up
        assert each.scenario.change == pytest.approx(moved)
        assert each.scenario.low < moved < each.scenario.high
    first = found.deltas[0].scenario
    assert (first.low, first.high) == pytest.approx((change.figures.low, change.figures.high))


@given(st.integers(0, 500), st.sampled_from(Better))
def test_at_the_tipping_point_the_interval_just_reaches_no_change(seed: int, better: Better) -> None:
    table = scores(300, seed)
    moments = pattern_moments(rows(table * -better.sign))
    change = mmrm({"all": moments}, better).change("all", Comparison.PRE_FOLLOW_UP)
    found = tipping(change, moments, better, ())
    assert change.figures is not None
    if found.point is None:
        assert found.reason is Reason.NOT_BETTER
        assert change.figures.low <= 0 <= change.figures.high
        return
    at, before = (tipping(change, moments, better, [found.point * part]).deltas[0].scenario for part in (1.0, 0.999))
    assert min(abs(at.low), abs(at.high)) == pytest.approx(0, abs=1e-9)
    assert before.low > 0 or before.high < 0
    assert found.point_in_sd == pytest.approx(found.point / change.figures.sd_pre)


def test_nobody_missing_has_no_tipping_point() -> None:
    table = np.random.default_rng(1).normal([2, 0, 0], 1, (50, 3))
    moments = pattern_moments(rows(table))
    change = mmrm({"all": moments}, Better.LOWER).change("all", Comparison.PRE_POST)
    found = tipping(change, moments, Better.LOWER, [5.0])
    assert (found.point, found.reason) == (None, Reason.NOBODY_MISSING)
    assert change.figures is not None
    assert found.deltas[0].scenario.change == change.figures.change


def test_a_change_for_the_worse_has_no_tipping_point() -> None:
    change, moments = modelled(300, 2, Better.HIGHER)
    assert tipping(change, moments, Better.HIGHER, ()).reason is Reason.NOT_BETTER


def test_no_change_puts_a_0_for_everyone_without_both_scores() -> None:
    table = scores(200, 3, monotone=False)
    moments = pattern_moments(rows(table))
    change = mmrm({"all": moments}, Better.LOWER).change("all", Comparison.PRE_FOLLOW_UP)
    found = tipping(change, moments, Better.LOWER, ()).no_change
    filled = np.nan_to_num(table[:, 2] - table[:, 0], nan=0.0)
    reference = stats.ttest_1samp(filled, 0).confidence_interval(0.95)
    assert found is not None
    assert (found.change, found.low, found.high) == pytest.approx((filled.mean(), reference.low, reference.high))


def test_without_a_modelled_change_there_are_no_scenarios_but_the_reason_stays() -> None:
    moments = pattern_moments([(1, 2, None), (2, 2, None), (3, 1, None)])
    change = mmrm({"all": moments}, Better.LOWER).change("all", Comparison.PRE_FOLLOW_UP)
    found = tipping(change, moments, Better.LOWER, DELTAS)
    assert (found.deltas, found.no_change, found.point, found.reason) == ((), None, None, Reason.NOBODY)


def test_a_negative_delta_is_refused() -> None:
    change, moments = modelled(100, 4)
    with pytest.raises(ValueError, match="0 or more"):
        tipping(change, moments, Better.LOWER, [-1.0])
