"""A pattern of the formulation: what may lead to what for somebody, and which answers suggest it."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.condition import Condition
from reconnect.model.source import Source


class BoxRole(StrEnum):
    """What a box is in somebody's picture."""

    STARTED = "started"
    KEEPS_GOING = "keeps going"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class PatternBox:
    """Something that may be so for somebody. Patterns that name the same ``id`` join up there."""

    id: str
    text: str
    role: BoxRole


@dataclass(frozen=True, slots=True)
class PatternArrow:
    """That one box may lead to another, said as the person may see it.

    It is offered where every condition of ``because`` is met, and only then: its ``id`` stays its name in pictures.
    """

    id: str
    from_box: str
    to_box: str
    text: str
    because: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Boxes and arrows that belong together, such as pain, keeping away and more pain. ``order`` is its place."""

    id: str
    version: int
    name: str
    about: str
    order: int
    boxes: tuple[PatternBox, ...]
    arrows: tuple[PatternArrow, ...]
    sources: tuple[Source, ...]

    def box(self, box_id: str) -> PatternBox | None:
        """The box of that id, or None."""
        return next((box for box in self.boxes if box.id == box_id), None)
