"""The mapping file: how to read somebody's table, told in TOML beside it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reconnect.analysis.reliability import ReliabilityKind
from reconnect.errors import DataError, Problem, RefusedError
from reconnect.exchange.code import Code, MissingCodes, code_number, missing_codes
from reconnect.exchange.file_bytes import load_bytes
from reconnect.exchange.formats.written import Written
from reconnect.exchange.number import Decimal
from reconnect.model.measure import Better
from reconnect.model.typed_toml import read_typed_toml


class Layout(StrEnum):
    """What a row of the table is."""

    TIDY = "tidy"  # one value
    LONG = "long"  # a person and occasion, a column a measure
    PAIRED = "paired"  # a person, or a person and measure, a column an occasion


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the table's columns. Without ``person_id`` a paired row stands for a person."""

    person_id: str | None = None
    gender: str | None = None
    occasion: str | None = None
    measure: str | None = None
    value: str | None = None
    pre: str | None = None
    post: str | None = None
    follow_up: str | None = None
    answered_on: str | None = None
    answer_basis: str | None = None
    service_id: str | None = None
    cohort_id: str | None = None


@dataclass(frozen=True, slots=True)
class OccasionCodes:
    """What the table writes for each occasion; rows with a code of ``ignore`` are passed over."""

    pre: Code | None = None
    post: Code | None = None
    follow_up: Code | None = None
    ignore: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureMap:
    """Where a measure's values stand, and, for a measure that ReConnect does not know, its range and direction.

    ``column`` is for a long table, ``pre``, ``post`` and ``follow_up`` are for a paired one with a row a person,
    ``code`` is what a measure column writes for it (by default its id). ``missing`` are codes that hold beside those
    of the whole file, even where they are possible scores; ``codes_are_scores`` says that -9, 99 and the like are
    scores where the range holds them. The last four are given together or not at all (see told_reliability).
    """

    name: str | None = None
    range: tuple[float, float] | None = None
    better: Better | None = None
    column: str | None = None
    pre: str | None = None
    post: str | None = None
    follow_up: str | None = None
    code: Code | None = None
    missing: tuple[Code, ...] = ()
    codes_are_scores: bool = False
    reliability: float | None = None
    reliability_kind: ReliabilityKind | None = None
    reliability_source: str | None = None
    items: int | None = None


@dataclass(frozen=True, slots=True)
class FamilyMap:
    """The tests that were planned, each as "measure, comparison" or "measure, stratum, comparison"."""

    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleColumns:
    """Names of the people table's columns; ages and durations in years, dates as 2026-01-31."""

    person_id: str
    gender: str | None = None
    age: str | None = None
    diagnoses: str | None = None
    pain_duration: str | None = None
    eligible: str | None = None
    started: str | None = None
    ended: str | None = None
    mode: str | None = None
    sessions: str | None = None
    service_id: str | None = None
    cohort_id: str | None = None


@dataclass(frozen=True, slots=True)
class PeopleMap:
    """A table with a row for everyone eligible; its ``file`` stands beside the mapping file."""

    file: str
    columns: PeopleColumns
    separator: str = ";"
    missing: tuple[Code, ...] | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class DoseColumns:
    """Names of the dose table's columns."""

    person_id: str
    technique: str
    minutes: str
    service_id: str | None = None


@dataclass(frozen=True, slots=True)
class DoseMap:
    """A table with a row a person and technique; its ``file`` stands beside the mapping file."""

    file: str
    columns: DoseColumns
    missing: tuple[Code, ...] | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping file. ``file`` is its name, for messages; None where there is none."""

    layout: Layout | None = None
    missing: tuple[Code, ...] = ()
    encoding: str = "utf-8"
    delimiter: str | None = None
    decimal: Decimal = Decimal.POINT
    sheet: str | None = None
    columns: Columns | None = None
    occasions: OccasionCodes | None = None
    measures: dict[str, MeasureMap] = field(default_factory=dict)
    family: FamilyMap | None = None
    people: PeopleMap | None = None
    dose: DoseMap | None = None

    def written(self, sheet: str | None) -> Written:
        """How the tables are written; ``sheet`` is the sheet of the one that is to be read."""
        return Written(self.encoding, self.delimiter, self.decimal, sheet)

    @property
    def missing_codes(self) -> MissingCodes:
        """The cells of the data table that mean "no answer"."""
        return missing_codes(self.missing, self.decimal)

    def missing_beside(self, own: tuple[Code, ...] | None) -> MissingCodes:
        """The same for a table beside it: its ``own`` codes, or the data's words, since a 99 may well be an age."""
        if own is None:
            own = tuple(code for code in self.missing if code_number(code) is None)
        return missing_codes(own, self.decimal)

    @property
    def names_columns(self) -> bool:
        """Whether the file says where things stand, and not only how they are written."""
        return self.columns is not None or bool(self.measures)


def parse_mapping(text: str, file: str) -> Mapping:
    """The mapping in ``text``. Raises DataError naming ``file`` and each field."""
    try:
        return read_typed_toml(text, Mapping, file)
    except RefusedError as refused:
        raise DataError(refused.problems) from None


def load_mapping(path: Path) -> Mapping:
    """The mapping in the file at ``path``. Raises DataError."""
    try:
        return parse_mapping(load_bytes(path).decode("utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise DataError([Problem(path.name, "not UTF-8 text")]) from None
