"""A partner at every address of people's own pages: nothing shared, shared, over, ended, the person or they gone.

Whatever is not shared now looks to the letter as if it never had been.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from browsing import Browser, visiting
from django.db import transaction
from django.http import HttpResponse
from rooms.portal import coupled
from routes import MISSING, SENT, plain, seen
from test_canaries import in_view
from universe import PASSWORD, Universe, build_universe

from reconnect.clinic.accounts.policy import views
from reconnect.clinic.partners.actions import end_partner
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner
from reconnect.clinic.portal.actions import close_pages
from reconnect.clinic.questionnaires.actions import open_tool
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.together.actions import end_share
from reconnect.clinic.together.models import Share
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.either

FILE = Path(__file__).with_name("partner_states.csv")
METHODS = ("GET", "POST")
OWN, KEPT = "partner-wishes", "partner-thoughts"  # what the partner only began, and what they keep
TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Key = tuple[str, str, str]  # route, case, method
Walk = dict[Key, HttpResponse]


@dataclass(frozen=True)
class Line:
    """A route, or all that begins so where it ends in ``*``, and what the partner gets in each state."""

    route: str
    case: str
    method: str
    expected: dict[str, str]

    def fits(self, key: Key) -> bool:
        """Whether it speaks of it."""
        route, case, method = key
        begins = self.route.endswith("*") and route.startswith(self.route[:-1])
        return (begins or route == self.route) and (self.case, self.method) in {(case, method), ("", method)}


def lines() -> list[Line]:
    """Every line of the file, the most telling first."""
    with FILE.open(encoding="utf-8", newline="") as file:
        found = [Line(each.pop("route"), each.pop("case"), each.pop("method"), each) for each in csv.DictReader(file)]
    return sorted(found, key=lambda line: (line.route.endswith("*"), -len(line.route)))


def keys() -> list[Key]:
    """Every route of people's own pages; where answers are named, the person's and the partner's own."""
    routes = sorted(route for route, _ in views() if route.startswith("/h/"))
    cases = {True: ("person's", "own"), False: ("",)}
    named = re.compile("<uuid:(tool|kept)_id>")
    return [
        (route, case, method) for route in routes for case in cases[bool(named.search(route))] for method in METHODS
    ]


@dataclass(frozen=True)
class Beside:
    """The universe's first service, the partner of its person who waits, and a draft of that partner's."""

    universe: Universe
    partner: Partner
    draft: Response
    browser: Browser

    def get(self, key: Key) -> HttpResponse:
        """The answer to the partner; whatever it changed is changed back."""
        route, case, method = key
        parts: dict[str, object] = {"number": 1} | self.universe.north.parts
        if case == "own":
            parts |= {"tool_id": self.draft.pk, "kept_id": self.partner.responses.get(questionnaire_id=KEPT).pk}
        address = re.sub(r"<\w+:(\w+)>", lambda part: str(parts.get(part[1], MISSING)), route)
        with transaction.atomic():
            response = getattr(self.browser.copy(), method.lower())(address, SENT if method == "POST" else None)
            transaction.set_rollback(True)
        return response


def _never(beside: Beside) -> None:
    Share.objects.filter(partner=beside.partner).delete()


def _expired(beside: Beside) -> None:
    yesterday = today_of(beside.universe.north.service) - timedelta(days=1)
    Share.objects.filter(partner=beside.partner).update(until=yesterday)


def _ended(beside: Beside) -> None:
    code = coupled(beside.universe.north).episode.codes.get(withdrawn_at=None)
    for share in Share.objects.filter(partner=beside.partner):
        end_share(code=code, share=share)


STATES: dict[str, Callable[[Beside], object]] = {
    "never": _never,
    "shared": lambda _: None,
    "expired": _expired,
    "ended": _ended,
    "person withdrawn": lambda beside: close_pages(
        episode=coupled(beside.universe.north).episode, by=beside.universe.north.clinician
    ),
    "partner ended": lambda beside: end_partner(partner=beside.partner, by=beside.universe.north.clinician),
}


def walk_all() -> tuple[Universe, dict[str, Walk]]:
    """Every address in every state."""
    universe = build_universe(PASSWORD)
    partner = coupled(universe.north).person.partners.get()
    browser = visiting(str(universe.north.parts["partner_code"]), leads_to="/h/")
    draft = open_tool(code=partner.codes.get(), questionnaire=shipped_library().questionnaires.newest[OWN])
    beside = Beside(universe, partner, draft, browser)
    walks: dict[str, Walk] = {}
    for state, arrange in STATES.items():
        with transaction.atomic():
            arrange(beside)
            walks[state] = {key: beside.get(key) for key in keys()}
            transaction.set_rollback(True)
    return universe, walks


@pytest.fixture(scope="module")
def walked_once(
    django_db_setup: None,
    django_db_blocker: "pytest_django.DjangoDbBlocker",  # noqa: F821
) -> tuple[Universe, dict[str, Walk]]:
    """One walk for all that look at it; what it left in the database is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = walk_all()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def walked(db: None, walked_once: tuple[Universe, dict[str, Walk]]) -> tuple[Universe, dict[str, Walk]]:
    return walked_once


def bare(response: HttpResponse) -> tuple[int, str, str]:
    """Everything but what differs at every request."""
    return response.status_code, response.get("Location", ""), TOKEN.sub("ID", plain(response))


def test_the_file_speaks_of_every_address_and_of_nothing_else() -> None:
    found = {key: [line for line in lines() if line.fits(key)] for key in keys()}
    assert [key for key, fitting in found.items() if not fitting] == []
    exact = {(line.route, line.method) for line in lines() if not line.route.endswith("*")}
    assert exact <= {(route, method) for route, _, method in keys()}
    assert all(line.expected.keys() == STATES.keys() for line in lines())


@pytest.mark.parametrize("state", STATES)
def test_a_partner_gets_what_the_file_says(walked: tuple[Universe, dict[str, Walk]], state: str) -> None:
    wrong = []
    for key, response in walked[1][state].items():
        expected = next((line.expected[state] for line in lines() if line.fits(key)), "no line of the file")
        if seen(response) != expected:
            wrong.append(f"{key}: {seen(response)}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", STATES)
def test_a_partner_sees_what_is_shared_and_their_own_and_nothing_besides(
    walked: tuple[Universe, dict[str, Walk]], state: str
) -> None:
    universe, walks = walked
    found: dict[str, set[str]] = {}
    for key, response in walks[state].items():
        for field, mark in in_view(response.content.decode() + str(dict(response.items())), universe):
            assert mark == "north", key
            found.setdefault(field, set()).add(key[0])
    shown = {"shown": {"/h/g/m/<uuid:seen_id>/"}} if state == "shared" else {}
    own = {"ownkept": {"/h/k/<uuid:kept_id>/"}}
    own |= {} if state == "partner ended" else {"theirs": {"/h/g/b/", "/h/g/b/on/"}}
    assert {field: where for field, where in found.items() if field not in {"portal", "support"}} == shown | own


@pytest.mark.parametrize("state", ["expired", "ended", "person withdrawn"])
def test_what_is_over_looks_to_the_letter_as_if_it_never_had_been(
    walked: tuple[Universe, dict[str, Walk]], state: str
) -> None:
    _, walks = walked
    never = {key: bare(response) for key, response in walks["never"].items()}
    assert {key: bare(response) for key, response in walks[state].items()} == never
    shared = {key: bare(response) for key, response in walks["shared"].items()}
    assert {key[0] for key in never if never[key] != shared[key]} == {"/h/g/", "/h/g/m/<uuid:seen_id>/"}


def test_the_first_page_is_the_same_where_the_partners_part_is_over(walked: tuple[Universe, dict[str, Walk]]) -> None:
    _, walks = walked
    for key in (("/h/g/", "", "GET"), ("/h/g/m/<uuid:seen_id>/", "", "GET"), ("/h/g/u/", "", "GET")):
        assert bare(walks["partner ended"][key]) == bare(walks["never"][key])


def test_what_is_gone_another_services_and_nothing_at_all_look_the_same(
    walked: tuple[Universe, dict[str, Walk]],
) -> None:
    gone = bare(walked[1]["ended"]["/h/g/m/<uuid:seen_id>/", "", "GET"])
    assert "There is nothing to do here now." in gone[2]
    assert bare(walked[1]["partner ended"]["/h/g/o/", "", "GET"]) == gone


@pytest.mark.furnished
def test_what_is_shared_with_somebody_else_looks_like_what_never_was(universe: Universe) -> None:
    browser = visiting(str(universe.north.parts["partner_code"]), leads_to="/h/")
    others = [universe.south.parts["seen_id"], universe.north.parts["share_id"], MISSING]
    pages = {bare(browser.get(f"/h/g/m/{each}/")) for each in others}
    assert len(pages) == 1
    assert bare(browser.get(f"/h/g/m/{universe.north.parts['seen_id']}/")) not in pages
