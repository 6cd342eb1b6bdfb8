"""Every page that a person or partner can open with their code, found by itself: a new room is looked at too."""

from collections.abc import Iterator
from contextlib import contextmanager

from at_home import bare
from browsing import Browser, visiting
from django.db import transaction
from django.http import HttpResponse
from routes import Row, address, matrix
from universe import Universe

WHO = {"at home": "home_code", "partner": "partner_code"}


def rows(who: str) -> list[Row]:
    """What the matrix lets them look at: their own, whatever else it leads to."""
    found = [row for row in matrix() if row.method == "GET" and row.case in {"", "own"}]
    return [
        row for row in found if not row.route.startswith(("/staff/", "/demo/")) and row.expected[who] != "302 start"
    ]


def entering(who: str, universe: Universe) -> Browser:
    """Their browser, with a visit of its own."""
    return visiting(str(universe.north.parts[WHO[who]]), leads_to="/h/")


def looked_at(who: str, universe: Universe) -> dict[str, HttpResponse]:
    """Each of the pages, by its row; leaving comes last, for it ends the visit."""
    browser = entering(who, universe)
    pages = sorted(rows(who), key=lambda row: row.route == "/leave/")
    return {str(row): browser.get(address(row, universe)) for row in pages}


def told(answer: HttpResponse) -> tuple[object, ...]:
    """All that reaches the browser, without what differs at every request."""
    headers = {name: value for name, value in answer.items() if name != "Content-Length"}
    return (answer.status_code, headers, sorted(answer.cookies), bare(answer) if answer.content else "")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens here is as if it had not."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
