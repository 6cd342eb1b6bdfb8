"""A formulation as a picture: lines of text in their boxes, arrows from edge to edge, each with its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from reconnect.clinic.formulation.drawing.places import WIDTH, Places, places
from reconnect.clinic.formulation.drawing.shapes import Curve, Point, Rect, curve_between
from reconnect.clinic.formulation.drawing.words import EM, LINE, lines_of
from reconnect.clinic.formulation.graph import Graph
from reconnect.model.pattern import BoxRole

PADDING = 12.0
MARGIN = 16.0
HEAD = 12.0  # length of an arrow's head
NUMBER = 12.0  # radius of the circle that an arrow's number stands in
# Of an arrow's length, gentle ones first.
BENDS = (0.1, -0.1, 0.22, -0.22, 0.36, -0.36, 0.55, -0.55, 0.8, -0.8, 1.1, -1.1)
PULLED = (0.5, 0.15, 0.85)  # after which part of its way an arrow is bent
THROUGH = 1000.0  # what it costs to lead through a box, and nothing else does
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # where an arrow's number may stand
LEAST_WIDTH = 560.0  # a picture of two boxes is not blown up
LABEL = 30.0  # height of a band's heading


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box, and its lines of text with the middle of each line's foot."""

    key: str
    role: BoxRole
    place: Rect
    lines: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An arrow: its curve, the corners of its head, and where its number stands."""

    key: str
    number: int
    curve: Curve
    head: tuple[Point, Point, Point]
    number_at: Point


@dataclass(frozen=True, slots=True)
class Heading:
    """What a band is about: its role, and where its words begin."""

    role: BoxRole
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything in its place, in a frame from (``left``, ``top``)."""

    left: float
    top: float
    width: float
    height: float
    boxes: tuple[DrawnBox, ...]
    arrows: tuple[DrawnArrow, ...]
    headings: tuple[Heading, ...]


def draw(graph: Graph) -> Picture:
    """The picture of a graph. The same graph gives the same picture."""
    inner = _lines(graph)
    where = places(graph, {key: len(lines) * LINE + 2 * PADDING for key, lines in inner.items()})
    arrows = _arrows(graph, where)
    roles = {box.key: box.role for box in graph.boxes}
    boxes = tuple(DrawnBox(key, roles[key], place, _placed(inner[key], place)) for key, place in where.items())
    headings = _headings(boxes)
    points = [point for arrow in arrows for point in (*arrow.curve.points(), *arrow.head)]
    corners = [corner for place in where.values() for corner in ((place.left, place.top), (place.right, place.bottom))]
    tops = [(each.x, each.y - LABEL) for each in headings]
    xs, ys = zip(*(points + corners + tops or [(0.0, 0.0)]), strict=True)
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width = max(max(xs) + MARGIN - left, LEAST_WIDTH)
    return Picture(left, top, width, max(ys) + MARGIN - top, boxes, arrows, headings)


def _lines(graph: Graph) -> dict[str, tuple[str, ...]]:
    return {box.key: lines_of(box.text, WIDTH - 2 * PADDING) for box in graph.boxes}


def _placed(lines: Sequence[str], place: Rect) -> tuple[tuple[str, float, float], ...]:
    first = place.top + PADDING + (LINE + EM) / 2 - 3  # letters stand on their foot, tails hang below it
    return tuple((line, place.x, first + number * LINE) for number, line in enumerate(lines))


def _headings(boxes: Sequence[DrawnBox]) -> tuple[Heading, ...]:
    """One above each role that has boxes."""
    left = min((box.place.left for box in boxes), default=0.0)
    tops = {role: min((box.place.top for box in boxes if box.role is role), default=None) for role in BoxRole}
    return tuple(Heading(role, left, top - 14) for role, top in tops.items() if top is not None)


def _arrows(graph: Graph, where: Mapping[str, Rect]) -> tuple[DrawnArrow, ...]:
    found: list[DrawnArrow] = []
    for number, arrow in enumerate(graph.arrows, 1):
        ends = (arrow.from_key, arrow.to_key)
        others = [place for key, place in where.items() if key not in ends]
        curve = _curve(where[ends[0]], where[ends[1]], others, found)
        found.append(DrawnArrow(arrow.key, number, curve, _head(curve), _number_at(curve, where, found)))
    return tuple(found)


def _curve(one: Rect, two: Rect, others: Sequence[Rect], drawn: Sequence[DrawnArrow]) -> Curve:
    """The best of some; where all of them lead through a box, the best of some more."""
    best, least = Curve((0, 0), (0, 0), (0, 0)), float("inf")
    for along in PULLED:
        for bend in BENDS:
            curve = curve_between(one, two, bend, along)
            cost = _cost(bend, curve, others, drawn)
            if cost < least:
                best, least = curve, cost
        if least < THROUGH:
            break
    return best


def _cost(bend: float, curve: Curve, others: Sequence[Rect], drawn: Sequence[DrawnArrow]) -> float:
    """How bad it would be: through a box, over a number, across another arrow, bent."""
    points = list(curve.points())
    through = sum(any(box.holds(point, 6) for point in points) for box in others)
    over = sum(any(_near(point, each.number_at, NUMBER + 2) for point in points) for each in drawn)
    across = sum(_cross(curve, each.curve) for each in drawn)
    return THROUGH * through + 30 * over + 6 * across + 20 * abs(bend) + (0.5 if bend < 0 else 0)


def _cross(one: Curve, two: Curve) -> bool:
    ends = [(one.start, one.pull, one.end), (two.start, two.pull, two.end)]
    spans = [[(min(axis), max(axis)) for axis in zip(*corners, strict=True)] for corners in ends]
    if any(low > high2 or low2 > high for (low, high), (low2, high2) in zip(*spans, strict=True)):
        return False
    first, second = list(one.points(6)), list(two.points(6))
    return any(_meet(*a, *b) for a in pairwise(first) for b in pairwise(second))


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _near(one: Point, two: Point, distance: float) -> bool:
    return hypot(one[0] - two[0], one[1] - two[1]) < distance


def _head(curve: Curve) -> tuple[Point, Point, Point]:
    """The tip at the curve's end, and two corners behind it."""
    tip, back = curve.end, curve.at(0.9)
    length = hypot(tip[0] - back[0], tip[1] - back[1]) or 1.0
    x, y = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    foot = (tip[0] - HEAD * x, tip[1] - HEAD * y)
    half = HEAD * 0.45
    return tip, (foot[0] - half * y, foot[1] + half * x), (foot[0] + half * y, foot[1] - half * x)


def _number_at(curve: Curve, where: Places | Mapping[str, Rect], drawn: Sequence[DrawnArrow]) -> Point:
    """On the arrow, clear of boxes and of other numbers where there is such a place."""
    spots = [curve.at(part) for part in ALONG]
    clear = (
        spot
        for spot in spots
        if not any(box.holds(spot, NUMBER) for box in where.values())
        and not any(_near(spot, each.number_at, 2 * NUMBER + 2) for each in drawn)
    )
    return next(clear, spots[0])
