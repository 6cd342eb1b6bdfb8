"""Who a page is about, ready to print."""

from dataclasses import dataclass
from datetime import date

from reconnect.clinic.people.models import Person, age_on
from reconnect.clinic.people.queries import has_namesake
from reconnect.model.occasion import Occasion as Moment

MOMENTS = {Moment.PRE: "Before", Moment.POST: "At the end", Moment.FOLLOW_UP: "Follow-up"}


@dataclass(frozen=True, slots=True)
class Banner:
    """Who this is, at the top of every page about a person, and the day on which it is read.

    ``namesake``: somebody else of the service has the same name.
    """

    name: str
    born_on: date | None
    age: int | None
    nhs_number: str | None
    today: date
    namesake: bool = False


def banner(person: Person, today: date) -> Banner:
    """The person's identity, opened."""
    born_on = date.fromisoformat(person.born_on) if person.born_on else None
    return Banner(person.name, born_on, age_on(person.born_on, today), person.nhs_number, today, has_namesake(person))
