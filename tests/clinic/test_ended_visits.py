"""A visit that is over, however it ended, reaches what a stranger reaches; and no method does more than the matrix."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from browsing import Browser, visiting
from crawling import Crawl
from django.core.cache import cache
from django.utils import timezone
from routes import address, browsers, matrix, plain, seen
from universe import PASSWORD, REFERRED, Place, Universe, build_universe, code_for, on_paper

from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.furnished

CANARIES = ("Canarysupport", "Canaryname", "Canarywords", "Canarydiagnosis")


def _superseded(place: Place, phone: Browser) -> None:
    visiting(place.code)


def _withdrawn(place: Place, phone: Browser) -> None:
    code_for(place.waiting.occasions[Moment.PRE], place.clinician)


def _expired(place: Place, phone: Browser) -> None:
    EntryCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def _sent_elsewhere(place: Place, phone: Browser) -> None:
    visiting(place.code).post("/done/")


def _taken_over(place: Place, phone: Browser) -> None:
    on_paper(place.waiting.occasions[Moment.PRE], place.clinician, said=3, answered_on=REFERRED)


def _left(place: Place, phone: Browser) -> None:
    phone.get("/leave/")


ENDS = (_superseded, _withdrawn, _expired, _sent_elsewhere, _taken_over, _left)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__.strip("_"))
def test_an_ended_visit_reaches_what_a_stranger_reaches(
    universe: Universe, end: Callable[[Place, Browser], None]
) -> None:
    place = universe.north
    phone, stranger = visiting(place.code), Browser()
    assert phone.get("/t/2/").status_code == 200
    end(place, phone)
    rows = [row for row in matrix() if not row.route.startswith("/staff/")]
    assert len(rows) > 20
    for row in rows:
        sent = {"sent": "something"} if row.method == "POST" else None
        path = address(row, universe)
        answers = [getattr(each.copy(), row.method.lower())(path, sent) for each in (phone, stranger)]
        assert seen(answers[0]) == seen(answers[1]), row
        # Whose questions they were is not said either, but for "thank you" where they were sent.
        if row.route != "/done/":
            assert plain(answers[0]) == plain(answers[1]), row


@pytest.mark.either
def test_no_method_but_those_of_the_matrix_does_or_shows_anything(db: None) -> None:
    universe = build_universe(PASSWORD)
    people = browsers(universe)
    routes = {row.route: row for row in matrix() if row.case in {"", "own"}}
    for row in routes.values():
        for who, browser in people.items():
            for method in ("put", "patch", "options", "trace"):
                cache.clear()  # or signing in would soon have seen too many tries
                answer = getattr(browser.copy(), method)(address(row, universe))
                library = row.route.startswith(("/staff/sign-", "/staff/second-step/", "/staff/confirm/"))
                allowed = {200} if library or (method == "options" and not answer.content) else set()
                assert answer.status_code in {302, 404, 405} | allowed, (method, row, who)
                assert not any(canary in answer.content.decode() for canary in CANARIES)


@pytest.mark.either
def test_a_look_ahead_shows_the_headers_of_the_page_and_no_body(crawled: Crawl) -> None:
    universe = build_universe(PASSWORD)
    people = browsers(universe)
    for visit in crawled.visits:
        if visit.row.method == "GET" and visit.row.route != "/leave/":
            look = people[visit.who].copy().head(address(visit.row, universe))
            assert (look.content, look.status_code) == (b"", visit.response.status_code), visit
