"""A measure's change drawn on its whole scale: where people began, where they were later, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reconnect.analysis.result import Result
from reconnect.exchange.report.wording import exactly
from reconnect.model.measure import Better, Measure

WIDTH = 360.0
MARGIN = 14.0
ROW = 56.0
TOP = 4.0
AXIS = 50.0
DIGIT = 9.0  # the width of a digit in the chart's letters


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One comparison: x of the earlier and later mean, and of the later mean's interval (earlier + change)."""

    result: Result
    y: float
    earlier: float
    later: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis: its x, what is written there, and how the text is anchored."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ChangeChart:
    """All of it, in a view box of ``width`` by ``height``."""

    rows: tuple[ChangeRow, ...]
    ticks: tuple[Tick, ...]
    axis: float
    width: float
    height: float
    better_is_left: bool


def change_chart(measure: Measure, results: Iterable[Result]) -> ChangeChart:
    """The comparisons of ``measure`` that have a change, one below another on the measure's scale."""
    shown = [result for result in results if result.spread.change is not None]
    axis = TOP + ROW * len(shown)
    return ChangeChart(
        tuple(_row(measure, result, TOP + ROW * index + 38) for index, result in enumerate(shown)),
        _ticks(measure),
        axis,
        WIDTH,
        axis + AXIS,
        measure.better is Better.LOWER,
    )


def _ticks(measure: Measure) -> tuple[Tick, ...]:
    """Both ends, and the middle where its number does not run into theirs."""
    middle = exactly((Decimal(str(measure.low)) + Decimal(str(measure.high))) / 2)
    low, high = exactly(measure.low), exactly(measure.high)
    ends = Tick(MARGIN, low, "start"), Tick(WIDTH - MARGIN, high, "end")
    if DIGIT * (max(len(low), len(high)) + len(middle) / 2 + 1) > WIDTH / 2 - MARGIN:
        return ends
    return ends[0], Tick(WIDTH / 2, middle, "middle"), ends[1]


def _row(measure: Measure, result: Result, y: float) -> ChangeRow:
    earlier, test = result.spread.mean_earlier or 0.0, result.test

    def x(value: float) -> float:
        inside = min(max(value, measure.low), measure.high)
        return round(MARGIN + (inside - measure.low) / (measure.high - measure.low) * (WIDTH - 2 * MARGIN), 1)

    return ChangeRow(
        result,
        y,
        x(earlier),
        x(result.spread.mean_later or 0.0),
        x(earlier + test.low) if test else None,
        x(earlier + test.high) if test else None,
    )
