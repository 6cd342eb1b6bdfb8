"""What other groups of people score on a measure: context with its source, and never a line to reach."""

from dataclasses import dataclass

from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class ComparisonGroup:
    """Mean and SD in raw points of ``n`` people; None where the source does not give it, and digits as it has them.

    ``stratum`` is "all", or the gender as outcomes name it; ``people`` the words to show for it.
    """

    stratum: str
    people: str
    mean: int | float
    sd: int | float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class ComparisonGroups:
    """Groups of one kind (``name``) on one measure; ``caution`` says what a reader must know before using a figure."""

    id: str
    version: int
    name: str
    measure: str
    caution: tuple[str, ...]
    groups: tuple[ComparisonGroup, ...]
    sources: tuple[Source, ...]
