"""The card for a flare-up: which parts of somebody's own plan stand on it, under which neutral headings."""

from dataclasses import dataclass

from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class CardWords:
    """What somebody wrote to an ``item`` of their plan; ``label`` stands before it, or nothing does."""

    item: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class CardPart:
    """A heading and the words below it. ``general`` is what stands there until somebody made a plan of their own."""

    heading: str
    words: tuple[CardWords, ...]
    general: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Parts in the order in which they are needed. ``always`` stands at the end, whoever wrote what.

    It may lie open on a table: whatever else ``questionnaire`` asks stays in the plan.
    """

    id: str
    version: int
    name: str
    questionnaire: str
    parts: tuple[CardPart, ...]
    always: tuple[str, ...]
    sources: tuple[Source, ...]
