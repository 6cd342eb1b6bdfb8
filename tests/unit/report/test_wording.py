"""Figures as people read them: decimals by the scale, ends as they are, a true minus sign everywhere."""

import re
from collections.abc import Callable

import pytest

from reconnect.analysis import Evaluation
from reconnect.exchange.report.change_chart import change_chart
from reconnect.exchange.report.render import render_report
from reconnect.exchange.report.wording import digits, exactly
from reconnect.model.measure import Better, Measure

Evaluated = Callable[..., Evaluation]
Words = Callable[..., str]


def scale(low: float, high: float) -> Measure:
    return Measure("touch", "Touch", low, high, Better.LOWER)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 20, 1), (0, 10, 1), (0, 4, 2), (0, 1, 2), (-0.5, 0.5, 2), (0, 0.9, 3), (0, 0.05, 4), (0, 1e6, 1)],
)
def test_decimals_follow_the_span_of_the_scale(low: float, high: float, expected: int) -> None:
    assert digits(scale(low, high)) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (20.0, "20"),
        (100, "100"),
        (-3.5, "−3.5"),
        (1e6, "1000000"),
        (1234567.5, "1234567.5"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
    ],
)
def test_an_end_of_a_scale_is_printed_as_it_is(number: float, expected: str) -> None:
    assert exactly(number) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 20, ["0", "20"]),
        (0, 0.5, ["0", "0.5"]),
        (-2.5, 2.5, ["−2.5", "2.5"]),
        (0, 1e6, ["0", "1000000"]),
        (-1e12, 1e12, ["−1000000000000", "1000000000000"]),
        (0, 1e16, ["0", "10000000000000000"]),
    ],
)
def test_the_axis_bears_its_ends_as_they_are(low: float, high: float, expected: list[str]) -> None:
    assert [tick.text for tick in change_chart(scale(low, high), ()).ticks] == expected


def test_every_figure_of_a_measure_has_the_decimals_of_its_scale(evaluated: Evaluated, words: Words) -> None:
    values = {"a": (-0.4, -0.3), "b": (0.1, -0.2), "c": (0.5, -0.5), "d": (0.25, 0.15), "e": (0.0, -0.25)}
    evaluation = evaluated(values, scale(-0.5, 0.5), gender="woman")
    mean = "0.09 (0.33)"
    for section in ("by-gender", "together", "every"):
        assert mean in words(evaluation, section)
    changed = words(evaluation, "changed")
    assert "on a scale of −0.5 to 0.5" in changed
    assert "Touch, −0.5 to 0.5, lower is better" in changed
    assert "from 0.09 to −0.22" in changed


def test_no_figure_has_an_exponent_or_a_hyphen_for_a_minus(evaluated: Evaluated) -> None:
    html = render_report(evaluated({"a": (-2e5, -1e5), "b": (1e5, -1e5)}, scale(-1e6, 1e6)), ())
    chart = html.partition('class="chart lettered"')[2].partition("</svg>")[0]
    assert "−1000000" in chart
    html = re.sub(r'<dl class="terms">.*?</dl>', "", html, flags=re.DOTALL)  # formulas and the addresses of papers
    assert re.findall(r">[^<]*\de[+-]?\d[^<]*<|>[^<]*-\d[^<]*<", html.partition("<body>")[2]) == []
