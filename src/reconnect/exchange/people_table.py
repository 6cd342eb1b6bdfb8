"""The people table: everyone eligible, with what is known of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from reconnect.analysis.outcomes import Participant
from reconnect.errors import DataError, Problem
from reconnect.exchange.code import MissingCodes
from reconnect.exchange.formats import load_table
from reconnect.exchange.labels import with_labels
from reconnect.exchange.mapping import Mapping, PeopleMap
from reconnect.exchange.number import parse_date, parse_number
from reconnect.exchange.people_found import PeopleFound
from reconnect.exchange.table import Row, Table

YEARS = 120  # no age, and no pain, is longer
SESSIONS = 1000  # no course of treatment has more
WORDS = ("gender", "diagnoses", "mode", "service_id", "cohort_id")
NUMBERS = ("age", "pain_duration", "sessions")


def load_people(map_file: Path, mapping: Mapping, problems: list[Problem]) -> dict[str, Participant] | None:
    """Everyone in the people table that stands beside ``map_file``; None where there is none, or it does not fit."""
    if mapping.people is None:
        return None
    told = mapping.people
    try:
        table = load_table(map_file.parent / told.file, mapping.written(told.sheet))
    except DataError as error:
        problems.extend(error.problems)
        return None
    if misfits := [*_misfits(told, table, map_file.name), *table.flaws_of(people_columns(told).values())]:
        problems.extend(misfits)
        return None
    return _read_people(table, mapping, told, problems)


def people_columns(told: PeopleMap) -> dict[str, str]:
    """``{field: column}`` of the columns that the mapping names."""
    named = {each.name: getattr(told.columns, each.name) for each in fields(told.columns)}
    return {name: column for name, column in named.items() if column is not None}


def _misfits(told: PeopleMap, table: Table, file: str) -> Iterator[Problem]:
    columns = people_columns(told)
    for name, column in columns.items():
        if column not in table.header:
            yield Problem(file, f"{table.file} has no column {column}", field=f"people.columns.{name}")
    for column, times in Counter(columns.values()).items():
        if times > 1:
            yield Problem(file, f"column {column} is named {times} times", field="people.columns")


def _read_people(table: Table, mapping: Mapping, told: PeopleMap, problems: list[Problem]) -> dict[str, Participant]:
    missing = mapping.missing_beside(told.missing)
    found = PeopleFound(table.file, missing, problems)
    named = people_columns(told)
    columns: dict[str, str | None] = {**dict.fromkeys(each.name for each in fields(told.columns)), **named}
    words, numbers = ([named[name] for name in names if name in named] for names in (WORDS, NUMBERS))
    table = with_labels(table, words, numbers, missing=[missing])
    people: dict[str, Participant] = {}
    first_row: dict[str, int] = {}
    for row in table.rows:
        key = found.note(row, columns)
        if key in people:
            message = f"row {first_row[key]} is of the same person: keep one of them"
            problems.append(Problem(table.file, message, row.number))
        elif key is not None:
            first_row[key] = row.number
            reader = _Background(row, table.file, mapping, missing, columns, problems)
            people[key] = replace(
                found.people[key],
                age=reader.years("age"),
                pain_duration=reader.years("pain_duration"),
                started_on=(started_on := reader.day("started")),
                ended_on=reader.end("ended", started_on),
                diagnoses=tuple(reader.names("diagnoses", told.separator)),
                eligible_on=reader.day("eligible"),
                mode=reader.text("mode") or None,
                sessions=reader.sessions("sessions"),
            )
    found.refuse_strange_genders(columns["gender"])
    return people


@dataclass(frozen=True, slots=True)
class _Background:
    row: Row
    file: str
    mapping: Mapping
    missing: MissingCodes
    columns: dict[str, str | None]
    problems: list[Problem]

    def text(self, name: str) -> str:
        column = self.columns[name]
        text = "" if column is None else self.row.cells[column]
        return "" if text in self.missing else text

    def _refuse(self, name: str, message: str) -> None:
        self.problems.append(Problem(self.file, message, self.row.number, f"column {self.columns[name]}"))

    def years(self, name: str) -> float | None:
        text = self.text(name)
        number = parse_number(text, self.mapping.decimal)
        if text and (number is None or not 0 <= number <= YEARS):
            self._refuse(name, f"not a number of years from 0 to {YEARS}")
        return number

    def sessions(self, name: str) -> int | None:
        text = self.text(name)
        number = parse_number(text, self.mapping.decimal)
        if isinstance(number, int) and 0 <= number <= SESSIONS:
            return number
        if text:
            self._refuse(name, f"not a whole number from 0 to {SESSIONS}")
        return None

    def day(self, name: str) -> date | None:
        text = self.text(name)
        day = parse_date(text)
        if text and day is None:
            self._refuse(name, "not a date written as 2026-01-31")
        return day

    def end(self, name: str, started_on: date | None) -> date | None:
        ended_on = self.day(name)
        if started_on is not None and ended_on is not None and ended_on < started_on:
            self._refuse(name, "treatment cannot end before it starts")
        return ended_on

    def names(self, name: str, separator: str) -> Iterator[str]:
        return iter(dict.fromkeys(part.strip() for part in self.text(name).split(separator) if part.strip()))
