"""How long anybody stays in, and what ends it: told by the server's own clock and nothing that a browser says."""

from datetime import timedelta
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from browsing import Browser, adding_second_step, authenticator, fetched, signing_in, visiting
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from universe import PASSWORD, Universe, build_member

from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.accounts.second_factor import LONGEST as WORKING_DAY
from reconnect.clinic.questionnaires.visits import IDLE, LONGEST

STORE = import_module(settings.SESSION_ENGINE).SessionStore
NAME = "__Host-session"
CAUTION = timedelta(seconds=5)


@pytest.fixture
def member(universe: Universe) -> Member:
    return build_member(universe.north.service, Role.CLINICIAN, "wakefulnorth", PASSWORD)


@pytest.fixture
def desk(member: Member) -> Browser:
    browser = signing_in(member)
    adding_second_step(browser)
    return browser


def kept(browser: Browser) -> Session:
    return Session.objects.get(pk=browser.cookies[NAME].value)


def minutes_left(browser: Browser) -> float:
    return (kept(browser).expire_date - timezone.now()).total_seconds() / 60


def let_pass(browser: Browser, time: timedelta) -> None:
    """As if nobody had touched it for so long."""
    session = kept(browser)
    Session.objects.filter(pk=session.pk).update(expire_date=session.expire_date - time)


def change(browser: Browser, **told: object) -> None:
    store = STORE(browser.cookies[NAME].value)
    store.update(told)
    store.save()


def test_staff_are_signed_out_after_fifteen_idle_minutes(desk: Browser) -> None:
    assert desk.get("/staff/people/").status_code == 200
    assert minutes_left(desk) == pytest.approx(15, abs=0.1)
    let_pass(desk, timedelta(minutes=15) - CAUTION)
    assert desk.get("/staff/people/").status_code == 200
    let_pass(desk, timedelta(minutes=15, seconds=1))
    assert desk.get("/staff/people/")["Location"].startswith("/staff/sign-in/")


def test_each_page_begins_the_fifteen_minutes_anew_and_a_picture_does_not(desk: Browser) -> None:
    let_pass(desk, timedelta(minutes=10))
    fetched(desk, "/static/ui/icon.svg")
    assert minutes_left(desk) == pytest.approx(5, abs=0.1)
    desk.get("/staff/people/")
    assert minutes_left(desk) == pytest.approx(15, abs=0.1)


def test_staff_are_signed_out_after_a_working_day_however_busy(desk: Browser) -> None:
    assert WORKING_DAY == 8 * 60 * 60
    steps = desk.session["account_authentication_methods"]
    change(desk, account_authentication_methods=[step | {"at": step["at"] - WORKING_DAY + 60} for step in steps])
    assert desk.get("/staff/people/").status_code == 200
    change(desk, account_authentication_methods=[step | {"at": step["at"] - WORKING_DAY - 60} for step in steps])
    assert desk.get("/staff/people/")["Location"].startswith("/staff/sign-in/")
    assert desk.get("/staff/")["Location"].startswith("/staff/sign-in/")


def test_a_visit_ends_after_twenty_idle_minutes(universe: Universe) -> None:
    phone = visiting(universe.north.code)
    assert phone.get("/t/1/").status_code == 200
    assert minutes_left(phone) == pytest.approx(IDLE / 60, abs=0.1) == pytest.approx(20, abs=0.1)
    let_pass(phone, timedelta(seconds=IDLE + 1))
    assert phone.get("/t/1/")["Location"] == "/"


def test_a_visit_ends_after_two_hours_however_busy(universe: Universe) -> None:
    phone = visiting(universe.north.code)
    code, number, began = phone.session["visit"]
    change(phone, visit=[code, number, began - LONGEST + 30])
    assert phone.get("/t/1/").status_code == 200
    change(phone, visit=[code, number, began - LONGEST - 1])
    assert phone.get("/t/1/")["Location"] == "/"
    assert LONGEST == 2 * 60 * 60


def test_what_was_answered_before_the_end_is_still_there(universe: Universe) -> None:
    phone = visiting(universe.north.code)
    phone.post("/t/1/", {"basis": "past"})
    let_pass(phone, timedelta(seconds=IDLE + 1))
    assert phone.post("/t/2/", {"item-embarrassment": "3"}).status_code == 403
    assert visiting(universe.north.code).get("/t/")["Location"] == "/t/2/"


def test_a_browser_keeps_staff_in_no_longer_than_it_is_open(desk: Browser) -> None:
    cookie = desk.get("/staff/people/").cookies[NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


@pytest.mark.parametrize("way", ["sign in", "code"])
def test_a_session_that_somebody_else_chose_is_not_taken_over(universe: Universe, member: Member, way: str) -> None:
    chosen = STORE()
    chosen["planted"] = "yes"
    chosen.save()
    browser = Browser()
    browser.cookies[NAME] = chosen.session_key
    browser = visiting(universe.north.code, browser) if way == "code" else signing_in(member, browser)
    assert browser.cookies[NAME].value != chosen.session_key
    assert not Session.objects.filter(pk=chosen.session_key).exists()


def test_entering_a_code_signs_staff_out(desk: Browser, universe: Universe) -> None:
    visiting(universe.north.code, desk)
    assert desk.get("/staff/people/")["Location"].startswith("/staff/sign-in/")


def test_signing_in_ends_the_visit_that_was_open_in_the_same_browser(universe: Universe, member: Member) -> None:
    tablet = visiting(universe.north.code)
    tablet.post("/t/2/", {"item-embarrassment": "7"})
    signing_in(member, tablet)
    assert tablet.get("/t/2/")["Location"] == "/"
    tablet.get("/staff/")
    assert minutes_left(tablet) == pytest.approx(15, abs=0.1)


def test_signing_out_kills_the_session_wherever_its_cookie_is(desk: Browser) -> None:
    thief = desk.copy()
    assert thief.get("/staff/people/").status_code == 200
    desk.post("/staff/sign-out/")
    assert thief.get("/staff/people/")["Location"].startswith("/staff/sign-in/")


def test_a_new_sign_in_asks_for_the_second_factor(member: Member, desk: Browser) -> None:
    again = signing_in(member)
    assert again.get("/staff/second-step/").status_code == 200
    assert again.post("/staff/second-step/", {"code": "000000"}).status_code == 200
    assert again.get("/staff/people/")["Location"].startswith("/staff/sign-in/")


def test_a_figure_of_the_authenticator_works_once_and_not_long(universe: Universe) -> None:
    member = build_member(universe.north.service, Role.LEAD, "leadagainnorth", PASSWORD)
    secret = adding_second_step(signing_in(member))
    old, now = authenticator(secret, 10), authenticator(secret)
    for figures, comes_in in ((old, False), (now, True), (now, False)):
        browser = signing_in(member)
        browser.post("/staff/second-step/", {"code": figures})
        assert (browser.get("/staff/people/").status_code == 200) is comes_in


def test_a_recovery_code_works_once(member: Member, desk: Browser) -> None:
    codes = Authenticator.objects.get(user=member, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    assert codes[0] in desk.get("/staff/second-step/codes/").content.decode()
    for expected in (200, 302):
        browser = signing_in(member)
        browser.post("/staff/second-step/", {"code": codes[0]})
        assert browser.get("/staff/people/").status_code == expected
