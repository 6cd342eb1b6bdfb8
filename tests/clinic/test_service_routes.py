"""The routes and calendars that a service goes by, and keeps right."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from browsing import signed_in
from django.core.checks import run_checks
from django.core.checks.registry import registry
from safety_desk import body, nothing_open
from universe import Place, Universe, build_member

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.library import content
from reconnect.clinic.library.actions import OWN_FROM
from reconnect.clinic.people.days import today_of
from reconnect.clinic.safety.queries import calendars_by, due_for, out_of_date, routes_by
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished


@pytest.fixture
def place(universe: Universe) -> Place:
    return nothing_open(universe.north)


def route_sent(place: Place, name: str, **changed: str) -> dict[str, str]:
    route = routes_by(place.service)[name]
    lines = {"when": "\n".join(route.when), "what_to_do": "\n".join(route.what_to_do)}
    expires = (today_of(place.service) + timedelta(days=100)).isoformat()
    known = {"seen": str(route.version), "name": route.name, "who": route.who, "owner": route.owner}
    return known | lines | {"expires_on": expires} | changed


def test_a_lead_changes_a_route_which_others_see_and_another_service_does_not(universe: Universe) -> None:
    place = universe.north
    lead = signed_in(place.staff[Role.LEAD])
    sent = route_sent(place, "trauma", what_to_do="Call the team.\n\n Write it down. ", owner="Sister Sample")
    assert lead.post("/staff/safety/routes/trauma/", sent).status_code == 302
    route = routes_by(place.service)["trauma"]
    assert (route.what_to_do, route.owner, route.version) == (
        ("Call the team.", "Write it down."),
        "Sister Sample",
        OWN_FROM,
    )
    assert (route.kinds, route.clock) == (shipped_library().routes.newest["trauma"].kinds, "one working day")
    assert "Call the team." in body(signed_in(place.clinician), "/staff/safety/routes/")
    assert "Call the team." not in body(signed_in(universe.south.clinician), "/staff/safety/routes/")


def test_two_leads_who_change_the_same_route_lose_no_word(place: Place) -> None:
    lead, other = (signed_in(build_member(place.service, Role.LEAD, f"lead{name}north")) for name in "ab")
    first, second = (route_sent(place, "trauma", who=who) for who in ("The first team", "The second team"))
    assert lead.post("/staff/safety/routes/trauma/", first).status_code == 302
    assert lead.post("/staff/safety/routes/trauma/", first).status_code == 302  # two clicks
    page = other.post("/staff/safety/routes/trauma/", second)
    assert page.status_code == 409
    assert "The second team" in page.content.decode()
    assert routes_by(place.service)["trauma"].who == "The first team"
    seen = re.search(r'name="seen" value="(\d+)"', page.content.decode())[1]
    assert other.post("/staff/safety/routes/trauma/", second | {"seen": seen}).status_code == 302
    assert routes_by(place.service)["trauma"].who == "The second team"


def test_a_route_without_steps_or_for_ever_is_refused_with_what_was_typed(place: Place) -> None:
    lead = signed_in(place.staff[Role.LEAD])
    sent = route_sent(place, "trauma", what_to_do=" \n ", who="A team", expires_on="2999-01-01")
    page = lead.post("/staff/safety/routes/trauma/", sent)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Please fill this in." in text
    assert "two years from now" in text
    assert "A team" in text


@pytest.mark.parametrize("field", ["when", "what_to_do"])
def test_a_route_of_a_whole_book_is_refused(place: Place, field: str) -> None:
    sent = route_sent(place, "trauma", **{field: "A line of many\n" * 2000})
    assert signed_in(place.staff[Role.LEAD]).post("/staff/safety/routes/trauma/", sent).status_code == 422
    assert routes_by(place.service)["trauma"].version < OWN_FROM


def test_what_a_route_said_before_is_not_read_again_for_what_it_says_now(place: Place) -> None:
    lead = signed_in(place.staff[Role.LEAD])
    for who in ("A team", "A second team", "A third team"):
        sent = route_sent(place, "trauma", who=who)
        assert lead.post("/staff/safety/routes/trauma/", sent).status_code == 302
    content._parsed.cache_clear()
    assert routes_by(place.service)["trauma"].who == "A third team"
    assert content._parsed.cache_info().misses == 1


def test_a_lead_adds_a_holiday_and_the_clock_follows(place: Place) -> None:
    lead = signed_in(place.staff[Role.LEAD])
    calendar = calendars_by(place.service)["england-and-wales"]
    days = [f"{holiday.on} {holiday.name}" for holiday in calendar.holidays]
    sent = {"seen": str(calendar.version), "owner": calendar.owner, "expires_on": calendar.expires_on.isoformat()}
    address = "/staff/safety/calendars/england-and-wales/"
    wrong = lead.post(address, sent | {"days": "Christmas"})
    assert wrong.status_code == 422
    assert "begins with no day" in wrong.content.decode()
    weekend = lead.post(address, sent | {"days": "\n".join([*days, "2026-11-21 Saturday"])})
    assert weekend.status_code == 422
    assert "Saturday or Sunday" in weekend.content.decode()
    raised = datetime(2026, 11, 18, 10, tzinfo=UTC)
    assert due_for(place.service, FlagKind.ABUSE, raised).date() == date(2026, 11, 19)
    assert lead.post(address, sent | {"days": "\n".join([*days, "2026-11-19 A day of our own"])}).status_code == 302
    assert due_for(place.service, FlagKind.ABUSE, raised).date() == date(2026, 11, 20)


def warnings_of_safety() -> list[str]:
    assert "safety" in registry.tags_available(deployment_checks=True)
    return [each.msg for each in run_checks(tags=["safety"], include_deployment_checks=True)]


def test_what_is_out_of_date_is_said_on_the_list_and_at_the_start(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = max(each.expires_on for each in (*routes_by(place.service).values(), *calendars_by(place.service).values()))
    assert out_of_date(place.service, date(2026, 11, 22)) == []
    names = {each.name for each in out_of_date(place.service, last + timedelta(days=1))}
    assert {"England and Wales", "Thoughts of suicide or self-harm"} <= names
    assert "Scotland" not in names  # a calendar that nobody here goes by
    for module in ("views", "checks"):
        monkeypatch.setattr(f"reconnect.clinic.safety.{module}.today_of", lambda *_: last + timedelta(days=1))
    assert "Out of date: England and Wales." in body(signed_in(place.clinician), "/staff/safety/")
    assert any("England and Wales" in message for message in warnings_of_safety())


def test_nothing_is_said_at_the_start_while_all_is_in_date(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconnect.clinic.safety.checks.today_of", lambda *_: date(2026, 11, 22))
    assert warnings_of_safety() == []
