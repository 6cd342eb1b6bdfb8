"""Read the files of an evaluation: the data, its mapping and its people table, whole or not at all."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, fields
from pathlib import Path

from reconnect.analysis.family import Family, default_family
from reconnect.analysis.outcomes import Outcomes, Participant
from reconnect.errors import DataError, Problem
from reconnect.exchange.cells import Sheet
from reconnect.exchange.mapping import Layout, Mapping, parse_mapping, with_canonical_columns
from reconnect.exchange.people import PeopleFound, read_people
from reconnect.exchange.plan import named_columns, plan_problems, planned_measures
from reconnect.exchange.planned_tests import planned_family
from reconnect.exchange.readings import read_readings
from reconnect.exchange.table import Table, read_table
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class OutcomesRead:
    """What was read: outcomes, the planned tests, and the columns that the mapping leaves out."""

    outcomes: Outcomes
    family: Family
    ignored: tuple[str, ...]


def read_outcomes(data: Path, map_file: Path | None, known: MappingOf[str, Measure]) -> OutcomesRead:
    """Read ``data`` as ``map_file`` says; without one its columns must bear ReConnect's own names.

    ``known`` are ReConnect's measures. Raises DataError with every problem found, and then nothing was read.
    """
    mapping = Mapping() if map_file is None else parse_mapping(_text(map_file), map_file.name)
    told_in = data.name if map_file is None else map_file.name
    table = _table(data, mapping)
    named = mapping.names_columns
    if not named:
        mapping = with_canonical_columns(mapping, table.header, tuple(known))
    problems = list(plan_problems(mapping, table, told_in))
    used = {column for _, column in named_columns(mapping)}
    unused = tuple(column for column in table.header if column not in used)
    if not named:
        problems = _canonical_problems(table, unused, mapping, tuple(known)) or problems
    sheet = Sheet(table, mapping, planned_measures(mapping, known, told_in, problems), problems)
    listed = _people(map_file, mapping, problems)
    if problems:
        raise DataError(problems)
    outcomes = _outcomes(sheet, listed)
    family = default_family(outcomes)
    if mapping.family is not None:
        family = planned_family(mapping.family, outcomes, told_in, problems)
    if problems:
        raise DataError(problems)
    return OutcomesRead(outcomes, family, unused)


def _outcomes(sheet: Sheet, listed: dict[str, Participant] | None) -> Outcomes:
    people = dict(listed or {})
    found = PeopleFound(sheet.table.file, sheet.mapping.missing_codes, sheet.problems, people, listed is not None)
    readings, seen = read_readings(sheet, found)
    if not seen:
        sheet.refuse("no row belongs to a measure and an occasion of the evaluation")
    measures = tuple(each for each in sheet.measures.values() if each.id in sheet.mapping.measures or each.id in seen)
    planned = _planned_occasions(sheet.mapping)
    background = frozenset[str]()
    if sheet.mapping.people is not None:
        columns = sheet.mapping.people.columns
        background = frozenset(each.name for each in fields(columns) if getattr(columns, each.name) is not None)
    return Outcomes(
        sheet.table.file,
        measures,
        {measure.id: _in_order(planned or seen.get(measure.id, set())) for measure in measures},
        tuple(people.values()),
        tuple(readings),
        background,
    )


def _planned_occasions(mapping: Mapping) -> set[Occasion]:
    """The occasions that a mapping gives codes for; empty where the table's own columns or rows decide."""
    codes = mapping.occasions
    if codes is None or mapping.layout is Layout.PAIRED:
        return set()
    return {occasion for occasion in Occasion if getattr(codes, occasion.value) is not None}


def _in_order(occasions: set[Occasion]) -> tuple[Occasion, ...]:
    return tuple(occasion for occasion in Occasion if occasion in occasions)


def _canonical_problems(
    table: Table, unused: tuple[str, ...], mapping: Mapping, measures: tuple[str, ...]
) -> list[Problem]:
    columns = mapping.columns
    known = columns and columns.occasion and (columns.value or mapping.measures)
    if not known and not (columns and columns.measure) and not mapping.measures:
        message = (
            "these are not ReConnect's own column names: write a mapping file and pass it with --map. "
            f"ReConnect's measures are {', '.join(measures)}"
        )
        return [Problem(table.file, message, row=1)]
    return [
        Problem(table.file, "unknown column: take it out, or write a mapping file (--map)", 1, f"column {column}")
        for column in unused
    ]


def _people(map_file: Path | None, mapping: Mapping, problems: list[Problem]) -> dict[str, Participant] | None:
    if mapping.people is None or map_file is None:
        return None
    told = mapping.people
    try:
        table = _table(map_file.parent / told.file, mapping)
    except DataError as error:
        problems.extend(error.problems)
        return None
    columns = [(each.name, getattr(told.columns, each.name)) for each in fields(told.columns)]
    absent = [
        Problem(map_file.name, f"{told.file} has no column {column}", field=f"people.columns.{name}")
        for name, column in columns
        if column is not None and column not in table.header
    ]
    problems.extend(absent)
    return None if absent else read_people(table, mapping, told, problems)


def _table(path: Path, mapping: Mapping) -> Table:
    return read_table(_bytes(path), path.name, encoding=mapping.encoding, delimiter=mapping.delimiter)


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError([Problem(path.name, "not UTF-8 text")]) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError([Problem(path.name, f"cannot be read: {error.strerror}")]) from None
