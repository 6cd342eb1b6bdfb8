"""Where boxes stand: what started it above, what keeps it going in a ring, what helps below."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import cos, pi, sin

from reconnect.clinic.formulation.drawing.shapes import Rect
from reconnect.clinic.formulation.graph import Arrow, Box, Graph
from reconnect.model.pattern import BoxRole

WIDTH = 178.0  # of every box
GAP = 50.0  # between boxes, so that an arrow and its number find room
BAND = 84.0  # between a row and the ring
FLAT = 1.25  # how much wider than high the ring is
WIDEST_ROW = 4  # boxes

Sizes = Mapping[str, float]  # a box's height by its key
Places = dict[str, Rect]


def places(graph: Graph, heights: Sizes) -> Places:
    """Where each box of the graph stands; none touches another."""
    by_role = {role: [box for box in graph.boxes if box.role is role] for role in BoxRole}
    ring = _ring(_ordered(by_role[BoxRole.KEEPS_GOING], by_role, graph.arrows), heights)
    top = min((place.top for place in ring.values()), default=0.0)
    bottom = max((place.bottom for place in ring.values()), default=-BAND)
    above = _rows(_beside(by_role[BoxRole.STARTED], ring, graph.arrows), heights)
    lowest = max((place.bottom for place in above.values()), default=0.0)
    below = _rows(_beside(by_role[BoxRole.STRENGTH], ring, graph.arrows), heights)
    found = {key: place.moved(0, top - BAND - lowest) for key, place in above.items()}
    return found | ring | {key: place.moved(0, bottom + BAND) for key, place in below.items()}


def _ring(boxes: Sequence[Box], heights: Sizes) -> Places:
    """Clockwise from the top, as near to each other as they may be; two stand side by side."""
    if len(boxes) < 2:
        return {box.key: Rect(0, 0, WIDTH, heights[box.key]) for box in boxes}
    first = pi if len(boxes) == 2 else -pi / 2
    radius = 60.0
    while True:
        turns = [first + 2 * pi * number / len(boxes) for number in range(len(boxes))]
        found = {
            box.key: Rect(radius * FLAT * cos(turn), radius * sin(turn), WIDTH, heights[box.key])
            for box, turn in zip(boxes, turns, strict=True)
        }
        if not any(one.overlaps(two, GAP) for one, two in combinations(found.values(), 2)):
            return found
        radius += 10


def _rows(boxes: Sequence[Box], heights: Sizes) -> Places:
    """Rows around the middle, from 0 down."""
    found: Places = {}
    top = 0.0
    for begin in range(0, len(boxes), WIDEST_ROW):
        row = boxes[begin : begin + WIDEST_ROW]
        high = max(heights[box.key] for box in row)
        left = -(len(row) - 1) * (WIDTH + GAP) / 2
        for number, box in enumerate(row):
            found[box.key] = Rect(left + number * (WIDTH + GAP), top + high / 2, WIDTH, heights[box.key])
        top += high + GAP
    return found


def _ordered(boxes: list[Box], by_role: Mapping[BoxRole, list[Box]], arrows: Sequence[Arrow]) -> list[Box]:
    """The ring's boxes in the order in which its arrows are shortest: two change places as long as that helps."""
    outer = {box.key: role for role in (BoxRole.STARTED, BoxRole.STRENGTH) for box in by_role[role]}
    order = list(boxes)
    best = _cost(order, outer, arrows)
    better = True
    while better:
        better = False
        for one, two in combinations(range(len(order)), 2):
            order[one], order[two] = order[two], order[one]
            cost = _cost(order, outer, arrows)
            if cost < best - 1e-9:
                best, better = cost, True
            else:
                order[one], order[two] = order[two], order[one]
    return order


def _cost(order: Sequence[Box], outer: Mapping[str, BoxRole], arrows: Sequence[Arrow]) -> float:
    place = {box.key: number for number, box in enumerate(order)}
    cost = 0.0
    for arrow in arrows:
        if arrow.from_key in place and arrow.to_key in place:
            on = (place[arrow.to_key] - place[arrow.from_key]) % len(order)
            cost += min(on, len(order) - on) + (0.1 if on > len(order) / 2 else 0.0)
            continue
        for end, other in ((arrow.from_key, arrow.to_key), (arrow.to_key, arrow.from_key)):
            if end in place and other in outer:
                height = cos(2 * pi * place[end] / len(order))  # 1 at the top, -1 at the bottom
                cost += 1 - height if outer[other] is BoxRole.STARTED else 1 + height
    return cost


def _beside(boxes: Sequence[Box], ring: Places, arrows: Sequence[Arrow]) -> list[Box]:
    """From left to right as what they are joined to stands in the ring."""

    def middle(box: Box) -> float:
        ends = [arrow.to_key if arrow.from_key == box.key else arrow.from_key for arrow in _of(box, arrows)]
        xs = [ring[end].x for end in ends if end in ring]
        return sum(xs) / len(xs) if xs else 0.0

    return sorted(boxes, key=middle)


def _of(box: Box, arrows: Sequence[Arrow]) -> list[Arrow]:
    return [arrow for arrow in arrows if box.key in (arrow.from_key, arrow.to_key)]
