"""The matrix, row by row: who asks for what, and how to ask without leaving a trace."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from browsing import Browser, adding_second_step, signing_in, visiting
from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from universe import OURS, Universe

from reconnect.model.occasion import Occasion as Moment

FILES = [Path(__file__).with_name("matrix.csv"), *sorted(Path(__file__).with_name("rooms").glob("*.csv"))]
SENT = {"sent": "something"}  # a form is never quite empty
MISSING = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Row:
    """A route, a case of it, a method, and the status that each role must get."""

    route: str
    case: str
    method: str
    expected: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.case}".strip()


def matrix() -> list[Row]:
    """Every row of every file."""
    lines = []
    for path in FILES:
        with path.open(encoding="utf-8", newline="") as file:
            lines += csv.DictReader(file)
    for line in lines:  # who holds a code for home reaches, where a file says nothing else, what any code leads to
        line.setdefault("at home", line["person"])
        line.setdefault("partner", line["person" if line["route"].startswith("/h/") else "at home"])
    return [Row(line.pop("route"), line.pop("case"), line.pop("method"), line) for line in lines]


def address(row: Row, universe: Universe) -> str:
    """The row's address: of what is one's own (north), of the other service (south), or of nothing."""
    place = {"own": universe.north, "other": universe.south}.get(row.case)
    care = place and place.answered
    parts = {
        "person_id": care.person.pk if care else MISSING,
        "episode_id": care.episode.pk if care else MISSING,
        "occasion_id": care.occasions[Moment.PRE].pk if care else MISSING,
        "questionnaire_id": OURS,
        "number": 1 if care else 99,
        "release_id": place.release.pk if place else MISSING,
        "name": "report.html",
    }
    north = universe.north.parts
    parts |= {name: place.parts[name] if place else _missing(north[name]) for name in north}
    return re.sub(r"<\w+:(\w+)>", lambda part: str(parts[part[1]]), row.route)


def _missing(part: object) -> object:
    """What leads nowhere, of the part's own kind."""
    return MISSING if isinstance(part, UUID) else 99 if isinstance(part, int) else "nothing"


def browsers(universe: Universe) -> dict[str, Browser]:
    """A browser for every column of the matrix: staff came in through the pages, as they do."""
    north = universe.north
    found = {role.value: signing_in(member) for role, member in north.staff.items()}
    for browser in found.values():
        adding_second_step(browser)
    return found | {
        "no second factor": signing_in(north.newcomer),
        "person": visiting(north.code),
        "at home": visiting(str(north.parts["home_code"]), leads_to="/h/"),
        "partner": visiting(str(north.parts["partner_code"]), leads_to="/h/"),
        "anonymous": Browser(),
    }


def ask(browser: Browser, row: Row, universe: Universe, sent: dict[str, object] | None = None) -> HttpResponse:
    """The answer to the row; whatever it changed is changed back."""
    with transaction.atomic():
        data = (SENT if sent is None else sent) if row.method == "POST" else None
        response = getattr(browser.copy(), row.method.lower())(address(row, universe), data)
        transaction.set_rollback(True)
    return response


def seen(response: HttpResponse) -> str:
    """The status as the matrix writes it: a redirect with the name of where it leads."""
    if response.status_code != 302:
        return str(response.status_code)
    try:
        return f"302 {resolve(re.split('[?#]', response['Location'])[0]).url_name}"
    except Resolver404:
        return "302 elsewhere"


def plain(response: HttpResponse) -> str:
    """The page without what differs at every request and draft: tokens, and the draft's id."""
    return re.sub(r'name="(csrfmiddlewaretoken|response|token)" value="[\w-]*"', "", response.content.decode())
