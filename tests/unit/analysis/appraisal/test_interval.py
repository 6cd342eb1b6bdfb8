"""Intervals never lose a number that is possible."""

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.appraisal.interval import FINE, Interval, exactly, near, printed, spread_of

NUMBERS = st.fractions(-1000, 1000, max_denominator=1000)
POSITIVE = st.fractions(Fraction(1, 1000), 1000, max_denominator=1000)


def between(ends: tuple[Fraction, Fraction]) -> Interval:
    return Interval(min(ends), max(ends))


INTERVALS = st.tuples(NUMBERS, NUMBERS).map(between)
ABOVE_0 = st.tuples(POSITIVE, POSITIVE).map(between)
PART = st.fractions(0, 1, max_denominator=50)


def at(interval: Interval, part: Fraction) -> Fraction:
    return interval.low + part * (interval.high - interval.low)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("9.80", "9.795", "9.805", id="a last digit of 0 counts"),
        pytest.param("9.8", "9.75", "9.85", id="one decimal"),
        pytest.param("3", "2.5", "3.5", id="a bare integer"),
        pytest.param("-0.3", "-0.35", "-0.25", id="below 0"),
        pytest.param("−.34", "-0.345", "-0.335", id="a true minus sign and no leading 0"),
        pytest.param("7.1**", "7.05", "7.15", id="stars"),
    ],
)
def test_a_printed_number_is_half_a_last_digit_either_way(text: str, low: str, high: str) -> None:
    assert printed(text) == Interval(Fraction(low), Fraction(high))


@given(
    st.decimals(-500, 500, places=6),
    st.integers(0, 3),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN]),
)
def test_whatever_way_a_number_was_rounded_it_is_within(number: Decimal, places: int, way: str) -> None:
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=way)
    assert printed(f"{rounded:f}").holds(Fraction(number))


def test_a_number_that_was_cut_off_is_not_within_because_cutting_is_no_rounding() -> None:
    cut = Decimal("2.79").quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    assert not printed(str(cut)).holds(Fraction("2.79"))


@given(st.integers(-500, 500))
def test_a_bare_integer_holds_what_it_would_be_with_a_decimal(number: int) -> None:
    wide, narrow = printed(str(number)), printed(f"{number}.0")
    assert wide.within(narrow) == narrow


@given(INTERVALS, INTERVALS, PART, PART)
def test_sums_differences_and_products_hold_every_result(a: Interval, b: Interval, x: Fraction, y: Fraction) -> None:
    left, right = at(a, x), at(b, y)
    assert (a + b).holds(left + right)
    assert (a - b).holds(left - right)
    assert (a * b).holds(left * right)
    assert a.size.holds(abs(left))
    assert a.squared.holds(left**2)


@given(INTERVALS, ABOVE_0, PART, PART)
def test_quotients_and_roots_hold_every_result(a: Interval, b: Interval, x: Fraction, y: Fraction) -> None:
    assert (a / b).holds(at(a, x) / at(b, y))
    root = b.root
    assert root.low**2 <= at(b, y) <= root.high**2
    assert root.low <= root.high <= root.low + (b.high - b.low) / root.low + Fraction(2, FINE)


def test_dividing_by_what_may_be_0_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        exactly(1) / Interval(Fraction(-1), Fraction(1))


def test_roots_are_exact_where_they_can_be_and_widened_outwards_elsewhere() -> None:
    assert exactly(Fraction(9, 4)).root == exactly(Fraction(3, 2))
    root = exactly(2).root
    assert root.high - root.low == Fraction(1, FINE)


def test_an_sd_is_not_below_0() -> None:
    assert spread_of("0.0") == Interval(Fraction(0), Fraction("0.05"))


def test_a_float_is_widened() -> None:
    assert near(2.0).low < 2 < near(2.0).high


def test_whole_numbers_within() -> None:
    assert list(Interval(Fraction("36.34"), Fraction("37.26")).whole) == [37]
    assert list(Interval(Fraction(3), Fraction(5)).whole) == [3, 4, 5]
    assert list(Interval(Fraction("-1.5"), Fraction("-1.2")).whole) == []
