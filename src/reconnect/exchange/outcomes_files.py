"""Read the files of an evaluation: the data, its mapping and its people table, whole or not at all."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from reconnect.analysis.family import Family, default_family
from reconnect.analysis.outcomes import Outcomes, Participant
from reconnect.errors import DataError, Problem
from reconnect.exchange.cells import Sheet
from reconnect.exchange.mapping import Columns, Layout, Mapping, load_mapping, with_canonical_columns
from reconnect.exchange.people_found import PeopleFound
from reconnect.exchange.people_table import load_people, people_columns
from reconnect.exchange.plan import named_columns, plan_problems, planned_measures
from reconnect.exchange.planned_tests import planned_family
from reconnect.exchange.readings import read_readings
from reconnect.exchange.table import Table, load_table
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
    mapping = Mapping() if map_file is None else load_mapping(map_file)
    told_in = data.name if map_file is None else map_file.name
    table = load_table(data, mapping.encoding, mapping.delimiter)
    named = mapping.names_columns
    if not named:
        mapping = with_canonical_columns(mapping, table.header, tuple(known))
    used = {column for _, column in named_columns(mapping)}
    unused = tuple(column for column in table.header if column not in used)
    problems = [] if named else _strange_columns(table, unused, mapping, tuple(known))
    problems = problems or list(plan_problems(mapping, table, told_in))
    measures = planned_measures(mapping, known, told_in, problems)
    fits = not problems
    listed = None if map_file is None else load_people(map_file, mapping, problems)
    if not fits:
        raise DataError(problems)
    outcomes = _outcomes(Sheet(table, mapping, measures, problems, mapping.missing_codes), listed)
    family = default_family(outcomes)
    if mapping.family is not None:
        family = planned_family(mapping.family, outcomes, told_in, problems)
    if problems:
        raise DataError(problems)
    return OutcomesRead(outcomes, family, unused)


def _outcomes(sheet: Sheet, listed: dict[str, Participant] | None) -> Outcomes:
    people = dict(listed or {})
    found = PeopleFound(sheet.table.file, sheet.missing, sheet.problems, people, closed=listed is not None)
    readings, seen = read_readings(sheet, found)
    if not seen:
        sheet.refuse("no row belongs to a measure and an occasion of the evaluation")
    mapping = sheet.mapping
    measures = tuple(each for each in sheet.measures.values() if each.id in mapping.measures or each.id in seen)
    planned = _planned_occasions(mapping)
    return Outcomes(
        sheet.table.file,
        measures,
        {measure.id: _in_order(planned or seen.get(measure.id, set())) for measure in measures},
        tuple(people.values()),
        tuple(readings),
        frozenset(people_columns(mapping.people)) if mapping.people else frozenset(),
    )


def _planned_occasions(mapping: Mapping) -> set[Occasion]:
    """The occasions that a mapping gives codes for; empty where the table's own columns or rows decide."""
    codes = mapping.occasions
    if codes is None or mapping.layout is Layout.PAIRED:
        return set()
    return {occasion for occasion in Occasion if getattr(codes, occasion.value) is not None}


def _in_order(occasions: set[Occasion]) -> tuple[Occasion, ...]:
    return tuple(occasion for occasion in Occasion if occasion in occasions)


def _strange_columns(
    table: Table, unused: tuple[str, ...], mapping: Mapping, measures: tuple[str, ...]
) -> list[Problem]:
    """Columns that are not ReConnect's own, in a table without a mapping; one problem where hardly any is."""
    columns = mapping.columns or Columns()
    if not mapping.measures and not columns.measure:
        message = (
            "these are not ReConnect's own column names: write a mapping file and pass it with --map. "
            f"ReConnect's measures are {', '.join(measures)}"
        )
        return [Problem(table.file, message, row=1)]
    return [
        Problem(table.file, "unknown column: take it out, or write a mapping file (--map)", 1, f"column {column}")
        for column in unused
    ]
