"""Where what was told leads: every kind of flag has a way, an owner and a clock, and no number that nobody checked."""

import re
from datetime import date

import pytest

from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library
from reconnect.model.route import clock_of, routes_of
from reconnect.model.source import Confidence
from reconnect.model.working_day import Clock

ROUTES = shipped_library().routes.newest
CANNOT_WAIT = {FlagKind.SELF_HARM, FlagKind.URGENT_MEDICAL}


def words(name: str) -> str:
    route = ROUTES[name]
    return " ".join((route.name, *route.when, *route.what_to_do, route.who))


@pytest.mark.parametrize("kind", FlagKind)
def test_every_kind_has_a_route_and_its_clock(kind: FlagKind) -> None:
    assert routes_of(kind, ROUTES.values())
    assert clock_of(kind, ROUTES.values()) is (Clock.SAME_DAY if kind in CANNOT_WAIT else Clock.WORKING_DAY)


def test_a_kind_that_no_route_speaks_of_does_not_wait() -> None:
    assert clock_of(FlagKind.TRAUMA, ()) is Clock.SAME_DAY


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_is_a_draft_of_ours_with_an_owner_and_a_last_day(name: str) -> None:
    route = ROUTES[name]
    assert "draft" in route.owner
    assert date(2026, 12, 1) < route.expires_on <= date(2027, 12, 31)
    assert route.sources[-1].confidence is Confidence.DESIGN
    assert {each.confidence for each in route.sources} <= {Confidence.READ, Confidence.DESIGN}


@pytest.mark.parametrize("name", ROUTES)
def test_no_route_holds_a_telephone_number_or_says_what_somebody_should_do(name: str) -> None:
    assert not re.search(r"\b\d{3,}\b|\d{3} \d{3}", words(name))
    assert not re.search(r"\bshould\b|\bmust\b|suffer|victim|\brisk score\b", words(name), re.IGNORECASE)


def test_the_emergency_signs_are_those_that_were_read() -> None:
    text = words("cauda-equina")
    for sign in ("14 days", "passing urine", "numbness", "full bowel", "both legs", "sexual function"):
        assert sign in text
    assert "emergency department, now" in text
    assert "12 months" in words("urgent-medical")


def test_every_lists_lines_are_sentences_of_their_own() -> None:
    for route in ROUTES.values():
        assert all(line == line.strip() and len(line.split()) <= 30 for line in (*route.when, *route.what_to_do))
