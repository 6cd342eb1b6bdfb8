"""Somebody's own measures as one picture: every measure on its whole scale, a line and a shape for each time."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconnect.clinic.change.queries import OwnMeasure, Point
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Scoring

# In units that are pixels on a narrow phone, so that its words are read there without enlarging.
WIDTH = 300.0
LEFT, RIGHT = 108.0, 268.0  # the scale's ends: times are named before it, numbers stand after it
TITLE, LINE, GAP = 22.0, 26.0, 22.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One time of a measure: where its shape stands, or None where there is no number."""

    moment: Moment
    y: float
    x: float | None
    value: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in the picture."""

    name: str
    low: int
    high: int
    y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All rows, one below the other."""

    rows: tuple[Row, ...]
    height: float
    width: float = WIDTH
    left: float = LEFT
    right: float = RIGHT


def picture(measures: Sequence[OwnMeasure]) -> Picture:
    """Drawn from top to bottom, in the measures' order."""
    tall = TITLE + LINE * len(Moment) + GAP
    rows = tuple(_row(each, tall * number) for number, each in enumerate(measures))
    return Picture(rows, tall * len(rows))


def _row(measure: OwnMeasure, top: float) -> Row:
    points = {each.moment: each for each in measure.points}
    marks = tuple(
        _mark(measure.scoring, moment, points.get(moment), top + TITLE + LINE * (number + 0.5))
        for number, moment in enumerate(Moment)
    )
    return Row(measure.scoring.name, *measure.scoring.range, top + TITLE - 6, marks)


def _mark(scoring: Scoring, moment: Moment, point: Point | None, y: float) -> Mark:
    if point is None or point.value is None:
        return Mark(moment, y, None, None)
    low, high = scoring.range
    return Mark(moment, y, round(LEFT + (point.value - low) / (high - low) * (RIGHT - LEFT), 1), point.value)
