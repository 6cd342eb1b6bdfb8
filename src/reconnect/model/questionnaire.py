"""A questionnaire: items in order, and the measures scored from them."""

from dataclasses import dataclass, field
from enum import StrEnum

from reconnect.model.flag_kind import FlagKind
from reconnect.model.measure import Better, Measure
from reconnect.model.source import Source


class Wording(StrEnum):
    """Whose words the items are in."""

    OWN = "own"
    STAND_IN = "stand-in"  # structure only: a service must add wording it may use before real use


class ItemKind(StrEnum):
    """How an item is answered."""

    SCALE = "scale"  # one whole number from low to high; both ends labelled
    CHOICE = "choice"  # one of the labels
    CHOICES = "choices"  # any of the labels; the answer is the sum of 2 ** step, so that the database can count it
    TEXT = "text"  # the person's own words, always sealed


class Use(StrEnum):
    """What a questionnaire is for."""

    MEASURE = "measure"  # asked of everyone at the occasions of measuring
    ASSESSMENT = "assessment"  # a block of the first conversations: each may be left out and come back to
    WORKSHEET = "worksheet"  # the tool of a technique, filled in as often as somebody likes
    CONFIDENCE = "confidence"  # asked of staff
    RATING = "rating"  # how helpful each technique was, asked beside the measures once treatment is over


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Steps are whole numbers from ``low`` to ``high``, labelled in words; a text item has none.

    ``longest`` is how many characters a text may have, where it must fit somewhere; 0 for some pages.
    ``sealed`` answers are never stored where the database could read them. ``flag`` is the kind of flag that an
    answer of ``flagged_from`` or more raises: somebody must look, and no page of the person's changes.
    """

    id: str
    text: str
    low: int = 0
    high: int = 0
    labels: dict[str, str] = field(default_factory=dict)
    kind: ItemKind = ItemKind.SCALE
    sealed: bool = False
    flag: FlagKind | None = None
    flagged_from: int = 1
    longest: int = 0

    def allows(self, value: int) -> bool:
        """Whether ``value`` is one of the item's choices."""
        match self.kind:
            case ItemKind.TEXT:
                return False
            case ItemKind.CHOICES:
                return value > 0 and value % 2**self.low == 0 and value < 2 ** (self.high + 1)
            case _:
                return self.low <= value <= self.high

    def chosen(self, value: int) -> tuple[str, ...]:
        """The words of what ``value`` says: a step's label, or its figure where it has none; several for choices."""
        steps = range(self.low, self.high + 1)
        held = [step for step in steps if value & 2**step] if self.kind is ItemKind.CHOICES else [value]
        return tuple(self.labels.get(str(step), str(step)) for step in held)

    def raises_flag(self, value: int) -> bool:
        """Whether ``value`` must reach somebody."""
        return self.flag is not None and value >= self.flagged_from


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
    """Items a person answers; ``asks_basis`` when answers may rest on a past or an imagined relationship.

    ``before`` is read first and ``after`` last, a paragraph each. A ``locked`` one is reached by nobody until a
    clinician opens it for this person. A worksheet belongs to the ``technique`` of that id, or to none. ``order`` is
    its place among those of the same use. ``not_for_me`` is what "does not apply" is called here.
    """

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
    use: Use = Use.MEASURE
    order: int = 0
    locked: bool = False
    technique: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_for_me: str = ""

    def item(self, item_id: str) -> Item | None:
        """The item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)
