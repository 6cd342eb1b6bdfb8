"""The picture: nothing overlaps, every text is inside its box, every arrow joins its boxes, the same every time."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconnect.clinic.formulation.drawing.picture import PADDING, Picture, draw
from reconnect.clinic.formulation.drawing.shapes import Rect
from reconnect.clinic.formulation.drawing.words import EM, LINE, lines_of, width_of
from reconnect.clinic.formulation.graph import LONGEST_BOX, MOST_BOXES, Arrow, Box, Graph, Said
from reconnect.model.load import shipped_library
from reconnect.model.pattern import BoxRole

pytestmark = pytest.mark.either

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=LONGEST_BOX)


@st.composite
def graphs(drawn: st.DrawFn, least: int = 0, most: int = 14) -> Graph:
    """Any boxes in any place, and any arrows between them."""
    many = drawn(st.integers(least, most))
    boxes = [Box(f"box-{number}", drawn(TEXTS), drawn(st.sampled_from(BoxRole))) for number in range(many)]
    ends = [(one.key, two.key) for one in boxes for two in boxes if one != two]
    joined = drawn(st.lists(st.sampled_from(ends), unique=True, max_size=24)) if ends else []
    return Graph(tuple(boxes), tuple(Arrow(f"{one}-{two}", one, two, "so") for one, two in joined))


def whole() -> Graph:
    """Every box and arrow that is shipped."""
    patterns = sorted(shipped_library().patterns.newest.values(), key=lambda each: each.order)
    boxes = {box.id: Box(box.id, box.text, box.role) for pattern in patterns for box in pattern.boxes}
    arrows = {
        (each.from_box, each.to_box): Arrow(each.id, each.from_box, each.to_box, each.text)
        for pattern in patterns
        for each in pattern.arrows
    }
    return Graph(tuple(boxes.values()), tuple(arrows.values()))


def of(*ids: str) -> Graph:
    """What is shipped in some patterns."""
    keys = {arrow.id for each in ids for arrow in shipped_library().patterns.newest[each].arrows}
    arrows = tuple(arrow for arrow in whole().arrows if arrow.key in keys)
    ends = {end for arrow in arrows for end in (arrow.from_key, arrow.to_key)}
    return Graph(tuple(box for box in whole().boxes if box.key in ends), arrows)


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    return [(one.key, two.key) for one, two in combinations(picture.boxes, 2) if one.place.overlaps(two.place)]


def outside(picture: Picture) -> list[str]:
    """Texts that leave their box: the line's middle, its width and its height are what a browser gets."""
    found = []
    for box in picture.boxes:
        for text, x, foot in box.lines:
            half = width_of(text) / 2
            across = box.place.left <= x - half and x + half <= box.place.right
            if not (across and box.place.top <= foot - EM and foot + LINE - EM <= box.place.bottom):
                found.append(text)
    return found


def off_the_edge(point: tuple[float, float], box: Rect) -> float:
    """How far a point is from the box's edge, in pixels."""
    across, down = abs(point[0] - box.x) - box.width / 2, abs(point[1] - box.y) - box.height / 2
    return abs(max(across, down)) if min(across, down) <= 0 else hypot(max(across, 0), max(down, 0))


def loose(graph: Graph, picture: Picture) -> list[str]:
    """Arrows that do not begin at the edge of the one box and end at the edge of the other."""
    places = {box.key: box.place for box in picture.boxes}
    drawn = {arrow.key: arrow for arrow in picture.arrows}
    return [
        arrow.key
        for arrow in graph.arrows
        if off_the_edge(drawn[arrow.key].curve.start, places[arrow.from_key]) > 1
        or off_the_edge(drawn[arrow.key].head[0], places[arrow.to_key]) > 1
    ]


def beyond_the_frame(picture: Picture) -> bool:
    points = [point for arrow in picture.arrows for point in (*arrow.curve.points(), *arrow.head)]
    points += [(box.place.left, box.place.top) for box in picture.boxes]
    points += [(box.place.right, box.place.bottom) for box in picture.boxes]
    right, bottom = picture.left + picture.width, picture.top + picture.height
    return any(not (picture.left <= x <= right and picture.top <= y <= bottom) for x, y in points)


def through_boxes(graph: Graph, picture: Picture) -> list[tuple[str, str]]:
    ends = {arrow.key: {arrow.from_key, arrow.to_key} for arrow in graph.arrows}
    return [
        (arrow.key, box.key)
        for arrow in picture.arrows
        for box in picture.boxes
        if box.key not in ends[arrow.key] and any(box.place.holds(point) for point in arrow.curve.points())
    ]


@settings(max_examples=120, deadline=None)
@given(graphs())
def test_any_picture_is_right(graph: Graph) -> None:
    picture = draw(graph)
    assert [box.key for box in sorted(picture.boxes, key=lambda each: each.key)] == sorted(
        box.key for box in graph.boxes
    )
    assert [arrow.key for arrow in picture.arrows] == [arrow.key for arrow in graph.arrows]
    assert overlaps(picture) == []
    assert outside(picture) == []
    assert loose(graph, picture) == []
    assert not beyond_the_frame(picture)
    assert draw(graph) == picture


@settings(max_examples=10, deadline=None)
@given(graphs(MOST_BOXES, MOST_BOXES))
def test_the_fullest_picture_is_right(graph: Graph) -> None:
    picture = draw(graph)
    assert (overlaps(picture), outside(picture), loose(graph, picture)) == ([], [], [])


def test_what_is_looked_for_would_be_found() -> None:
    graph = of("fear-avoidance")
    picture = draw(graph)
    box = picture.boxes[0]
    beside = Picture(0, 0, 10, 10, (box, *picture.boxes), picture.arrows, ())
    assert overlaps(beside) == [(box.key, box.key)]
    assert beyond_the_frame(beside)
    far = type(box)(box.key, box.role, box.place.moved(0, 60), box.lines)
    moved = Picture(0, 0, 10, 10, (far, *picture.boxes[1:]), picture.arrows, ())
    assert outside(moved)
    assert loose(graph, moved)


@pytest.mark.parametrize("ids", [("fear-avoidance",), ("enduring", "beliefs"), ("mood", "medicines"), ("culture",)])
def test_no_arrow_of_a_likely_picture_leads_through_a_box_or_hides_a_number(ids: tuple[str, ...]) -> None:
    graph = of("what-started-it", "strengths", *ids)
    picture = draw(graph)
    assert through_boxes(graph, picture) == []
    numbers = [arrow.number_at for arrow in picture.arrows]
    assert not [pair for pair in combinations(numbers, 2) if hypot(*map(float.__sub__, *pair)) < 20]
    assert not [at for at in numbers for box in picture.boxes if box.place.holds(at)]


def test_what_started_it_stands_above_and_what_helps_below() -> None:
    picture = draw(whole())
    places = {role: [box.place for box in picture.boxes if box.role is role] for role in BoxRole}
    lowest = max(place.bottom for place in places[BoxRole.STARTED])
    assert lowest < min(place.top for place in places[BoxRole.KEEPS_GOING])
    assert max(place.bottom for place in places[BoxRole.KEEPS_GOING]) < min(
        place.top for place in places[BoxRole.STRENGTH]
    )


@given(st.text(max_size=200))
def test_lines_keep_every_letter_and_fit(text: str) -> None:
    lines = lines_of(text, 154)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= 154 for line in lines)


def test_a_long_word_is_broken_and_no_line_is_empty() -> None:
    assert lines_of("W" * 30, 154) == ("W" * 9, "W" * 9, "W" * 9, "WWW")
    assert all(lines_of("a " * 40, 10 * PADDING))


def test_what_is_not_so_for_the_person_is_not_drawn_nor_what_it_alone_had_joined() -> None:
    one, two, three, alone = (Box(key, key, BoxRole.KEEPS_GOING) for key in ("one", "two", "three", "alone"))
    arrows = (Arrow("a", "one", "two", "so", Said.YES), Arrow("b", "two", "three", "so", Said.NO))
    shown = Graph((one, two, three, alone), arrows).shown
    assert [box.key for box in shown.boxes] == ["one", "two", "alone"]
    assert [arrow.key for arrow in shown.arrows] == ["a"]
