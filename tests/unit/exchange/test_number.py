"""Numbers and dates out of cells: exactly what is written, or nothing."""

from datetime import date
from decimal import Decimal as Exact

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.exchange.number import Decimal, parse_date, parse_number

MARKS = st.sampled_from(Decimal)
WHOLE = st.integers(-(10**28), 10**28)


@given(WHOLE, MARKS, st.booleans())
def test_a_whole_number_comes_back_as_the_int_it_was(number: int, mark: Decimal, plus: bool) -> None:  # noqa: FBT001
    found = parse_number(f"{number:+d}" if plus else str(number), mark)
    assert found == number
    assert type(found) is int


@given(st.integers(-(10**9), 10**9), st.integers(1, 6), MARKS)
def test_a_whole_number_with_zeros_behind_the_mark_is_an_int(number: int, zeros: int, mark: Decimal) -> None:
    found = parse_number(f"{number}{mark}{'0' * zeros}", mark)
    assert found == number
    assert type(found) is int


@given(st.floats(-1e9, 1e9, allow_nan=False, allow_infinity=False), st.integers(1, 9), MARKS)
def test_a_number_with_decimals_comes_back_as_the_nearest_float(number: float, places: int, mark: Decimal) -> None:
    text = f"{number:.{places}f}"
    assert parse_number(text.replace(".", mark), mark) == float(Exact(text))


@given(st.floats(0.001, 1e15))
def test_what_python_writes_for_a_float_is_read_as_the_same_float(number: float) -> None:
    assert parse_number(repr(number), Decimal.POINT) == number


@given(st.text(max_size=12), MARKS)
def test_any_text_is_either_a_plain_number_or_nothing(text: str, mark: Decimal) -> None:
    found = parse_number(text, mark)
    if found is None:
        assert not (text.isascii() and text.isdigit())
    else:
        assert set(text) <= {*"+-0123456789", mark.value}
        assert found == float(Exact(text.replace(mark, ".")))


@given(st.text(alphabet="0123456789+-.,eE_ ", max_size=8), MARKS)
def test_text_made_of_a_numbers_characters_is_read_only_where_it_is_exactly_one(text: str, mark: Decimal) -> None:
    body = text[1:] if text[:1] in {"+", "-"} else text
    whole, found_mark, fraction = body.partition(mark)
    plain = whole.isdigit() and (fraction.isdigit() if found_mark else True)
    assert (parse_number(text, mark) is not None) == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "1e3",
        "1E3",
        "1_000",
        "1,234",
        "1,234.5",
        "1.234.5",
        "1 000",
        "0x10",
        ".5",
        "5.",
        "--5",
        "+-5",
        "5-",
        "- 5",
        "½",
        "٣",
        "５",
        "１２",
        "3.５",
        "five",
        "5 points",
        "true",
        "None",
        "9" * 31,
    ],
)
def test_what_is_no_plain_number_is_nothing(text: str) -> None:
    assert parse_number(text, Decimal.POINT) is None


@pytest.mark.parametrize("text", ["1.5", "1.234", "1.234,5", ",5", "5,", "3,５"])
def test_with_a_decimal_comma_a_point_is_no_part_of_a_number(text: str) -> None:
    assert parse_number(text, Decimal.COMMA) is None


@pytest.mark.parametrize(("text", "number"), [("007", 7), ("-0", 0), ("0.0", 0), ("+3.50", 3.5), ("-2.25", -2.25)])
def test_leading_zeros_signs_and_trailing_zeros_are_plain(text: str, number: float) -> None:
    assert parse_number(text, Decimal.POINT) == number


@given(st.dates(date(1000, 1, 1)))
def test_a_day_written_year_month_day_comes_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "2026-1-31",
        "31-01-2026",
        "31/01/2026",
        "20260131",
        "2026-W05-6",
        "2026-01-31T00:00",
        "2026-01-31 ",
        "２０２６-01-31",
        "0000-01-01",
        "today",
    ],
)
def test_any_other_way_to_write_a_day_is_none(text: str) -> None:
    assert parse_date(text) is None
