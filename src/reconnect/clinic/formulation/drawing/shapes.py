"""Points, boxes and curves of a picture. Pixels; y goes down."""

from collections.abc import Iterator
from dataclasses import dataclass

Point = tuple[float, float]
STEPS = 24  # points of a curve that are looked at
TOUCH = 1e-4  # of a curve: how near the point is known at which it meets an edge


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle around its centre."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - self.height / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height / 2

    def holds(self, point: Point, around: float = 0.0) -> bool:
        """Whether ``point`` lies inside, or not further than ``around`` outside."""
        return abs(point[0] - self.x) <= self.width / 2 + around and abs(point[1] - self.y) <= self.height / 2 + around

    def overlaps(self, other: "Rect", gap: float = 0.0) -> bool:
        """Whether less than ``gap`` lies between them."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + gap
            and abs(self.y - other.y) < (self.height + other.height) / 2 + gap
        )

    def moved(self, x: float, y: float) -> "Rect":
        """The same elsewhere."""
        return Rect(self.x + x, self.y + y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic curve: where it starts, what pulls it, where it ends."""

    start: Point
    pull: Point
    end: Point

    def at(self, part: float) -> Point:
        """The point after ``part`` of the way, 0 to 1."""
        rest = 1 - part
        x, y = (
            rest * rest * start + 2 * rest * part * pull + part * part * end
            for start, pull, end in zip(self.start, self.pull, self.end, strict=True)
        )
        return x, y

    def points(self, steps: int = STEPS) -> Iterator[Point]:
        """Some points along it, both ends included."""
        return (self.at(step / steps) for step in range(steps + 1))

    def between(self, first: float, last: float) -> "Curve":
        """The part of it from ``first`` to ``last``."""
        one, two = self.at(first), self.at(last)
        x, y = (
            (1 - first) * ((1 - last) * start + last * pull) + first * ((1 - last) * pull + last * end)
            for start, pull, end in zip(self.start, self.pull, self.end, strict=True)
        )
        return Curve(one, (x, y), two)


def curve_between(one: Rect, two: Rect, bend: float, along: float = 0.5) -> Curve:
    """From the edge of ``one`` to the edge of ``two``, bent to the left of its way by ``bend`` of its length.

    It is pulled most after the part ``along`` of its way.
    """
    across, down = two.x - one.x, two.y - one.y
    pull = (one.x + across * along + down * bend, one.y + down * along - across * bend)
    whole = Curve((one.x, one.y), pull, (two.x, two.y))
    places = [step / STEPS for step in range(STEPS + 1)]
    outside = next((part for part in places if not one.holds(whole.at(part))), 1.0)
    first = _edge(whole, one, outside - 1 / STEPS, outside)
    inside = next((part for part in reversed(places) if not two.holds(whole.at(part))), 0.0)
    last = _edge(whole, two, inside + 1 / STEPS, inside)
    return whole.between(first, last)


def _edge(curve: Curve, box: Rect, inside: float, outside: float) -> float:
    """Where the curve meets the box's edge, between a part that is inside and one that is outside."""
    while abs(outside - inside) > TOUCH:
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if box.holds(curve.at(middle)) else (inside, middle)
    return (inside + outside) / 2
