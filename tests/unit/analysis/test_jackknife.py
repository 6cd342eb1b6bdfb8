"""The jackknife over programmes: what it equals where that is known, and where it is undefined."""

from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from reconnect.analysis.jackknife import Jackknife, jackknife
from reconnect.analysis.moments import PairMoments, pair_moments, spread
from reconnect.analysis.patterns import merge_strata, pattern_moments
from reconnect.analysis.reason import Reason
from reconnect.model.occasion import Occasion

SCALE = st.integers(0, 20)


def mean_change(moments: PairMoments) -> float | None:
    return spread(moments).change


@given(st.lists(st.tuples(SCALE, SCALE), min_size=3, max_size=30))
def test_with_one_person_a_programme_it_is_the_paired_t_interval(people: list[tuple[int, int]]) -> None:
    changes = [later - earlier for earlier, later in people]
    assume(len(set(changes)) > 1)
    found = jackknife([pair_moments([pair]) for pair in people], mean_change).interval
    reference = stats.ttest_1samp(changes, 0).confidence_interval(0.95)
    assert found is not None
    assert found.df == len(people) - 1
    assert (found.estimate, found.low, found.high) == pytest.approx(
        (np.mean(changes), reference.low, reference.high), rel=1e-7, abs=1e-7
    )


@given(st.lists(st.lists(st.tuples(SCALE, SCALE), min_size=1, max_size=6), min_size=2, max_size=8))
def test_leaving_out_by_merging_is_leaving_out_the_rows(programmes: list[list[tuple[int, int]]]) -> None:
    seen: list[PairMoments] = []

    def note(moments: PairMoments) -> float | None:
        seen.append(moments)
        return mean_change(moments)

    jackknife([pair_moments(each) for each in programmes], note)
    whole = pair_moments([pair for each in programmes for pair in each])
    without = [
        pair_moments([pair for place, each in enumerate(programmes) if place != left for pair in each])
        for left in range(len(programmes))
    ]
    assert seen == [whole, *without]


def test_programmes_that_change_alike_widen_the_interval() -> None:
    rng = np.random.default_rng(1)
    shared = rng.normal(size=30).repeat(10)
    pairs = [(0.0, change) for change in shared + 0.3 * rng.normal(size=300)]
    by_programme = [pair_moments(pairs[place : place + 10]) for place in range(0, 300, 10)]
    found, plain = jackknife(by_programme, mean_change), spread(reduce(add, by_programme))
    assert found.interval is not None
    assert plain.sd_change is not None
    assert found.interval.se > 2.5 * plain.sd_change / 300**0.5


@pytest.mark.parametrize(("count", "primary"), [(2, False), (9, False), (10, True)])
def test_it_goes_first_from_ten_programmes_on(count: int, *, primary: bool) -> None:
    found = jackknife([pair_moments([(0, place), (1, place % 3)]) for place in range(count)], mean_change)
    assert found.interval is not None
    assert found.primary is primary


@pytest.mark.parametrize(
    ("programmes", "reason"),
    [
        pytest.param([], Reason.TOO_FEW_PROGRAMMES, id="none"),
        pytest.param([[(1, 2), (3, 5)]], Reason.TOO_FEW_PROGRAMMES, id="one"),
        pytest.param([[(1, 2)], []], Reason.PART_UNDEFINED, id="one with people"),
        pytest.param([[(1, 2)], [(3, 4)], [(5, 6)]], Reason.NO_SPREAD, id="all alike"),
    ],
)
def test_what_has_no_interval_says_why(programmes: list[list[tuple[int, int]]], reason: Reason) -> None:
    found = jackknife([pair_moments(each) for each in programmes], mean_change)
    assert found == Jackknife(len(programmes), None, reason)
    assert not found.primary


def test_any_merge_will_do_such_as_that_of_strata() -> None:
    programmes = [{"a": pattern_moments([(place, place**2 % 7, None)])} for place in range(6)]
    found = jackknife(
        programmes, lambda strata: mean_change(strata["a"].pairs(Occasion.PRE, Occasion.POST)), merge_strata
    )
    plain = jackknife([pair_moments([(place, place**2 % 7)]) for place in range(6)], mean_change)
    assert found == plain
