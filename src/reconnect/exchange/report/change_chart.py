"""A measure's change drawn on its whole scale: where people began, where they were later, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.exchange.report.lead import Lead, Line
from reconnect.exchange.report.wording import exactly
from reconnect.model.measure import Better, Measure

WIDTH, LEFT, RIGHT = 360.0, 112.0, 348.0
TOP, ROW = 2.0, 56.0
FIRST, BESIDE = 15.0, 41.0  # from the top of a row to its two lines
AXIS = 30.0
DIGIT, DIRECTION = 10.0, 90.0  # the width of a digit, and of "← better", in the chart's letters


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line: x of the earlier and later average, and of the later one's interval (earlier + change)."""

    y: float
    earlier: float
    later: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One comparison: the line that goes first, and the complete pairs below it where the first is not theirs."""

    lead: Lead
    first: ChartLine
    beside: ChartLine | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis: its x, what is written there, and how the text is anchored."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ChangeChart:
    """All of it, in a view box of ``width`` by ``height``; ``directed`` where there is room to say what is better."""

    rows: tuple[ChangeRow, ...]
    ticks: tuple[Tick, ...]
    axis: float
    width: float
    height: float
    better_is_left: bool
    directed: bool


def change_chart(measure: Measure, leads: Iterable[Lead]) -> ChangeChart:
    """The comparisons of ``measure`` that have a change, one below another on the measure's scale."""
    shown = [(lead, lead.first) for lead in leads if lead.first is not None]
    axis = TOP + ROW * len(shown)
    low, high = exactly(measure.low), exactly(measure.high)
    return ChangeChart(
        tuple(_row(measure, lead, first, TOP + ROW * index) for index, (lead, first) in enumerate(shown)),
        (Tick(LEFT, low, "start"), Tick(RIGHT, high, "end")),
        axis,
        WIDTH,
        axis + AXIS,
        measure.better is Better.LOWER,
        DIGIT * (len(low) + len(high)) + DIRECTION < RIGHT - LEFT,
    )


def _row(measure: Measure, lead: Lead, first: Line, top: float) -> ChangeRow:
    beside = lead.pairs if lead.modelled is not None else None
    return ChangeRow(
        lead, _line(measure, first, top + FIRST), None if beside is None else _line(measure, beside, top + BESIDE)
    )


def _line(measure: Measure, line: Line, y: float) -> ChartLine:
    def x(value: float) -> float:
        inside = min(max(value, measure.low), measure.high)
        return round(LEFT + (inside - measure.low) / (measure.high - measure.low) * (RIGHT - LEFT), 1)

    low = None if line.low is None else x(line.earlier + line.low)
    high = None if line.high is None else x(line.earlier + line.high)
    return ChartLine(y, x(line.earlier), x(line.earlier + line.change), low, high)
