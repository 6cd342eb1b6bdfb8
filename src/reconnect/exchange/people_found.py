"""The people in the data, gathered row by row."""

from dataclasses import dataclass, field, replace
from math import inf

from reconnect.analysis.outcomes import ALL, Participant
from reconnect.errors import Problem
from reconnect.exchange.code import MissingCodes
from reconnect.exchange.table import Row

MOST_GENDERS = 20  # more are rather names, dates or sites
FEW = 10  # people; among so few each may have a gender of their own
NO_PERSON = "there is no person here: fill it in, or take the row out"


def person_key(row: Row, column: str | None, service: str | None) -> str | None:
    """The id of the row's person, with their service's where there is a column for it; None where there is none.

    Without a ``column`` for people the row stands for one.
    """
    own_id = f"row {row.number}" if column is None else row.cells[column]
    service_id = "" if service is None else row.cells[service]
    return f"{service_id}/{own_id}" if own_id and service_id else own_id or None


@dataclass(slots=True)
class PeopleFound:
    """People gathered row by row; what rows say of a person must agree.

    Where ``closed``, ``people`` came from a people table and nobody may be added.
    """

    file: str
    missing: MissingCodes
    problems: list[Problem]
    people: dict[str, Participant] = field(default_factory=dict)
    closed: bool = False
    said_in: dict[tuple[str, str], int] = field(default_factory=dict)  # the first row of a person that fills a column

    def note(self, row: Row, columns: dict[str, str | None]) -> str | None:
        """The id of the row's person after taking up gender and cohort; None, with a problem, where there is none.

        ``columns`` names the columns of person_id, gender, service_id and cohort_id, or holds None.
        """
        column, service = columns["person_id"], columns.get("service_id")
        key = person_key(row, column, service)
        if key is None:
            self._refuse(NO_PERSON, row, column)
            return None
        service_id = None if service is None else row.cells[service] or None
        if self.closed and key not in self.people:
            self._refuse("not in the people table: that must list everyone who was eligible", row, column)
            return None
        person = self.people.setdefault(key, Participant(key, service_id=service_id))
        gender = self._agreed(row, key, columns.get("gender"), person.gender, reserved=ALL)
        cohort_id = self._agreed(row, key, columns.get("cohort_id"), person.cohort_id)
        self.people[key] = replace(person, gender=gender and gender.lower(), cohort_id=cohort_id)
        return key

    def refuse_strange_genders(self, column: str | None) -> None:
        """Note a problem where the gender ``column`` cannot be one; each of its values would be a stratum."""
        genders = {person.gender for person in self.people.values() if person.gender is not None}
        half = len(self.people) / 2 if len(self.people) > FEW else inf
        if column is not None and len(genders) > min(half, MOST_GENDERS):
            message = f"looks like something else than gender: it has {len(genders)} different values"
            self.problems.append(Problem(self.file, message, field=f"column {column}"))

    def _agreed(self, row: Row, key: str, column: str | None, known: str | None, reserved: str = "") -> str | None:
        text = "" if column is None else row.cells[column]
        if column is None or text in self.missing:
            return known
        if text.lower() == reserved:
            self._refuse(f'this cannot be called "{reserved}": that stands for everyone', row, column)
            return known
        if known is not None and known.lower() != text.lower():
            earlier = self.said_in.get((key, column))
            who = "the people table" if earlier is None else f"row {earlier}"
            self._refuse(f"{who} says otherwise of the same person", row, column)
        self.said_in.setdefault((key, column), row.number)
        return known or text

    def _refuse(self, message: str, row: Row, column: str | None) -> None:
        self.problems.append(Problem(self.file, message, row.number, None if column is None else f"column {column}"))
