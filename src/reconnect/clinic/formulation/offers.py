"""Which arrows the answers suggest, and from which answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from reconnect.clinic.formulation.graph import MOST_ARROWS, MOST_BOXES, Arrow, Box, Graph
from reconnect.clinic.questionnaires.told import TellsOf, value_of
from reconnect.model.condition import all_met
from reconnect.model.pattern import BoxRole, Pattern, PatternArrow

From = tuple[UUID, str]  # a response, and the item of it


@dataclass(frozen=True, slots=True)
class Offer:
    """Boxes and arrows to talk about, and what each arrow comes from, by its key."""

    graph: Graph
    comes_from: Mapping[str, tuple[From, ...]]


def offered(patterns: Iterable[Pattern], told: TellsOf, beside: Graph | None = None) -> Offer:
    """Every arrow whose conditions all hold, with its boxes: what started it first, patterns in their order.

    Left out is what stands in ``beside`` already, and what no longer finds room next to it. Where two arrows join the
    same boxes the first is offered, with the answers of both.
    """
    beside = beside or Graph()
    boxes: dict[str, Box] = {box.key: box for box in beside.boxes}
    arrows: dict[tuple[str, str], Arrow] = {(each.from_key, each.to_key): each for each in beside.arrows}
    known = {arrow.key for arrow in beside.arrows}
    comes_from: dict[str, dict[From, None]] = {}
    for pattern, arrow in _held(patterns, told):
        ends = (arrow.from_box, arrow.to_box)
        room = len(boxes.keys() | set(ends)) <= MOST_BOXES and len(arrows) < MOST_ARROWS
        if arrow.id in known or (ends not in arrows and not room):
            continue
        boxes |= {end: _box(pattern, end) for end in ends if end not in boxes}
        key = arrows.setdefault(ends, Arrow(arrow.id, *ends, arrow.text)).key
        if key not in known:
            answers = [told[each.questionnaire, each.item].response_id for each in arrow.because]
            found = zip(answers, (each.item for each in arrow.because), strict=True)
            comes_from.setdefault(key, {}).update(dict.fromkeys(found))
    fresh = Graph(
        tuple(box for box in boxes.values() if beside.box(box.key) is None),
        tuple(arrow for arrow in arrows.values() if arrow.key not in known),
    )
    return Offer(fresh, {key: tuple(found) for key, found in comes_from.items()})


def _held(patterns: Iterable[Pattern], told: TellsOf) -> list[tuple[Pattern, PatternArrow]]:
    value = value_of(told)
    ordered = sorted(patterns, key=lambda pattern: (pattern.order, pattern.id))
    held = [(each, arrow) for each in ordered for arrow in each.arrows if all_met(arrow.because, value)]
    return sorted(held, key=lambda each: _box(each[0], each[1].from_box).role is not BoxRole.STARTED)


def _box(pattern: Pattern, box_id: str) -> Box:
    box = {each.id: each for each in pattern.boxes}[box_id]
    return Box(box.id, box.text, box.role)
