"""One person's change over time: each measure on its whole scale, a point an occasion."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.clinic.desk.presenters import MOMENTS, OccasionCard
from reconnect.model.comparison_groups import ComparisonGroups
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.published import PublishedTable
from reconnect.model.questionnaire import Scoring

# Drawn small, five beside each other: at this width its figures are read without enlarging.
WIDTH, HEIGHT = 232.0, 128.0
TOP, BOTTOM = 24.0, 96.0
FIRST, STEP = 52.0, 70.0  # from one occasion to the next

# The one measure whose items are those of the published paper, and its table there.
PUBLISHED_MEASURE, PUBLISHED_PAPER, PUBLISHED_TABLE = "msq_anxiety", "edwards-2019", 3


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
    width: float = WIDTH
    height: float = HEIGHT
    low_y: float = BOTTOM
    high_y: float = TOP

    @property
    def published(self) -> PublishedTable | None:
        """What groups of people scored, as printed, where the paper asked the same items."""
        if self.scoring.id != PUBLISHED_MEASURE:
            return None
        tables = shipped_library().published.newest[PUBLISHED_PAPER].tables
        return next(table for table in tables if table.number == PUBLISHED_TABLE)

    @property
    def compared(self) -> tuple[ComparisonGroups, ...]:
        """What groups of other people score on the measure."""
        return shipped_library().compared_with(self.scoring.id)


def person_charts(cards: Iterable[OccasionCard]) -> tuple[PersonChart, ...]:
    """A chart for every measure that has a score."""
    found: dict[str, tuple[Scoring, list[Point]]] = {}
    for card in cards:
        for response in card.responses:
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
    x = FIRST + STEP * list(Moment).index(moment)
    y = BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)
    return Point(round(x, 1), round(y, 1), MOMENTS[moment], value, in_window)
