"""A printed table of means before and after."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.model.occasion import Occasion
from reconnect.model.transcript.printed import Count, Name, Number, Probability, Starred


class Basis(StrEnum):
    """Does the paper say so, or do we take it to be so?"""

    STATED = "stated"
    ASSUMED = "assumed"


class PrintedTest(StrEnum):
    """The test behind t and p."""

    PAIRED_T = "paired t"
    OTHER = "other"
    NOT_STATED = "not stated"


class Formula(StrEnum):
    """What divides the change in a d; with Hedges' correction or without."""

    NOT_STATED = "not stated"
    D_PRE = "d_pre"
    D_POST = "d_post"
    D_POOLED = "d_pooled"
    D_AVERAGE = "d_average"
    D_Z = "d_z"
    D_RM = "d_rm"


@dataclass(frozen=True, slots=True)
class Scale:
    """What one person's score can be: from ``low`` to ``high`` in steps of ``step``, each left out where unknown.

    ``steps_are`` says whether the paper says that scores go in such steps.
    """

    id: Name
    low: Number | None = None
    high: Number | None = None
    step: Number | None = None
    steps_are: Basis = Basis.ASSUMED


@dataclass(frozen=True, slots=True)
class Earlier:
    """The cell before treatment; ``n`` where it is printed for this cell alone."""

    mean: Number
    sd: Number | None = None
    n: Count | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """A cell at a later occasion, and what is printed of its comparison with the one before treatment.

    ``low`` and ``high`` are the ends of the change's 95 % interval.
    """

    occasion: Occasion
    mean: Number
    sd: Number | None = None
    n: Count | None = None
    t: Starred | None = None
    df: Count | None = None
    p: Probability | None = None
    low: Number | None = None
    high: Number | None = None
    d: Starred | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; ``n`` where it is printed for the whole line, ``group`` and ``scale`` by their ids."""

    id: Name
    label: str
    pre: Earlier
    later: tuple[Later, ...]
    n: Count | None = None
    group: Name | None = None
    scale: Name | None = None


@dataclass(frozen=True, slots=True)
class Star:
    """What a star stands for: p at most ``level``."""

    sign: str
    level: Number


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``name`` as the paper counts it, what its t and d are as far as the paper says."""

    id: Name
    name: str
    rows: tuple[Row, ...]
    test: PrintedTest = PrintedTest.NOT_STATED
    d: Formula = Formula.NOT_STATED
    stars: tuple[Star, ...] = ()
