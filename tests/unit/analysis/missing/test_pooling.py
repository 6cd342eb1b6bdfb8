"""Rubin's rules where nothing or nearly everything is missing; R's figures are in tests/spec/golden."""

from math import sqrt

import pytest
from scipy import stats

from reconnect.analysis.missing.pooling import pool


def test_data_sets_that_agree_are_one_data_set() -> None:
    found = pool([2.0] * 10, [0.25] * 10, 40)
    assert (found.estimate, found.se) == (2.0, 0.5)
    assert found.df == pytest.approx(41 / 43 * 40)  # Barnard and Rubin's, which stays a little under 40
    assert found.fmi == pytest.approx(2 / (found.df + 3))
    assert found.p == pytest.approx(2 * stats.t.sf(4, found.df))


def test_the_figures_worked_out_by_hand() -> None:
    found = pool([1.0, 3.0], [1.0, 1.0], 10)  # between 2, times 1.5 is 3; total 4; lambda 3/4
    assert (found.estimate, found.se) == (2.0, 2.0)
    old, observed = 1 / 0.75**2, 11 / 13 * 10 / 4
    assert found.df == pytest.approx(old * observed / (old + observed))
    assert found.fmi == pytest.approx((3 + 2 / (found.df + 3)) / 4)
    assert found.high - found.estimate == pytest.approx(2 * stats.t.ppf(0.975, found.df))


def test_the_df_never_reach_those_of_complete_data() -> None:
    spread = [0.0, 0.1, -0.1, 0.05]
    for times in (0.01, 1.0, 100.0):
        found = pool([times * each for each in spread], [0.04] * 4, 30)
        assert 0 < found.df < 30
        assert 0 < found.fmi < 1 or times == 100.0
        assert found.se >= sqrt(0.04)
