"""Leavers against stayers: by hand, by the definition, and where there is nothing to compare."""

from math import sqrt
from statistics import fmean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reconnect.analysis.missing.leavers import Baseline, leavers
from reconnect.analysis.patterns import Row, pattern_moments
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion

ANSWER = st.none() | st.integers(0, 20)


def test_a_small_table_gives_the_figures_worked_out_by_hand() -> None:
    people: list[Row] = [(1, None, 4), (3, None, None), (6, 2, None), (8, 1, 1), (10, 4, 3), (None, 3, 3)]
    found = leavers(pattern_moments(people), Occasion.POST, Better.LOWER)
    assert found.leavers == Baseline(2, 2.0, sqrt(2))
    assert found.stayers == Baseline(3, 8.0, 2.0)
    assert found.unknown == 1
    assert found.difference is not None
    assert found.difference.difference == -6
    assert found.difference.standardised == pytest.approx(6 / sqrt((2 + 4) / 2))  # lower is better: leavers were better
    assert found.difference.df == pytest.approx((1 + 4 / 3) ** 2 / (1 / 1 + (4 / 3) ** 2 / 2))


@given(
    st.lists(st.tuples(ANSWER, ANSWER, ANSWER), min_size=8, max_size=40),
    st.sampled_from([Occasion.POST, Occasion.FOLLOW_UP]),
)
def test_the_interval_is_welchs_of_the_very_rows(people: list[Row], later: Occasion) -> None:
    place = list(Occasion).index(later)
    left = [row[0] for row in people if row[0] is not None and row[place] is None]
    stayed = [row[0] for row in people if row[0] is not None and row[place] is not None]
    found = leavers(pattern_moments(people), later, Better.HIGHER)
    assert (found.leavers.n, found.stayers.n, found.unknown) == (
        len(left),
        len(stayed),
        len(people) - len(left) - len(stayed),
    )
    if found.difference is None:
        assert min(len(left), len(stayed)) < 2 or len(set(left)) == len(set(stayed)) == 1
        return
    errors = [variance(each) / len(each) for each in (left, stayed)]
    df = sum(errors) ** 2 / sum(error**2 / (len(each) - 1) for error, each in zip(errors, (left, stayed), strict=True))
    reference = stats.t(df, fmean(left) - fmean(stayed), sqrt(sum(errors))).interval(0.95)
    assert (found.difference.low, found.difference.high) == pytest.approx(reference, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ([(1, 2, 3), (4, 5, 6)], Reason.NOBODY_MISSING),
        ([(1, None, None), (4, 5, 6), (5, 5, 5)], Reason.TOO_FEW),
        ([(1, None, None), (4, None, None)], Reason.TOO_FEW),
        ([(1, None, None), (1, None, None), (1, 2, 2), (1, 3, 3)], Reason.NO_SPREAD),
        ([], Reason.NOBODY_MISSING),
    ],
)
def test_what_cannot_be_compared_says_why(people: list[Row], reason: Reason) -> None:
    found = leavers(pattern_moments(people), Occasion.POST, Better.LOWER)
    assert (found.difference, found.reason) == (None, reason)
