"""Read the files of an evaluation: the data, its mapping and its people table, whole or not at all."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path

from reconnect.analysis.family import Family, default_family
from reconnect.analysis.outcomes import Outcomes, Participant
from reconnect.analysis.reliably import KnownReliability
from reconnect.errors import DataError
from reconnect.exchange.dose_table import load_dose
from reconnect.exchange.fit import fit_problems, named_columns
from reconnect.exchange.formats import load_table
from reconnect.exchange.mapped_measures import mapped_measures, missing_scores
from reconnect.exchange.mapping import Layout, Mapping, load_mapping
from reconnect.exchange.own_names import in_table, strange_columns, with_own_names
from reconnect.exchange.people_found import PeopleFound
from reconnect.exchange.people_table import load_people, people_columns
from reconnect.exchange.planned_tests import planned_family
from reconnect.exchange.progress import Watch, unwatched
from reconnect.exchange.readings import read_readings
from reconnect.exchange.sheet import Sheet
from reconnect.exchange.sheet_labels import labelled_sheet
from reconnect.exchange.told_reliability import told_reliabilities
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class OutcomesRead:
    """What was read: outcomes, the planned tests, the columns that the mapping leaves out, and known reliabilities."""

    outcomes: Outcomes
    family: Family
    ignored: tuple[str, ...]
    reliabilities: MappingOf[str, KnownReliability] = field(default_factory=dict)


def read_outcomes(
    data: Path, map_file: Path | None, known: MappingOf[str, Measure], watch: Watch = unwatched
) -> OutcomesRead:
    """Read ``data`` as ``map_file`` says; without one its columns must bear ReConnect's own names.

    ``data`` is a CSV, Excel, SPSS or Parquet file. ``known`` are ReConnect's measures; ``watch`` may show how far a
    long read has come. Raises DataError with every problem found, and then nothing was read.
    """
    mapping = Mapping() if map_file is None else load_mapping(map_file)
    told_in = data.name if map_file is None else map_file.name
    table = load_table(data, mapping.written(mapping.sheet), watch)
    own_names = not mapping.names_columns
    if own_names:
        mapping = with_own_names(mapping, table.header, tuple(known))
    used = {column for _, column in named_columns(mapping)}
    unused = tuple(column for column in table.header if column not in used)
    problems = list(strange_columns(mapping, table, unused, tuple(known))) if own_names else []
    problems = problems or list(fit_problems(mapping, table, told_in))
    if own_names:
        problems = [in_table(problem, mapping, table) for problem in problems]
    problems += table.flaws_of(column for _, column in named_columns(mapping))
    measures = mapped_measures(mapping, known, told_in, problems)
    reliabilities = told_reliabilities(mapping, told_in, problems)
    fits = not problems
    listed = None if map_file is None else load_people(map_file, mapping, problems)
    if not fits:
        raise DataError(problems)
    scores = missing_scores(mapping, measures)
    sheet = labelled_sheet(Sheet(table, mapping, measures, problems, mapping.missing_codes, scores))
    outcomes = _outcomes(sheet, listed, map_file, watch)
    family = default_family(outcomes)
    if mapping.family is not None:
        family = planned_family(mapping.family, outcomes, told_in, problems)
    if problems:
        raise DataError(problems)
    return OutcomesRead(outcomes, family, unused, reliabilities)


def _outcomes(sheet: Sheet, listed: dict[str, Participant] | None, map_file: Path | None, watch: Watch) -> Outcomes:
    people = dict(listed or {})
    found = PeopleFound(sheet.table.file, sheet.missing, sheet.problems, people, closed=listed is not None)
    readings, seen = read_readings(sheet, found, watch)
    found.refuse_strange_genders(sheet.columns.gender)
    mapping = sheet.mapping
    measures = tuple(each for each in sheet.measures.values() if each.id in mapping.measures or each.id in seen)
    planned = _planned_occasions(mapping)
    occasions = {measure.id: _in_order(planned or seen.get(measure.id, set())) for measure in measures}
    if not seen:
        sheet.refuse("no row belongs to a measure and an occasion of the evaluation")
    elif not sheet.problems and all(len(each) < 2 for each in occasions.values()):
        sheet.refuse("nothing to compare: no measure has two of the occasions pre, post and follow_up")
    return Outcomes(
        sheet.table.file,
        measures,
        occasions,
        tuple(people.values()),
        tuple(readings),
        frozenset(people_columns(mapping.people)) if mapping.people else frozenset(),
        () if map_file is None else load_dose(map_file, mapping, people, sheet.problems),
    )


def _planned_occasions(mapping: Mapping) -> set[Occasion]:
    """The occasions that a mapping gives codes for; empty where the table's own columns or rows decide."""
    codes = mapping.occasions
    if codes is None or mapping.layout is Layout.PAIRED:
        return set()
    return {occasion for occasion in Occasion if getattr(codes, occasion.value) is not None}


def _in_order(occasions: set[Occasion]) -> tuple[Occasion, ...]:
    return tuple(occasion for occasion in Occasion if occasion in occasions)
