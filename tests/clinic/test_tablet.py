"""The room's tablet: it opens occasions and nothing else, names nobody, and forgets between people."""

import re
from datetime import datetime, timedelta

import pytest
from browsing import Browser, adding_second_step, filled, signed_in, signing_in, visiting
from django.contrib.sessions.models import Session
from django.utils import timezone
from routes import address, matrix
from universe import OURS, PASSWORD, Universe, build_care, build_place, code_for

from reconnect.clinic.accounts.policy import views
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library.questionnaires import asked_at, current
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.models import EntryCode, FailedEntry, Response
from reconnect.clinic.questionnaires.tablets import tonight
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

TABLET = "__Host-tablet"
# By hand, beside the list in the code: what a person finds on a tablet.
REACHED = {"/", "/t/", "/t/<int:number>/", "/t/<int:number>/save/", "/t/check/", "/done/", "/leave/", "/who/", "/help/"}
REACHED |= {"/staff/tablet/end/"}
NOBODYS = "/r/"  # there no cookie arrives, a tablet's neither: nothing on these pages is anybody's


@pytest.fixture
def tablet(universe: Universe) -> Browser:
    """The browser that a clinician made the room's tablet."""
    return handed_over(universe)


def handed_over(universe: Universe) -> Browser:
    browser = signed_in(universe.north.clinician)
    response = browser.post("/staff/tablet/")
    assert (response.status_code, response["Location"]) == (302, "/")
    return browser


def begin(tablet: Browser, universe: Universe) -> str:
    """A visit on it, with an answer; the text of the page that shows it."""
    visiting(universe.north.code, tablet)
    tablet.post("/t/2/save/", {"item-embarrassment": "7"})
    page = tablet.get("/t/2/").content.decode()
    assert 'value="7" checked' in page
    return page


def test_who_hands_it_over_is_signed_out_of_it(universe: Universe) -> None:
    browser = signed_in(universe.north.clinician)
    key = browser.session.session_key
    response = browser.post("/staff/tablet/")
    cookie = response.cookies[TABLET]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert universe.north.clinician.name not in cookie.value
    assert not Session.objects.filter(session_key=key).exists()
    assert "_auth_user_id" not in browser.session
    event = AuditEvent.objects.last()
    assert (event.actor, event.action) == (universe.north.clinician.actor, "hand_over_tablet")


def test_it_is_one_until_the_services_own_midnight(universe: Universe) -> None:
    service = universe.north.service
    for at, end in (
        ("2026-03-28T23:30+00:00", "2026-03-29T00:00+00:00"),
        ("2026-03-29T12:00+00:00", "2026-03-29T23:00+00:00"),  # clocks went forward
        ("2026-10-25T12:00+00:00", "2026-10-26T00:00+00:00"),  # and back
    ):
        assert tonight(service, datetime.fromisoformat(at)) == datetime.fromisoformat(end)
    service.timezone = "Pacific/Auckland"
    assert tonight(service, datetime.fromisoformat("2026-06-30T13:00+00:00")).isoformat() == "2026-07-02T00:00:00+12:00"


def test_after_midnight_it_is_a_browser_like_any_other(
    tablet: Browser, universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = issue_home_code(episode=universe.north.waiting.episode, by=universe.north.clinician)
    assert tablet.post("/", {"code": code.text}).status_code == 422
    monkeypatch.setattr("reconnect.clinic.questionnaires.tablets.timezone.now", lambda: NOW + timedelta(days=2))
    assert "end tablet mode" not in tablet.get("/").content.decode()


NOW = timezone.now()


@pytest.mark.parametrize("value", ["", "x", "north 99999999999", "a:b:c", "00000000-0000-4000-8000-000000000000 99"])
def test_nobody_makes_a_tablet_by_writing_its_cookie(value: str) -> None:
    browser = Browser()
    browser.cookies[TABLET] = value
    page = browser.get("/")
    assert page.status_code == 200
    assert "end tablet mode" not in page.content.decode()


def test_what_is_sent_on_it_is_noted_so(tablet: Browser, universe: Universe) -> None:
    begin(tablet, universe)
    assert tablet.post("/done/")["Location"] == "/done/"
    responses = Response.objects.filter(occasion=universe.north.waiting.occasions[Moment.PRE])
    assert {each.mode for each in responses} == {"tablet"}
    page = signed_in(universe.north.clinician).get(f"/staff/people/p/{universe.north.waiting.person.pk}/")
    assert "on the room’s tablet" in page.content.decode()


def test_after_send_it_says_thank_you_and_asks_for_the_tablet_back(tablet: Browser, universe: Universe) -> None:
    begin(tablet, universe)
    keys = tablet.session.session_key
    page = tablet.post("/done/", follow=True)
    assert "Please hand the tablet back" in page.content.decode()
    assert page["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(session_key=keys).exists()
    first = tablet.get("/")
    assert "Thank you" not in first.content.decode()
    assert set(tablet.session.keys()) == set()


@pytest.mark.parametrize("way", ["/leave/", "/"])
def test_nothing_of_a_visit_is_left_once_somebody_leaves_or_the_first_page_opens(
    tablet: Browser, universe: Universe, way: str
) -> None:
    begin(tablet, universe)
    key = tablet.session.session_key
    response = tablet.get(way)
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert not Session.objects.filter(session_key=key).exists()
    for path in ("/t/", "/t/1/", "/t/2/", "/t/check/"):
        assert tablet.get(path)["Location"] == "/"
    assert tablet.cookies[TABLET].value  # it still is a tablet


def test_a_way_out_that_leads_to_another_site_stays_in_the_room(tablet: Browser, universe: Universe) -> None:
    assert visiting(universe.north.code).get("/leave/")["Location"].startswith("https://www.bbc")
    assert tablet.get("/leave/")["Location"] == "/"


def test_nothing_is_kept_on_it_while_a_visit_goes_on_and_nothing_is_thrown_away(
    tablet: Browser, universe: Universe
) -> None:
    begin(tablet, universe)
    for path in ("/t/", "/t/2/", "/t/check/", "/who/", "/help/"):
        response = tablet.get(path)
        assert response["Cache-Control"] == "no-store"
        assert "Clear-Site-Data" not in response
    assert 'value="7" checked' in tablet.get("/t/2/").content.decode()


def test_a_visit_on_it_ends_after_ten_idle_minutes(tablet: Browser, universe: Universe) -> None:
    visiting(universe.north.code, tablet)
    assert tablet.session.get_expiry_age() == 600
    assert (
        visiting(code_for(universe.north.waiting.occasions[Moment.POST], universe.north.clinician)).session[
            "_session_expiry"
        ]
        == 20 * 60
    )


def test_the_same_person_finds_no_answer_of_an_earlier_visit(tablet: Browser, universe: Universe) -> None:
    begin(tablet, universe)
    tablet.get("/leave/")
    visiting(universe.north.code, tablet)
    page = tablet.get("/t/2/").content.decode()
    assert " checked" not in page
    assert "You have seen this before" in page


def test_what_one_person_sent_too_late_is_not_held_for_the_next(tablet: Browser, universe: Universe) -> None:
    begin(tablet, universe)
    drawn = re.search(r'name="response" value="([^"]+)"', tablet.get("/t/2/").content.decode())[1]
    sent = {"response": drawn, "item-avoid-sex": "9"}
    phone = visiting(universe.north.code)  # entered elsewhere: the visit on the tablet is over
    phone.get("/leave/")
    late = phone.post("/t/2/", sent)
    assert 'name="held"' in late.content.decode()  # on one's own phone it is
    late = tablet.post("/t/2/", sent)
    assert (late.status_code, late["Location"]) == (302, "/")
    assert 'name="held"' not in tablet.get("/").content.decode()


def test_a_code_for_own_pages_opens_nothing_in_the_room_and_stays_as_it_was(
    tablet: Browser, universe: Universe
) -> None:
    issued = issue_home_code(episode=universe.north.waiting.episode, by=universe.north.clinician)
    at_home = visiting(issued.text, leads_to="/h/")
    page = tablet.post("/", {"code": issued.text})
    assert page.status_code == 422
    assert "This code opens pages of your own. Please use it on your own phone." in page.content.decode()
    assert at_home.get("/h/").status_code == 200  # the visit at home goes on
    assert EntryCode.objects.get(pk=issued.code.pk).visit == 1
    assert not FailedEntry.objects.exists()
    assert tablet.get("/h/")["Location"] == "/"


def test_a_code_of_another_service_opens_nothing_in_this_ones_room(tablet: Browser, universe: Universe) -> None:
    assert tablet.post("/", {"code": universe.south.code}).status_code == 422
    assert visiting(universe.south.code)


@pytest.mark.furnished
def test_a_tablet_reaches_nothing_but_what_stands_on_the_list(tablet: Browser, universe: Universe) -> None:
    """Whatever else its browser holds: here the session of somebody's own pages, beside the tablet's cookie."""
    home = visiting(str(universe.north.parts["home_code"]), leads_to="/h/")
    rows = [row for row in matrix() if row.case in {"", "own"} and row.route not in REACHED]
    rows = [row for row in rows if not row.route.startswith(NOBODYS)]
    of_theirs = [row for row in rows if row.route.startswith("/h/") and row.method == "GET"]
    found = [home.copy().get(address(row, universe)).status_code for row in of_theirs]
    assert found.count(200) > 20  # without the cookie they are reached
    home.cookies[TABLET] = tablet.cookies[TABLET].value
    for row in rows:
        response = getattr(home.copy(), row.method.lower())(address(row, universe))
        assert (response.status_code, response.get("Location")) == (302, "/"), row
    assert {route for route, _ in views()} > REACHED


def test_what_an_occasion_asks_holds_nothing_sealed_locked_or_about_safety(universe: Universe) -> None:
    newest = shipped_library().questionnaires.newest
    closed = {
        each.id for each in newest.values() if each.locked or any(item.sealed or item.flag for item in each.items)
    }
    assert len(closed) > 2  # there are some, and none of them is asked in the room
    asked = [each for moment in Moment for each in asked_at(universe.north.service, moment).values()]
    assert len(asked) > len(Moment)
    for questionnaire in asked:
        assert questionnaire.id not in closed
        assert not questionnaire.locked
        assert not [item for item in questionnaire.items if item.sealed or item.flag]


def test_the_pages_of_a_visit_on_it_name_nobody(tablet: Browser, universe: Universe) -> None:
    page = begin(tablet, universe)
    person = universe.north.waiting.person
    pages = [page, *(tablet.get(path).content.decode() for path in ("/t/check/", "/who/", "/help/"))]
    pages += [tablet.post("/done/", follow=True).content.decode(), tablet.get("/").content.decode()]
    pages += [tablet.get("/staff/tablet/end/").content.decode()]
    for text in pages:
        assert person.name not in text
        assert not re.search(r"canary(name|member|email|words|group|diagnosis)", text, re.IGNORECASE)


def test_staff_end_it_by_signing_in_and_by_nothing_less(universe: Universe) -> None:
    place = build_place("east", PASSWORD, furnished=False)
    member = place.clinician
    secret_holder = signing_in(member)
    adding_second_step(secret_holder)
    tablet = signed_in(member)
    tablet.post("/staff/tablet/")
    assert tablet.get("/staff/sign-in/")["Location"] == "/"
    assert tablet.get("/staff/tablet/end/").status_code == 200
    assert tablet.get("/staff/sign-in/")["Location"] == "/"  # a page that is only looked at changes nothing
    assert tablet.post("/staff/tablet/end/")["Location"] == "/staff/sign-in/"
    assert tablet.get("/staff/sign-in/").status_code == 200
    assert "end tablet mode" in tablet.get("/").content.decode()  # who goes back instead finds the tablet
    assert tablet.get("/staff/sign-in/")["Location"] == "/"
    tablet.post("/staff/tablet/end/")
    tablet.post("/staff/sign-in/", {"login": member.email, "password": "wrong"})
    assert tablet.cookies[TABLET].value
    signing_in(member, tablet)
    assert tablet.get("/staff/second-step/").status_code == 200
    assert tablet.cookies[TABLET].value  # a password alone does not end it
    tablet.force_login(member)
    response = tablet.get("/")
    assert response.cookies[TABLET].value == ""
    assert "end tablet mode" not in response.content.decode()


def test_it_is_made_only_at_the_address_that_codes_lead_to(universe: Universe, settings: object) -> None:
    settings.ORIGIN = "https://other.example"
    clinician = signed_in(universe.north.clinician)
    page = clinician.get("/staff/tablet/").content.decode()
    assert "https://other.example" in page
    assert "Make this the room" not in page
    refused = clinician.post("/staff/tablet/")
    assert (refused.status_code, TABLET in refused.cookies) == (409, False)


def test_a_code_typed_wrong_says_where_own_pages_open(tablet: Browser) -> None:
    page = tablet.post("/", {"code": "0000-0000-0000"})
    assert page.status_code == 422
    assert "A code for pages of your own works on your own phone only." in page.content.decode()
    assert 'name="phrase"' not in page.content.decode()


def test_looking_at_the_first_page_uses_no_code_up(tablet: Browser, universe: Universe) -> None:
    code = EntryCode.objects.get(occasion=universe.north.waiting.occasions[Moment.PRE])
    for browser in (tablet, Browser()):
        for _ in range(10):
            browser.get(f"/#{universe.north.code}")
            browser.get("/", {"code": universe.north.code})
    code.refresh_from_db()
    assert (code.visit, code.used_at) == (0, None)
    visiting(universe.north.code, tablet)


def test_two_people_one_after_the_other_answer_for_themselves(tablet: Browser, universe: Universe) -> None:
    place = universe.north
    other = build_care(place.clinician, "northother")
    begin(tablet, universe)
    tablet.get("/leave/")
    visiting(code_for(other.occasions[Moment.PRE], place.clinician), tablet)
    page = tablet.get("/t/2/").content.decode()
    assert " checked" not in page
    assert "You have seen this before" not in page
    tablet.post("/t/2/", filled(current(place.service)[OURS], "2"))
    tablet.post("/done/")
    said = {each.value for each in Response.objects.get(person=other.person, questionnaire_id=OURS).answers.all()}
    assert said == {2}
    draft = Response.objects.get(person=place.waiting.person, questionnaire_id=OURS)
    assert [each.value for each in draft.answers.all()] == [7]
