"""Means, SDs, change and Pearson's r, against exact fractions and the standard library."""

import statistics
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reconnect.analysis.moments import Spread, pair_moments, spread

Pair = tuple[int | float, int | float]

WHOLE = st.integers(-1000, 1000)
POINTS = st.integers(-100_000, 100_000).map(lambda number: number / 100)
PAIRS = st.one_of(
    st.lists(st.tuples(WHOLE, WHOLE), min_size=2, max_size=30),
    st.lists(st.tuples(POINTS, POINTS), min_size=2, max_size=30),
)


@given(PAIRS)
def test_every_figure_agrees_with_the_standard_library_on_exact_fractions(pairs: list[Pair]) -> None:
    x, y = [Fraction(first) for first, _ in pairs], [Fraction(second) for _, second in pairs]
    d = [later - earlier for earlier, later in zip(x, y, strict=True)]
    figures = spread(pair_moments(pairs))
    assert figures.n == len(pairs)
    assert (figures.mean_earlier, figures.mean_later, figures.change) == pytest.approx(
        (float(statistics.mean(x)), float(statistics.mean(y)), float(statistics.mean(d))), rel=1e-12, abs=1e-9
    )
    assert (figures.sd_earlier, figures.sd_later, figures.sd_change) == pytest.approx(
        tuple(sqrt(statistics.variance(column)) for column in (x, y, d)), rel=1e-9, abs=1e-9
    )


@given(PAIRS)
def test_r_is_pearsons_and_never_outside_its_bounds(pairs: list[Pair]) -> None:
    x, y = [Fraction(first) for first, _ in pairs], [Fraction(second) for _, second in pairs]
    r = spread(pair_moments(pairs)).r
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert r is None
        return
    covariance = sum((a - statistics.mean(x)) * (b - statistics.mean(y)) for a, b in zip(x, y, strict=True))
    expected = float(covariance / (len(x) - 1)) / (sqrt(statistics.variance(x)) * sqrt(statistics.variance(y)))
    assert r is not None
    assert -1 <= r <= 1
    assert r == pytest.approx(expected, abs=1e-9)


@given(st.lists(POINTS, min_size=2, max_size=20), st.sampled_from([1, -1]), st.integers(1, 50), POINTS)
def test_r_is_1_on_a_rising_line_and_minus_1_on_a_falling_one(
    earlier: list[float], sign: int, slope: int, shift: float
) -> None:
    assume(max(earlier) - min(earlier) > 0.01)
    figures = spread(pair_moments([(x, sign * slope * x / 10 + shift) for x in earlier]))
    assert figures.r is not None
    assert -1 <= figures.r <= 1
    assert figures.r == pytest.approx(sign, abs=1e-9)


def test_change_is_later_minus_earlier_in_raw_points() -> None:
    figures = spread(pair_moments([(10, 4), (8, 6)]))
    assert (figures.mean_earlier, figures.mean_later, figures.change) == (9, 5, -4)


def test_no_pairs_leave_everything_undefined() -> None:
    assert spread(pair_moments([])) == Spread(0, None, None, None, None, None, None, None)


@pytest.mark.parametrize("pair", [(3, 5), (3.5, 5.5)])
def test_one_pair_has_means_and_a_change_but_no_sd_and_no_r(pair: Pair) -> None:
    assert spread(pair_moments([pair])) == Spread(1, pair[0], None, pair[1], None, 2, None, None)


@pytest.mark.parametrize("constant", [0, 7, 0.1, 0.3, 1e8 + 0.1, -1e-3])
@pytest.mark.parametrize("n", [2, 3, 7, 100])
def test_people_who_all_gave_the_same_number_have_an_sd_of_exactly_0_and_no_r(constant: float, n: int) -> None:
    figures = spread(pair_moments([(constant, place) for place in range(n)]))
    assert (figures.sd_earlier, figures.r) == (0, None)
    assert figures.sd_later is not None
    assert figures.sd_later > 0


@pytest.mark.parametrize("pieces", [1, 2, 4])
def test_a_constant_change_of_floats_has_an_sd_of_exactly_0_however_it_was_merged(pieces: int) -> None:
    pairs = [(place / 10, place / 10 + 0.1) for place in range(40)]
    parts = [pair_moments(pairs[piece::pieces]) for piece in range(pieces)]
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    assert spread(total).sd_change == 0


def test_a_small_spread_far_from_zero_is_a_spread_and_not_rounding() -> None:
    figures = spread(pair_moments([(1e8, 1.5), (1e8 + 0.001, 2.5), (1e8 + 0.002, 2.5)]))
    assert figures.sd_earlier == pytest.approx(0.001, rel=1e-4)
