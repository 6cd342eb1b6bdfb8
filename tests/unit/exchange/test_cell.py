"""Typed cells as text: every digit, and nothing that was not there."""

from datetime import date, datetime, time
from decimal import Decimal as Exact

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.exchange.cell import cell_text
from reconnect.exchange.number import Decimal, parse_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" a b ", "a b"),
        (4, "4"),
        (4.0, "4"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (Exact("4.00"), "4"),
        (Exact("4.50"), "4.5"),
        (Exact("400"), "400"),
        (Exact("1E+2"), "100"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (True, "TRUE"),
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31), "2026-01-31"),  # noqa: DTZ001 a spreadsheet's day has no zone
        (datetime(2026, 1, 31, 10, 30), "2026-01-31 10:30:00"),  # noqa: DTZ001
        (time(10, 30), "10:30:00"),
    ],
)
def test_a_value_is_written_as_a_csv_file_would_hold_it(value: object, text: str) -> None:
    assert cell_text(value, Decimal.POINT) == text


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15), st.sampled_from(list(Decimal))
)
def test_a_number_loses_no_digit(number: float, mark: Decimal) -> None:
    text = cell_text(number, mark)
    assert float(text.replace(mark, ".")) == number
    if len(text) <= 30:
        assert parse_number(text, mark) == number
