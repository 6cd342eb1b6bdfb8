"""Signed ranks: what small tables give by hand, and what no table may break."""

from itertools import combinations_with_replacement
from math import erfc, sqrt
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.counts import pair_counts
from reconnect.analysis.wilcoxon import RankTest, SignedRanks, signed_ranks
from reconnect.model.measure import Better

SCALE = st.integers(0, 10)
PAIRS = st.lists(st.tuples(SCALE, SCALE), min_size=1, max_size=40)


def ranks(pairs: list[tuple[float, float]], better: Better = Better.HIGHER) -> SignedRanks:
    return signed_ranks(pair_counts(pairs), better)


def plainly(changes: list[float], better: Better, *, zeros: bool) -> tuple[float, float] | None:
    """z and its variance's root by counting: the rank of a change is how many are smaller, and half of its equals."""
    held = [change for change in changes if zeros or change]
    up = squares = 0.0
    for change in held:
        if change:
            rank = sum(abs(each) < abs(change) for each in held)
            rank += (sum(abs(each) == abs(change) for each in held) + 1) / 2
            up += rank if change > 0 else -rank
            squares += rank**2
    return (better.sign * up / sqrt(squares), sqrt(squares)) if squares else None


@given(PAIRS, st.sampled_from(Better))
def test_both_tests_are_those_of_ranks_counted_one_by_one(pairs: list[tuple[int, int]], better: Better) -> None:
    found, changes = ranks(pairs, better), [later - earlier for earlier, later in pairs]
    for test, zeros in ((found.pratt, True), (found.nonzero, False)):
        expected = plainly(changes, better, zeros=zeros)
        assert (test is None) == (expected is None)
        if test is not None and expected is not None:
            assert test.z == pytest.approx(expected[0], rel=1e-12, abs=1e-12)
            assert 0 <= test.p <= 1


@given(PAIRS)
def test_the_middle_is_the_median_of_all_means_of_two_changes(pairs: list[tuple[int, int]]) -> None:
    found = ranks(pairs)
    means = [(a + b) / 2 for a, b in combinations_with_replacement([y - x for x, y in pairs], 2)]
    assert found.middle == median(means)
    if found.low is not None and found.high is not None:
        assert found.low <= median(means) <= found.high
        assert {found.low, found.high} <= set(means)


def test_a_table_by_hand() -> None:
    # Changes 1 2 3 and -1: sizes 1 1 2 3 have ranks 1.5 1.5 3 4; W+ - W- = 1.5 + 3 + 4 - 1.5 = 7.
    found = ranks([(0, 1), (0, 2), (0, 3), (1, 0)])
    assert found.pratt is not None
    assert found.pratt.z == pytest.approx(7 / sqrt(1.5**2 + 1.5**2 + 3**2 + 4**2))
    # Means of two: -1 0 .5 1 | 1 1.5 2 | 2 2.5 3, so the middle lies between the fifth and the sixth of the ten.
    assert (found.n, found.zeros, found.middle) == (4, 0, 1.25)
    assert (found.low, found.high) == (None, None), "four changes cannot bound it with 95 % confidence"


def test_zeros_take_ranks_with_pratt_and_none_in_r() -> None:
    found = ranks([(0, 0), (0, 1), (0, 2), (3, 0)])
    # Pratt: sizes 0 1 2 3 have ranks 1 2 3 4; in R 1 2 3 have 1 2 3, and both sides weigh the same.
    z = (2 + 3 - 4) / sqrt(4 + 9 + 16)
    assert found.pratt == RankTest(4, pytest.approx(z), pytest.approx(erfc(z / sqrt(2))))
    assert found.nonzero == RankTest(3, 0.0, 1.0)
    assert str(found.nonzero and found.nonzero.z) == "0.0"


@given(PAIRS)
def test_direction_mirrors_z_and_not_the_middle(pairs: list[tuple[int, int]]) -> None:
    up, down = ranks(pairs, Better.HIGHER), ranks(pairs, Better.LOWER)
    assert (up.middle, up.low, up.high) == (down.middle, down.low, down.high)
    if up.pratt is not None and down.pratt is not None:
        assert up.pratt.z == -down.pratt.z
        assert up.pratt.p == down.pratt.p


@given(PAIRS)
def test_scores_in_tenths_rank_like_the_same_scores_in_whole_points(pairs: list[tuple[int, int]]) -> None:
    whole, tenths = ranks(pairs), ranks([(earlier / 10, later / 10) for earlier, later in pairs])
    assert tenths.pratt == whole.pratt
    assert tenths.nonzero == whole.nonzero
    assert tenths.middle == pytest.approx((whole.middle or 0) / 10, abs=1e-12)


@pytest.mark.parametrize("pairs", [[], [(5, 5)], [(5, 5), (7, 7)]])
def test_there_is_no_test_where_nobody_changed(pairs: list[tuple[float, float]]) -> None:
    found = ranks(pairs)
    assert (found.n, found.zeros, found.pratt, found.nonzero) == (len(pairs), len(pairs), None, None)
    assert found.middle == (0 if pairs else None)


def test_six_pairs_are_the_fewest_with_an_interval() -> None:
    assert ranks([(0, change) for change in range(1, 6)]).low is None
    assert (ranks([(0, change) for change in range(1, 7)]).low, ranks([(0, c) for c in range(1, 7)]).high) == (1, 6)


def test_many_people_on_a_short_scale_are_exact() -> None:
    counts = pair_counts([(5, 5)] * 3 + [(5, 4)] * 4 + [(5, 7)] * 3)
    many = type(counts)({pair: people * 1_000_000 for pair, people in counts.cells.items()})
    found = signed_ranks(many, Better.HIGHER)
    # Of all means of two changes .16 are -1, .24 are -.5, .09 are 0 and .24 are .5: the middle is among the last.
    assert (found.n, found.zeros, found.middle) == (10_000_000, 3_000_000, 0.5)
