"""What a paper says besides its tables of means: counts, shares, figures told twice, significance, labels."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.occasion import Occasion
from reconnect.model.transcript.printed import Count, Name, Number


class Statistic(StrEnum):
    """What a figure told in the text is."""

    MEAN = "mean"
    MEDIAN = "median"
    COUNT = "count"


class Correction(StrEnum):
    """How a threshold was lowered for many tests."""

    BONFERRONI = "Bonferroni"
    SIDAK = "Šidák"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the participants, and how many."""

    id: Name
    label: str
    n: Count


@dataclass(frozen=True, slots=True)
class Category:
    """One line of a list of categories, with its count, its percentage or both."""

    label: str
    n: Count | None = None
    percent: Number | None = None


@dataclass(frozen=True, slots=True)
class Categories:
    """A list of categories. ``exclusive``: the paper says that everybody is in exactly one of them.

    ``total`` is how many people they are of; without it, all participants.
    """

    id: Name
    where: str
    label: str
    parts: tuple[Category, ...]
    total: Count | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A figure at one place of the paper."""

    where: str
    printed: Number
    statistic: Statistic
    sd: Number | None = None


@dataclass(frozen=True, slots=True)
class Twice:
    """One fact that the paper gives at two places."""

    id: Name
    what: str
    first: Told
    second: Told


@dataclass(frozen=True, slots=True)
class SharePart:
    """A percentage of one group; ``counted`` people of it are known, at ``counted_in``, to be among those it is of."""

    group: Name
    percent: Number
    counted: Count
    counted_in: str


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage that the text gives for one group or several. ``says`` is what it is said to be a percentage of.

    ``counted_are`` and ``reached_means`` put into words what has to be taken for granted to compare it: who those
    counted are, and who would have to be among those with answers at the occasion ``reached``.
    """

    id: Name
    where: str
    says: str
    counted_are: str
    parts: tuple[SharePart, ...]
    reached: Occasion | None = None
    reached_means: str | None = None


@dataclass(frozen=True, slots=True)
class Alpha:
    """A threshold lowered for many tests; ``of`` is the one it was lowered from."""

    where: str
    printed: Number
    of: Number
    method: Correction = Correction.NOT_STATED


@dataclass(frozen=True, slots=True)
class Significance:
    """A claim that changes in the rows of ``table`` named by ``rows`` are significant.

    ``together``: the rows may have been tested together.
    """

    id: Name
    where: str
    says: str
    table: Name
    rows: tuple[Name, ...]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name that a table gives to what it holds, and what the paper elsewhere says was measured."""

    id: Name
    where: str
    printed: str
    measured: str
    table: Name
