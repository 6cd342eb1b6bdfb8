"""The people in the data, gathered row by row."""

from dataclasses import dataclass, field, replace

from reconnect.analysis.outcomes import ALL, Participant
from reconnect.errors import Problem
from reconnect.exchange.missing import MissingCodes
from reconnect.exchange.table import Row


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
        gender = self._agreed(row, columns.get("gender"), person.gender, reserved=ALL)
        cohort_id = self._agreed(row, columns.get("cohort_id"), person.cohort_id)
        self.people[key] = replace(person, gender=gender and gender.lower(), cohort_id=cohort_id)
        return key

    def _agreed(self, row: Row, column: str | None, known: str | None, reserved: str = "") -> str | None:
        text = "" if column is None else row.cells[column]
        if text in self.missing:
            return known
        if text.lower() == reserved:
            self._refuse(f'this cannot be called "{reserved}": that stands for everyone', row, column)
            return known
        if known is not None and known.lower() != text.lower():
            self._refuse("something else was said of the same person before", row, column)
        return known or text

    def _refuse(self, message: str, row: Row, column: str | None) -> None:
        self.problems.append(Problem(self.file, message, row.number, None if column is None else f"column {column}"))
