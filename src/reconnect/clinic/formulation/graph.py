"""What stands in one version of a formulation: boxes, and arrows between them, in the person's words."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum

from reconnect.model.pattern import BoxRole

MOST_BOXES = 24  # more would be no picture any more
MOST_ARROWS = 40
LONGEST_BOX = 80  # characters
LONGEST_ARROW = 300


class Said(StrEnum):
    """What the person says to an arrow."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class Box:
    """Something that is so for the person. ``key`` stays the same in every later version."""

    key: str
    text: str
    role: BoxRole


@dataclass(frozen=True, slots=True)
class Arrow:
    """That one box leads to another; ``said_on`` is the day on which the person said so, or that it is not so."""

    key: str
    from_key: str
    to_key: str
    text: str
    said: Said = Said.NOT_YET
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes and arrows, in the order in which they are read."""

    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()

    def box(self, key: str) -> Box | None:
        """The box of that key, or None."""
        return next((box for box in self.boxes if box.key == key), None)

    def arrow(self, key: str) -> Arrow | None:
        """The arrow of that key, or None."""
        return next((arrow for arrow in self.arrows if arrow.key == key), None)

    @property
    def shown(self) -> "Graph":
        """What is drawn: without arrows that are not so for the person, and boxes that only those had joined."""
        arrows = tuple(arrow for arrow in self.arrows if arrow.said is not Said.NO)
        refused = _ends(self.arrows) - _ends(arrows)
        return Graph(tuple(box for box in self.boxes if box.key not in refused), arrows)

    def stamped(self, before: "Graph", day: date) -> "Graph":
        """The same, where ``day`` is noted beside every word that was not said of that arrow ``before``."""
        return replace(self, arrows=tuple(_stamped(arrow, before.arrow(arrow.key), day) for arrow in self.arrows))

    def same_words(self, other: "Graph") -> bool:
        """Whether both say the same, whenever it was said."""
        return self.stamped(Graph(), date.min) == other.stamped(Graph(), date.min)

    def problem(self) -> str:
        """Why this is no picture, or ""."""
        keys = [box.key for box in self.boxes]
        ends = [(arrow.from_key, arrow.to_key) for arrow in self.arrows]
        texts = [(box.text, LONGEST_BOX) for box in self.boxes] + [(each.text, LONGEST_ARROW) for each in self.arrows]
        names = [arrow.key for arrow in self.arrows]
        if len(keys) > MOST_BOXES or len(ends) > MOST_ARROWS:
            return f"A picture holds {MOST_BOXES} boxes and {MOST_ARROWS} arrows at most."
        if len(set(keys)) < len(keys) or len(set(names)) < len(names):
            return "Two boxes, or two arrows, have one name."
        if not _ends(self.arrows) <= set(keys) or any(start == end for start, end in ends):
            return "Every arrow joins two boxes of the picture."
        if len(set(ends)) < len(ends):
            return "Two arrows lead from the same box to the same box: make them one."
        if not all(text.strip() and len(text) <= longest and "\0" not in text for text, longest in texts):
            return "A text is missing or too long."
        return ""

    def written(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str)


def graph_of(text: str) -> Graph:
    """What was written."""
    told = json.loads(text)
    return Graph(
        tuple(Box(box["key"], box["text"], BoxRole(box["role"])) for box in told["boxes"]),
        tuple(_arrow(**arrow) for arrow in told["arrows"]),
    )


def _arrow(said: str, said_on: str | None, **told: str) -> Arrow:
    return Arrow(**told, said=Said(said), said_on=None if said_on is None else date.fromisoformat(said_on))


def _stamped(arrow: Arrow, before: Arrow | None, day: date) -> Arrow:
    if arrow.said is Said.NOT_YET:
        return replace(arrow, said_on=None)
    if before is not None and (before.said, before.text) == (arrow.said, arrow.text):
        return replace(arrow, said_on=before.said_on)
    return replace(arrow, said_on=day)


def _ends(arrows: tuple[Arrow, ...]) -> set[str]:
    return {key for arrow in arrows for key in (arrow.from_key, arrow.to_key)}
