"""One person's change over time: each measure on its whole scale, a point an occasion."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.clinic.desk.presenters import MOMENTS, OccasionCard
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Scoring

WIDTH, HEIGHT = 360.0, 130.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 340.0, 18.0, 98.0


@dataclass(frozen=True, slots=True)
class Point:
    """A score at an occasion."""

    x: float
    y: float
    label: str
    value: int
    in_window: bool


@dataclass(frozen=True, slots=True)
class PersonChart:
    """A measure's points in order of occasion, with the path between them."""

    scoring: Scoring
    points: tuple[Point, ...]
    path: str
    low_y: float = BOTTOM
    high_y: float = TOP


def person_charts(cards: Iterable[OccasionCard]) -> tuple[PersonChart, ...]:
    """A chart for every measure that has a score."""
    found: dict[str, tuple[Scoring, list[Point]]] = {}
    for card in cards:
        for response in card.responses:
            if response.response.retracted_at is not None:
                continue
            for line in response.scores:
                if line.score is not None and line.score.value is not None:
                    point = _point(line.scoring, Moment(card.occasion.moment), line.score.value, response.in_window)
                    found.setdefault(line.scoring.id, (line.scoring, []))[1].append(point)
    return tuple(
        PersonChart(scoring, tuple(points), " ".join(f"{point.x},{point.y}" for point in points))
        for scoring, points in found.values()
    )


def _point(scoring: Scoring, moment: Moment, value: int, in_window: bool) -> Point:  # noqa: FBT001
    low, high = scoring.range
    place = list(Moment).index(moment)
    x = LEFT + (RIGHT - LEFT) * (0.08 + 0.42 * place)
    y = BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)
    return Point(round(x, 1), round(y, 1), MOMENTS[moment], value, in_window)
