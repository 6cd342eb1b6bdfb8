"""What does not wait: open to anybody, on every page, in the service's own words, and looked at before it is old."""

from dataclasses import replace
from datetime import date

import pytest
from at_home_everywhere import WHO, entering, looked_at, rows
from browsing import Browser, signed_in, visiting
from django.core.checks import run_checks
from routes import address
from universe import Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.people.days import today_of
from reconnect.clinic.safety.actions import change_help
from reconnect.clinic.safety.queries import help_page, out_of_date
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished

WAY = 'href="/help/"'


def test_anybody_reads_it_without_a_code_and_then_it_names_no_service(universe: Universe) -> None:
    page = Browser().get("/help/").content.decode()
    assert "Numbness around your bottom, genitals or inner thighs" in page
    assert "call 999 now" in page
    assert universe.north.service.support_note not in page


def test_with_a_code_it_says_where_this_service_turns_to(universe: Universe) -> None:
    for browser in (visiting(universe.north.code), entering("at home", universe), entering("partner", universe)):
        page = browser.get("/help/").content.decode()
        assert universe.north.service.support_note in page
        assert 'class="button exit"' in page


@pytest.mark.parametrize("who", WHO)
def test_every_page_of_theirs_leads_there_out_and_to_who_can_see(universe: Universe, who: str) -> None:
    for row, answer in looked_at(who, universe).items():
        text = answer.content.decode()
        # What a phone keeps offline; leaflets and the room, which are nobody's page and keep nobody's answers.
        apart = any(each in row for each in ("/card/", "/l/", " /r/"))
        if answer.status_code == 200 and "<main" in text and not apart:
            assert all(f'href="{way}"' in text for way in ("/help/", "/leave/", "/who/")), row


@pytest.mark.parametrize("who", WHO)
def test_before_every_box_for_words_stands_who_reads_it_and_where_to_turn(universe: Universe, who: str) -> None:
    boxes = 0
    for row, answer in looked_at(who, universe).items():
        text = answer.content.decode()
        main = text[text.find("<main") :]
        if answer.status_code == 200 and "<textarea" in main:
            boxes += 1
            before = main[: main.index("<textarea")]
            assert universe.north.service.support_note in before, row
            assert "at night" in before, row
            assert " read" in before, row
    assert boxes >= (1 if who == "at home" else 0)


def test_the_start_page_and_measures_lead_there_too(universe: Universe) -> None:
    measuring = visiting(universe.north.code)
    for page in (Browser().get("/"), measuring.get("/t/1/"), measuring.get("/t/check/"), measuring.get("/done/")):
        assert WAY in page.content.decode()


def test_it_is_the_same_for_everyone(universe: Universe) -> None:
    home, partner = (entering(who, universe).get("/help/").content.decode() for who in WHO)
    assert home[home.index("<main") :] == partner[partner.index("<main") :]


def test_a_lead_changes_it_and_people_read_that(universe: Universe) -> None:
    lead = signed_in(universe.north.staff[Role.LEAD])
    page = help_page(universe.north.service)
    sent = {
        "seen": page.version,
        "before": "Most things wait. These do not.",
        "after": "Tell your team too.",
        "owner": "The lead",
        "expires_on": today_of(universe.north.service).isoformat(),
    }
    for number, urgency in enumerate(page.urgencies):
        sent |= {f"heading_{number}": urgency.heading, f"signs_{number}": "\n".join(urgency.signs)}
    sent["signs_2"] = "A new lump"
    assert lead.post("/staff/safety/help/", sent)["Location"] == "/staff/safety/routes/"
    text = visiting(universe.north.code).get("/help/").content.decode()
    assert "Most things wait. These do not." in text
    assert "<li>A new lump</li>" in text
    assert "Blood in your pee" not in text
    assert "Blood in your pee" in visiting(universe.south.code).get("/help/").content.decode()


def test_two_who_change_it_at_once_do_not_write_over_each_other(universe: Universe) -> None:
    page, by = help_page(universe.north.service), universe.north.staff[Role.LEAD]
    change_help(page=replace(page, after=("One.",)), seen=page.version, by=by)
    with pytest.raises(ActionDenied):
        change_help(page=replace(page, after=("Another.",)), seen=page.version, by=by)


@pytest.mark.parametrize("left_out", ["before", "heading_0", "signs_1", "owner", "expires_on"])
def test_what_is_left_out_is_asked_for_and_nothing_typed_is_lost(universe: Universe, left_out: str) -> None:
    sent = {"seen": 1, "before": "a", "after": "Typed and kept", "owner": "o", "expires_on": "2027-01-01"}
    sent |= {f"{name}_{number}": "x" for name in ("heading", "signs") for number in range(3)}
    answer = signed_in(universe.north.staff[Role.LEAD]).post("/staff/safety/help/", sent | {left_out: ""})
    assert answer.status_code == 422
    assert "Typed and kept" in answer.content.decode()


def test_out_of_date_it_warns_where_routes_do(universe: Universe) -> None:
    service, page = universe.north.service, help_page(universe.north.service)
    assert page not in out_of_date(service, page.expires_on)
    assert page in out_of_date(service, date(page.expires_on.year + 1, 1, 1))
    old = replace(page, expires_on=date(2024, 1, 1), owner="Nobody any more")
    change_help(page=old, seen=page.version, by=universe.north.staff[Role.LEAD])
    warned = [str(each) for each in run_checks(tags=["safety"], include_deployment_checks=True)]
    assert any("When to get help" in each and "2024-01-01" in each for each in warned)
    assert (
        "Out of date: When to get help." in signed_in(universe.north.clinician).get("/staff/safety/").content.decode()
    )


def test_the_walk_sees_rows_that_lead_somewhere(universe: Universe) -> None:
    assert all(address(row, universe).startswith("/") for who in WHO for row in rows(who))
