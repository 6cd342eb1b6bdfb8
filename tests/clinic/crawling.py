"""One walk over every route, role, case and method, which many tests look at."""

import logging
from dataclasses import dataclass

from django.http import HttpResponse
from documents import text_of
from routes import Row, ask, browsers, matrix
from universe import PASSWORD, Universe, build_universe

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.people.models import PersonToken
from reconnect.clinic.questionnaires.models import EntryCode


@dataclass(frozen=True)
class Visit:
    """What somebody got for a row of the matrix."""

    row: Row
    who: str
    response: HttpResponse

    def __str__(self) -> str:
        return f"{self.row} as {self.who}"

    @property
    def said(self) -> str:
        """All that reaches the browser."""
        headers = "\n".join(f"{name}: {value}" for name, value in self.response.items())
        return f"{headers}\n{text_of(self.response)}"


@dataclass(frozen=True)
class Crawl:
    """Everything that was seen, by whom, and what went into the log meanwhile."""

    universe: Universe
    visits: list[Visit]
    log: str
    secrets: set[str]


def crawl() -> Crawl:
    """Build two services, and ask everything as everybody."""
    universe = build_universe(PASSWORD)
    notes = _Notes()
    logging.getLogger().addHandler(notes)
    people = browsers(universe)
    visits = [Visit(row, who, ask(people[who], row, universe)) for row in matrix() for who in people]
    logging.getLogger().removeHandler(notes)
    return Crawl(universe, visits, "\n".join(notes.lines), _secrets(universe))


def _secrets(universe: Universe) -> set[str]:
    """What opens a door, or would let somebody forge or compare what is sealed."""
    return {
        *EntryCode.objects.values_list("mac", flat=True),
        *Member.objects.values_list("password", flat=True),
        *PersonToken.objects.values_list("token", flat=True),
        *AuditEvent.objects.values_list("mac", flat=True),
        universe.north.code,
        universe.south.code,
        *(
            str(place.parts[code])
            for place in (universe.north, universe.south)
            for code in ("home_code", "partner_code")
        ),
    }


class _Notes(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
