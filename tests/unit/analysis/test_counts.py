"""Counts of scores: they hold the pairs, add up in any partition, and forget nobody who answered."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.counts import JointCounts, PairCounts, joint_counts, pair_counts
from reconnect.analysis.moments import ExactPairMoments, FloatPairMoments, pair_moments
from reconnect.model.occasion import Occasion

SCORE = st.integers(0, 4)
TRIPLES = st.lists(st.tuples(*[st.none() | SCORE] * 3), max_size=40)
PAIRS = st.lists(st.tuples(SCORE, SCORE), max_size=40)
PLACES = {Occasion.PRE: 0, Occasion.POST: 1, Occasion.FOLLOW_UP: 2}


@given(TRIPLES, st.integers(0, 40))
def test_the_counts_of_two_parts_add_up_to_those_of_the_whole(triples: list[tuple[int | None, ...]], cut: int) -> None:
    whole: JointCounts = joint_counts(triples)  # type: ignore[arg-type]
    parts = joint_counts(triples[:cut]) + joint_counts(triples[cut:])  # type: ignore[arg-type]
    assert parts == whole


@given(TRIPLES, st.sampled_from(Comparison))
def test_pairs_are_those_with_both_scores_whatever_the_third(
    triples: list[tuple[int | None, ...]], comparison: Comparison
) -> None:
    earlier, later = PLACES[comparison.earlier], PLACES[comparison.later]
    pairs = [(each[earlier], each[later]) for each in triples if each[earlier] is not None and each[later] is not None]
    counts = joint_counts(triples).pairs(comparison)  # type: ignore[arg-type]
    assert counts.cells == Counter(pairs)
    assert counts.n == len(pairs)


@given(TRIPLES, st.sampled_from(Occasion))
def test_an_occasion_has_everyone_who_answered_then_and_no_missing_score_is_0(
    triples: list[tuple[int | None, ...]], occasion: Occasion
) -> None:
    scores = [each[PLACES[occasion]] for each in triples if each[PLACES[occasion]] is not None]
    assert joint_counts(triples).at(occasion) == Counter(scores)  # type: ignore[arg-type]


def test_who_has_no_score_at_all_is_not_counted() -> None:
    counts = joint_counts([(None, None, None), (0, None, None)])
    assert (counts.n, counts.cells) == (1, {(0, None, None): 1})


@given(PAIRS)
def test_whole_scores_give_exactly_the_moments_of_their_pairs(pairs: list[tuple[int, int]]) -> None:
    moments = pair_counts(pairs).moments
    assert isinstance(moments, ExactPairMoments)
    assert moments == pair_moments(pairs)


def test_scores_with_decimals_give_centred_moments() -> None:
    pairs = [(0.5, 1.0), (0.5, 1.0), (2.0, 1.5)]
    moments = pair_counts(pairs).moments
    assert isinstance(moments, FloatPairMoments)
    assert moments == pair_moments(pairs)


def test_earlier_later_and_changes_are_counted_apart() -> None:
    counts = PairCounts({(5, 3): 2, (5, 6): 1, (3, 1): 4})
    assert (counts.earlier, counts.later, counts.changes) == ({5: 3, 3: 4}, {3: 2, 6: 1, 1: 4}, {-2: 6, 1: 1})


@pytest.mark.parametrize(
    ("pairs", "changes"),
    [
        ([(0.1, 0.3), (0.3, 0.5), (0.5, 0.7)], {0.2: 3}),
        ([(1000.1, 1000.3), (0.3, 0.5)], {0.2: 2}),
        ([(0.0, 0.0), (0.0, 0.0)], {0.0: 2}),
        ([(3, 5), (1, 3)], {2: 2}),
    ],
)
def test_changes_that_are_the_same_in_decimals_are_the_same(
    pairs: list[tuple[float, float]], changes: dict[float, int]
) -> None:
    assert pair_counts(pairs).changes == changes


def test_changes_that_differ_in_the_last_decimal_asked_stay_apart() -> None:
    assert len(pair_counts([(0.0, 1.0), (0.0, 1.0 + 1e-9)]).changes) == 2
