"""Moments add up: any partition, in any order, gives what the whole gives."""

from collections.abc import Sequence
from dataclasses import astuple
from fractions import Fraction
from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.moments import ExactPairMoments, FloatPairMoments, PairMoments, pair_moments, spread

Number = int | float
Pair = tuple[Number, Number]

NONE = ExactPairMoments(0, 0, 0, 0, 0, 0)
WHOLE = st.integers(-1000, 1000)
POINTS = st.integers(-100_000, 100_000).map(lambda number: number / 100)
MIXED = st.one_of(WHOLE, POINTS)
ORDER = st.permutations(range(5))


def grouped(numbers: st.SearchStrategy[Number]) -> st.SearchStrategy[list[tuple[Pair, int]]]:
    """Pairs of ``numbers``, each with the one of five groups it falls into."""
    return st.lists(st.tuples(st.tuples(numbers, numbers), st.integers(0, 4)), max_size=40)


def parts(labelled: Sequence[tuple[Pair, int]], order: Sequence[int]) -> list[PairMoments]:
    return [pair_moments(pair for pair, group in labelled if group == wanted) for wanted in order]


def whole(labelled: Sequence[tuple[Pair, int]]) -> PairMoments:
    return pair_moments(pair for pair, _ in labelled)


def near(moments: PairMoments) -> object:
    return pytest.approx(astuple(moments.centred()), rel=1e-9, abs=1e-9)


def exact(pairs: Sequence[Pair]) -> tuple[Fraction, ...]:
    """n, then means and then centred sums of squares of x, y and y - x, in exact fractions, from their definitions."""
    columns = [[Fraction(x) for x, _ in pairs], [Fraction(y) for _, y in pairs]]
    columns.append([y - x for x, y in zip(*columns, strict=True)])
    means = [sum(column, Fraction()) / len(pairs) for column in columns]
    squares = [
        sum(((value - mean) ** 2 for value in column), Fraction()) for column, mean in zip(columns, means, strict=True)
    ]
    return (Fraction(len(pairs)), *means, *squares)


@given(grouped(WHOLE), ORDER)
def test_whole_numbers_merge_exactly_in_any_partition_and_order(
    labelled: list[tuple[Pair, int]], order: list[int]
) -> None:
    assert reduce(add, parts(labelled, order)) == whole(labelled)


@given(grouped(WHOLE), ORDER)
def test_whole_numbers_merge_exactly_in_any_nesting(labelled: list[tuple[Pair, int]], order: list[int]) -> None:
    a, b, c, d, e = parts(labelled, order)
    assert (a + b) + (c + (d + e)) == a + (((b + c) + d) + e) == whole(labelled)


@given(grouped(POINTS), ORDER)
def test_floats_merge_to_a_billionth_in_any_partition_and_order(
    labelled: list[tuple[Pair, int]], order: list[int]
) -> None:
    assert astuple(reduce(add, parts(labelled, order)).centred()) == near(whole(labelled))


@given(grouped(MIXED), ORDER)
def test_whole_numbers_and_floats_merge_with_each_other(labelled: list[tuple[Pair, int]], order: list[int]) -> None:
    a, b, c, d, e = parts(labelled, order)
    assert astuple((a + b + c + d + e).centred()) == near(whole(labelled))
    assert astuple((e + (d + (c + (b + a)))).centred()) == near(whole(labelled))


@given(st.lists(st.tuples(WHOLE, WHOLE), min_size=1, max_size=30))
def test_whole_numbers_give_what_exact_fractions_give(pairs: list[Pair]) -> None:
    reference = [float(number) for number in exact(pairs)]
    assert astuple(pair_moments(pairs).centred()) == pytest.approx(reference, rel=1e-15, abs=0)


@given(st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=30))
def test_floats_give_what_exact_fractions_give(pairs: list[Pair]) -> None:
    reference = [float(number) for number in exact(pairs)]
    assert astuple(pair_moments(pairs).centred()) == pytest.approx(reference, rel=1e-9, abs=1e-9)


@given(st.lists(st.tuples(WHOLE, WHOLE), max_size=20))
def test_the_same_numbers_as_floats_give_the_same_moments(pairs: list[Pair]) -> None:
    as_floats = pair_moments((float(x), float(y)) for x, y in pairs)
    assert astuple(as_floats.centred()) == near(pair_moments(pairs))


@pytest.mark.parametrize(
    ("pairs", "kind"),
    [
        ([], ExactPairMoments),
        ([(1, 2)], ExactPairMoments),
        ([(1, 2), (3, 4.5)], FloatPairMoments),
        ([(1.0, 2)], FloatPairMoments),
    ],
)
def test_only_whole_numbers_are_kept_as_exact_sums(pairs: list[Pair], kind: type[object]) -> None:
    assert isinstance(pair_moments(pairs), kind)


def test_the_sums_of_a_small_table_are_those_worked_out_by_hand() -> None:
    assert pair_moments([(1, 2), (3, 5), (0, -4)]) == ExactPairMoments(
        n=3, sum_x=4, sum_y=3, sum_xx=10, sum_yy=45, sum_xy=17
    )
    assert pair_moments([(1, 2.5), (3, 3.5)]) == FloatPairMoments(
        n=2, mean_x=2.0, mean_y=3.0, mean_d=1.0, squares_x=2.0, squares_y=0.5, squares_d=0.5
    )


@pytest.mark.parametrize("moments", [pair_moments([(1, 2), (3, 5)]), pair_moments([(1.5, 2), (3, 5.25)])])
def test_adding_nothing_changes_nothing(moments: PairMoments) -> None:
    assert moments + NONE == moments
    assert NONE + moments == moments
    assert (moments + NONE.centred()).centred() == moments.centred()


def test_nothing_and_nothing_is_nothing() -> None:
    assert set(astuple(NONE.centred())) == {0}
    assert NONE + NONE == NONE
    assert NONE.centred() + NONE == NONE.centred() + NONE.centred() == NONE.centred()


def test_generators_are_read_once_and_wholly() -> None:
    assert pair_moments((x, x + 1) for x in range(100)).n == 100


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=2, max_size=40), ORDER)
def test_at_a_mean_of_1e8_no_variance_is_negative_and_merging_keeps_it(offsets: list[Pair], order: list[int]) -> None:
    pairs = [(1e8 + x / 8, 1e8 + y / 8) for x, y in offsets]  # eighths near 1e8 are exact floats
    merged = reduce(add, parts([(pair, place % 5) for place, pair in enumerate(pairs)], order)).centred()
    reference = [float(number) for number in exact(pairs)]
    assert min(merged.squares_x, merged.squares_y, merged.squares_d) >= 0
    assert astuple(merged) == pytest.approx(reference, rel=1e-9, abs=1e-6)
    for figures in (spread(pair_moments(pairs)), spread(merged)):
        assert figures.sd_earlier == pytest.approx((reference[4] / (len(pairs) - 1)) ** 0.5, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("size", [10**8, 10**12, 10**15])
def test_whole_numbers_far_from_zero_lose_nothing(size: int) -> None:
    far = pair_moments([(size + x, size + y) for x, y in ((0, 1), (2, 1), (4, 7))]).centred()
    near_zero = pair_moments([(0, 1), (2, 1), (4, 7)]).centred()
    assert (far.squares_x, far.squares_y, far.squares_d) == (
        near_zero.squares_x,
        near_zero.squares_y,
        near_zero.squares_d,
    )


@pytest.mark.parametrize("parts_of", [1, 2, 5])
def test_the_change_of_whole_numbers_near_1e8_is_exact(parts_of: int) -> None:
    pairs = [(10**8 + 7 * number % 31, 10**8 + 11 * number % 37) for number in range(50)]
    merged = reduce(add, (pair_moments(pairs[part::parts_of]) for part in range(parts_of)))
    expected = Fraction(sum(y - x for x, y in pairs), 50)
    assert spread(merged).change == float(expected)


def test_the_change_of_floats_near_1e8_is_that_of_the_differences() -> None:
    pairs = [(1e8 + number % 7 / 8, 1e8 + number % 5 / 8) for number in range(50)]
    expected = float(sum((Fraction(y) - Fraction(x) for x, y in pairs), Fraction()) / 50)
    assert spread(pair_moments(pairs)).change == expected
    assert spread(pair_moments(pairs[:20]) + pair_moments(pairs[20:])).change == pytest.approx(expected, rel=1e-14)
