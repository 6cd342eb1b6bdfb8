"""A questionnaire: items in order, and the measures scored from them."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.measure import Better, Measure
from reconnect.model.source import Source


class Wording(StrEnum):
    """Whose words the items are in."""

    OWN = "own"
    STAND_IN = "stand-in"  # structure only: a service must add wording it may use before real use


@dataclass(frozen=True, slots=True)
class Item:
    """One question on a whole-number scale from ``low`` to ``high``, its ends and steps labelled in words."""

    id: str
    text: str
    low: int
    high: int
    labels: dict[str, str]

    def allows(self, value: int) -> bool:
        """Whether ``value`` is one of the item's choices."""
        return self.low <= value <= self.high


class Method(StrEnum):
    """How a score is made from its items' values."""

    SUM = "sum"
    SINGLE = "single"


class MissingRule(StrEnum):
    """When a score exists although answers are missing."""

    NONE_MISSING = "none-missing"  # every item must hold a value


@dataclass(frozen=True, slots=True)
class Scoring:
    """How one measure is computed from items.

    ``range`` is the score's own, in points, as its source prints it. The items must reach just that (coherence.py):
    a range worked out from them would follow an item that is forgotten or typed on a wrong scale, and notice nothing.
    """

    id: str
    name: str
    items: tuple[str, ...]
    method: Method
    range: tuple[int, int]
    better: Better
    missing: MissingRule
    cut_off: str
    note: str

    @property
    def measure(self) -> Measure:
        """The measure that the evaluation sees."""
        return Measure(self.id, self.name, *self.range, self.better)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Items a person answers; ``asks_basis`` when answers may rest on a past or an imagined relationship."""

    id: str
    version: int
    name: str
    about: str
    wording: Wording
    wording_note: str
    asks_basis: bool
    items: tuple[Item, ...]
    measures: tuple[Scoring, ...]
    sources: tuple[Source, ...]

    def item(self, item_id: str) -> Item | None:
        """The item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)
