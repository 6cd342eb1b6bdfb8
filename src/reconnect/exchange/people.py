"""The people in the data: from the rows of the table itself, and from a people table beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date

from reconnect.analysis.outcomes import ALL, Participant
from reconnect.errors import Problem
from reconnect.exchange.mapping import Mapping, PeopleMap
from reconnect.exchange.number import parse_date, parse_number
from reconnect.exchange.table import Row, Table

YEARS = 120  # no age, and no pain, is longer


@dataclass(slots=True)
class PeopleFound:
    """People gathered row by row; what rows say of a person must agree.

    Where ``closed``, ``people`` came from a people table and nobody may be added.
    """

    file: str
    missing: frozenset[str]
    problems: list[Problem]
    people: dict[str, Participant] = field(default_factory=dict)
    closed: bool = False

    def note(self, row: Row, columns: dict[str, str | None]) -> str | None:
        """The id of the row's person after taking up gender and cohort; None, with a problem, where there is none.

        ``columns`` names the columns of person_id, gender, service_id and cohort_id, or holds None.
        """
        column = columns["person_id"]
        own_id = f"row {row.number}" if column is None else row.cells[column]
        if not own_id:
            self._refuse("there is no person here: fill it in, or take the row out", row, column)
            return None
        service = columns.get("service_id")
        service_id = None if service is None else row.cells[service] or None
        key = f"{service_id}/{own_id}" if service_id else own_id
        if self.closed and key not in self.people:
            self._refuse("not in the people table: that must list everyone who was eligible", row, column)
            return None
        person = self.people.setdefault(key, Participant(key, service_id=service_id))
        gender = self._agreed(row, columns.get("gender"), person.gender)
        gender = gender and gender.lower()
        if gender == ALL:
            self._refuse(f'a gender cannot be called "{ALL}": that stands for everyone', row, columns["gender"])
        cohort_id = self._agreed(row, columns.get("cohort_id"), person.cohort_id)
        self.people[key] = replace(person, gender=gender, cohort_id=cohort_id)
        return key

    def _agreed(self, row: Row, column: str | None, known: str | None) -> str | None:
        text = "" if column is None else row.cells[column]
        if text in self.missing:
            return known
        if known is not None and known.lower() != text.lower():
            self._refuse("something else was said of the same person before", row, column)
        return known or text

    def _refuse(self, message: str, row: Row, column: str | None) -> None:
        self.problems.append(Problem(self.file, message, row.number, None if column is None else f"column {column}"))


def read_people(table: Table, mapping: Mapping, told: PeopleMap, problems: list[Problem]) -> dict[str, Participant]:
    """Everyone eligible, from the people table. Adds to ``problems``."""
    found = PeopleFound(table.file, mapping.missing_codes, problems)
    columns = {each.name: getattr(told.columns, each.name) for each in fields(told.columns)}
    people: dict[str, Participant] = {}
    for row in table.rows:
        key = found.note(row, columns)
        if key in people:
            problems.append(Problem(table.file, "an earlier row is of the same person", row.number))
        elif key is not None:
            reader = _Background(row, table.file, mapping, columns, problems)
            people[key] = replace(
                found.people[key],
                age=reader.years("age"),
                pain_duration=reader.years("pain_duration"),
                started_on=reader.day("started"),
                ended_on=reader.day("ended"),
                diagnoses=tuple(reader.names("diagnoses", told.separator)),
            )
    return people


@dataclass(frozen=True, slots=True)
class _Background:
    row: Row
    file: str
    mapping: Mapping
    columns: dict[str, str | None]
    problems: list[Problem]

    def _text(self, name: str) -> str:
        column = self.columns[name]
        text = "" if column is None else self.row.cells[column]
        return "" if text in self.mapping.missing_words else text

    def _refuse(self, name: str, message: str) -> None:
        self.problems.append(Problem(self.file, message, self.row.number, f"column {self.columns[name]}"))

    def years(self, name: str) -> float | None:
        text = self._text(name)
        number = parse_number(text, self.mapping.decimal)
        if text and (number is None or not 0 <= number <= YEARS):
            self._refuse(name, f"not a number of years from 0 to {YEARS}")
        return number

    def day(self, name: str) -> date | None:
        text = self._text(name)
        day = parse_date(text)
        if text and day is None:
            self._refuse(name, "not a date written as 2026-01-31")
        return day

    def names(self, name: str, separator: str) -> Iterator[str]:
        return (part.strip() for part in self._text(name).split(separator) if part.strip())
