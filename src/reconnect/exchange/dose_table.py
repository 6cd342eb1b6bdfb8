"""The dose table: how many minutes each person had of each technique."""

from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path

from reconnect.analysis.outcomes import Dose
from reconnect.errors import DataError, Problem
from reconnect.exchange.formats import load_table
from reconnect.exchange.labels import with_labels
from reconnect.exchange.mapping import DoseColumns, DoseMap, Mapping
from reconnect.exchange.number import parse_number
from reconnect.exchange.people_found import NO_PERSON, person_key
from reconnect.exchange.table import Row, Table

MINUTES = 100_000  # of one technique for one person; more is a mistake


def load_dose(map_file: Path, mapping: Mapping, people: Collection[str], problems: list[Problem]) -> tuple[Dose, ...]:
    """Every dose in the table that stands beside ``map_file``; empty where there is none, or it does not fit.

    ``people`` are the ids of everyone in the evaluation. Adds to ``problems``. A cell that means "not known" gives no
    Dose: it is not 0 minutes.
    """
    told = mapping.dose
    if told is None:
        return ()
    try:
        table = load_table(map_file.parent / told.file, mapping.written(told.sheet))
    except DataError as error:
        problems.extend(error.problems)
        return ()
    misfits = [*_misfits(told, table, mapping, map_file.name), *table.flaws_of(_columns(told.columns).values())]
    problems.extend(misfits)
    return () if misfits else tuple(_doses(table, mapping, told, people, problems))


def _columns(told: DoseColumns) -> dict[str, str]:
    named = {each.name: getattr(told, each.name) for each in fields(told)}
    return {name: column for name, column in named.items() if column is not None}


def _misfits(told: DoseMap, table: Table, mapping: Mapping, file: str) -> Iterator[Problem]:
    columns = _columns(told.columns)
    for name, column in columns.items():
        if column not in table.header:
            yield Problem(file, f"{table.file} has no column {column}", field=f"dose.columns.{name}")
    if len(set(columns.values())) < len(columns):
        yield Problem(file, "a column is named twice", field="dose.columns")
    if mapping.columns is not None and bool(mapping.columns.service_id) != bool(told.columns.service_id):
        message = "map service_id in all tables or in none: ids are told apart by it"
        yield Problem(file, message, field="dose.columns.service_id")


def _doses(
    table: Table, mapping: Mapping, told: DoseMap, people: Collection[str], problems: list[Problem]
) -> Iterator[Dose]:
    columns, missing = told.columns, mapping.missing_beside(told.missing)
    words = [column for column in (columns.technique, columns.service_id) if column is not None]
    first_row: dict[tuple[str, str], int] = {}

    def refuse(message: str, row: Row, column: str | None = None) -> None:
        problems.append(Problem(table.file, message, row.number, None if column is None else f"column {column}"))

    for row in with_labels(table, words, [columns.minutes], missing=[missing]).rows:
        person = person_key(row, columns.person_id, columns.service_id)
        technique, text = row.cells[columns.technique], row.cells[columns.minutes]
        minutes = parse_number(text, mapping.decimal)
        if person is None or person not in people:
            message = NO_PERSON if person is None else "not among the people of the data, nor in the people table"
            refuse(message, row, columns.person_id)
        elif technique in missing:
            refuse("there is no technique here: fill it in, or take the row out", row, columns.technique)
        elif (earlier := first_row.setdefault((person, technique), row.number)) != row.number:
            refuse(f"row {earlier} is of the same person and technique: add the two up in one row", row)
        elif text in missing:
            continue
        elif minutes is None or not 0 <= minutes <= MINUTES:
            refuse(f"not a number of minutes from 0 to {MINUTES:,}", row, columns.minutes)
        else:
            yield Dose(person, technique, minutes)
