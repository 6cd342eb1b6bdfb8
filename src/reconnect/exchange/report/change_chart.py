"""A measure's change drawn on its whole scale: where people began, where they were later, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.analysis.result import Result
from reconnect.model.measure import Better, Measure

WIDTH = 360.0
MARGIN = 14.0
ROW = 50.0
TOP = 8.0
AXIS = 40.0


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
    middle = (measure.low + measure.high) / 2
    return ChangeChart(
        tuple(_row(measure, result, TOP + ROW * index + 34) for index, result in enumerate(shown)),
        (
            Tick(MARGIN, f"{measure.low:g}", "start"),
            Tick(WIDTH / 2, f"{middle:g}", "middle"),
            Tick(WIDTH - MARGIN, f"{measure.high:g}", "end"),
        ),
        axis,
        WIDTH,
        axis + AXIS,
        measure.better is Better.LOWER,
    )


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
