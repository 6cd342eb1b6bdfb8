"""The pages of safety: who is on top, who is told, what stays typed; and that a person's pages never change."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from uuid import uuid4

import pytest
from at_home import at_home, bare, filled
from browsing import Browser, signed_in, visiting
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from universe import MSQ, Place, Universe, build_care, build_member, code_for

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Role, Service
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library import content
from reconnect.clinic.library.actions import OWN_FROM
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Person
from reconnect.clinic.safety.actions import end_duty, name_duty, own_flag, raise_flag
from reconnect.clinic.safety.models import Duty, Flag, Outcome
from reconnect.clinic.safety.queries import (
    calendars_by,
    due_for,
    may_ask_at_home,
    open_flags_of,
    out_of_date,
    routes_by,
)
from reconnect.errors import ActionDenied
from reconnect.model.flag_kind import FlagKind
from reconnect.model.load import CONTENT, load_library, shipped_library
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.furnished

LONG_AGO = datetime(2024, 2, 28, 12, tzinfo=UTC)
SELF_HARM = shipped_library().questionnaires.newest["assessment-feelings"].item("self-harm")


def a_flag(place: Place, person: Person, *, at: datetime | None = None) -> Flag:
    source = f"response:{uuid4()}"
    return raise_flag(person=person, kind=FlagKind.ABUSE, actor=place.clinician.actor, source=source, at=at)


def body(browser: Browser, address: str) -> str:
    page = browser.get(address)
    assert page.status_code == 200
    return page.content.decode()


def of(flag: Flag, doing: str = "") -> str:
    return f"/staff/safety/f/{flag.pk}/{doing}"


@pytest.fixture
def place(universe: Universe) -> Place:
    """North, where nothing is open."""
    for flag in Flag.objects.visible_to(universe.north.clinician).still_open():
        Flag.objects.filter(pk=flag.pk).update(
            closed_at=LONG_AGO, outcome=Outcome.TALKED, owner=universe.north.clinician, owned_at=LONG_AGO
        )
    return universe.north


# The worklist


def test_nothing_open_is_said(place: Place) -> None:
    assert "Nothing is open." in body(signed_in(place.clinician), "/staff/safety/")


def test_the_list_shows_who_owner_age_and_that_it_is_past_its_time_but_not_what_it_is_about(place: Place) -> None:
    a_flag(place, place.waiting.person, at=LONG_AGO)
    page = body(signed_in(place.clinician), "/staff/safety/")
    assert place.waiting.person.name in page
    assert "Past its time" in page
    assert "Thu 29 Feb 2024, 12:00" in page
    assert not re.search("abuse|afraid|consent", page, re.IGNORECASE)


def test_a_lead_sees_what_waited_too_long_before_what_is_due_earlier_and_looked_after(place: Place) -> None:
    owned = own_flag(flag=a_flag(place, place.answered.person, at=LONG_AGO - timedelta(days=9)), by=place.clinician)
    late = a_flag(place, place.waiting.person, at=LONG_AGO)
    assert owned.due_at < late.due_at
    order = {}
    for role in (Role.CLINICIAN, Role.LEAD):
        page = body(signed_in(place.staff[role]), "/staff/safety/")
        order[role] = [page.index(f"/f/{flag.pk}/") for flag in (owned, late)]
    assert order[Role.CLINICIAN] == sorted(order[Role.CLINICIAN])
    assert order[Role.LEAD] == sorted(order[Role.LEAD], reverse=True)


def test_reading_the_list_is_one_event(place: Place) -> None:
    before = AuditEvent.objects.count()
    body(signed_in(place.clinician), "/staff/safety/")
    (event,) = AuditEvent.objects.all()[before:]
    assert (event.actor, event.action) == (place.clinician.actor, "read_worklist")


def test_the_list_of_fifty_asks_the_database_as_often_as_the_list_of_one(
    place: Place,
    django_assert_max_num_queries: "pytest_django.DjangoAssertNumQueries",  # noqa: F821
) -> None:
    browser = signed_in(place.clinician)
    a_flag(place, place.waiting.person)
    with CaptureQueriesContext(connection) as of_one:
        body(browser, "/staff/safety/")
    for _ in range(49):
        a_flag(place, place.waiting.person)
    with django_assert_max_num_queries(len(of_one)):
        body(browser, "/staff/safety/")


def test_no_mail_is_sent_whatever_is_raised(place: Place, mailoutbox: list[object]) -> None:
    a_flag(place, place.waiting.person, at=LONG_AGO)
    body(signed_in(place.staff[Role.LEAD]), "/staff/safety/")
    assert mailoutbox == []


# A flag


def test_a_flag_is_taken_handed_over_and_closed_on_its_page(place: Place) -> None:
    flag = a_flag(place, place.waiting.person)
    clinician, facilitator = signed_in(place.clinician), signed_in(place.staff[Role.FACILITATOR])
    page = body(clinician, of(flag))
    assert "Abuse, fear of somebody, or touch without consent" in page
    assert "Keep the partner out of sessions and letters" in page
    assert clinician.post(of(flag, "take/")).status_code == 302
    to = place.staff[Role.FACILITATOR]
    assert clinician.post(of(flag, "hand-over/"), {"member": to.pk}).status_code == 302
    closing = {"outcome": Outcome.HANDED_ON.value, "note": "The other team knows."}
    assert facilitator.post(of(flag, "close/"), closing).status_code == 302
    page = body(clinician, of(flag))
    assert "Another service looks after it now" in page
    assert "The other team knows." in page
    assert clinician.post(of(flag, "reopen/")).status_code == 302
    assert open_flags_of(place.waiting.person) == [flag]


def test_who_takes_it_second_is_told_on_the_page(place: Place) -> None:
    flag = own_flag(flag=a_flag(place, place.waiting.person), by=place.clinician)
    page = signed_in(place.staff[Role.FACILITATOR]).post(of(flag, "take/"))
    assert page.status_code == 409
    assert "Somebody else took this first" in page.content.decode()
    assert place.clinician.name in page.content.decode()


def test_closing_without_an_outcome_keeps_what_was_typed(place: Place) -> None:
    flag = own_flag(flag=a_flag(place, place.waiting.person), by=place.clinician)
    page = signed_in(place.clinician).post(of(flag, "close/"), {"note": "A long note."})
    assert page.status_code == 422
    assert "A long note." in page.content.decode()
    assert Flag.objects.get(pk=flag.pk).closed_at is None


def test_a_note_typed_while_somebody_else_was_given_the_flag_is_not_lost(place: Place) -> None:
    flag = own_flag(flag=a_flag(place, place.waiting.person), by=place.staff[Role.FACILITATOR])
    sent = {"outcome": Outcome.TALKED.value, "note": "A long note."}
    page = signed_in(place.clinician).post(of(flag, "close/"), sent)
    assert page.status_code == 409
    assert "A long note." in page.content.decode()
    assert Flag.objects.get(pk=flag.pk).closed_at is None


def test_what_a_member_heard_is_raised_once_by_two_clicks(place: Place) -> None:
    browser, person = signed_in(place.clinician), place.waiting.person
    address = f"/staff/safety/p/{person.pk}/"
    token = re.search(r'name="token" value="([\w-]+)"', body(browser, address))[1]
    sent = {"token": token, "kind": "at-risk", "heard": "A child is alone at night."}
    pages = [browser.post(address, sent) for _ in range(2)]
    (flag,) = open_flags_of(person)
    assert {page["Location"] for page in pages} == {of(flag)}
    assert "A child is alone at night." in body(browser, of(flag))


# The notice on every page about a person


@pytest.mark.parametrize("where", ["p/{}/", "p/{}/details/", "p/{}/agreement/"])
def test_an_open_flag_is_said_on_every_page_about_the_person_and_not_what_it_is(place: Place, where: str) -> None:
    address = "/staff/people/" + where.format(place.waiting.person.pk)
    other = "/staff/people/" + where.format(place.answered.person.pk)
    browser, said = signed_in(place.clinician), "Something is open about this person."
    assert said not in body(browser, address)
    flag = a_flag(place, place.waiting.person)
    page = body(browser, address)
    assert said in page
    assert "Nobody looks after it yet." in page
    assert not re.search("abuse|afraid|consent", page, re.IGNORECASE)
    assert said not in body(browser, other)
    own_flag(flag=flag, by=place.clinician)
    assert "It is looked after." in body(browser, address)
    Flag.objects.filter(pk=flag.pk).update(closed_at=LONG_AGO, outcome=Outcome.TALKED)
    assert said not in body(browser, address)


# The person's own pages


@pytest.fixture
def flagged_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped content, with a flag on a question that everybody is asked at an occasion."""
    content = Path(copytree(CONTENT, tmp_path / "content"))
    file = content / "questionnaires" / MSQ / "1.toml"
    flagged = 'id = "anxiety-1"\nflag = "abuse"\nflagged_from = 4\n'
    file.write_text(file.read_text("utf-8").replace('id = "anxiety-1"\n', flagged, 1), "utf-8")
    library = load_library(content)
    assert any(item.flag for item in library.questionnaires.newest[MSQ].items)
    monkeypatch.setattr("reconnect.clinic.library.questionnaires.shipped_library", lambda: library)


def test_no_byte_of_a_persons_pages_tells_whether_a_flag_was_raised(place: Place, flagged_library: None) -> None:
    walks = {}
    for answer in ("2", "4"):
        care = build_care(place.clinician, f"north{answer}")
        browser = visiting(code_for(care.occasions[Moment.PRE], place.clinician))
        walks[answer] = walk(browser, answer)
        assert [flag.kind for flag in open_flags_of(care.person)] == (["abuse"] if answer == "4" else [])
    assert len(walks["2"]) == 12
    assert walks["2"] == walks["4"]


def walk(browser: Browser, answer: str) -> list[tuple[int, bytes, dict[str, str]]]:
    """Every page and answer of a visit, from the first question to the last word, without what changes every time.

    The answer itself is sent, and shown to nobody afterwards.
    """
    pages = [browser.get("/t/1/"), browser.post("/t/1/", {"basis": "current"})]
    for number in (2, 3):
        page = browser.get(f"/t/{number}/")
        names = dict.fromkeys(re.findall(r'name="(item-[\w-]+)"', page.content.decode()))
        sent = {name: answer if name == "item-anxiety-1" else "1" for name in names}
        pages += [page, browser.post(f"/t/{number}/save/", sent), browser.post(f"/t/{number}/", sent)]
    pages += [browser.get("/t/check/"), browser.post("/done/"), browser.get("/done/"), browser.get("/")]
    assert {page.status_code for page in pages} <= {200, 204, 302}
    return [(page.status_code, _plain(page.content), _headers(page)) for page in pages]


def _plain(content: bytes) -> bytes:
    return re.sub(rb'name="(csrfmiddlewaretoken|response)" value="[\w-]*"', b"", content)


def _headers(page: HttpResponse) -> dict[str, str]:
    return {name: re.sub(r"'nonce-[^']+'", "", value) for name, value in page.items() if name != "Set-Cookie"}


def test_the_walk_would_notice_a_single_word(place: Place, flagged_library: None) -> None:
    walks = []
    for number, note in enumerate(("One note.", "Another note.")):
        Service.objects.filter(pk=place.service.pk).update(support_note=note)
        care = build_care(place.clinician, f"north{number}")
        walks.append(walk(visiting(code_for(care.occasions[Moment.PRE], place.clinician)), "2"))
    assert walks[0] != walks[1]


def test_what_is_told_at_home_raises_its_flag_and_leaves_the_same_pages(universe: Universe) -> None:
    shown = []
    for place, answer in ((universe.north, "0"), (universe.south, "2")):
        Service.objects.filter(pk=place.service.pk).update(portal_name="A portal", support_note="A note")
        home = at_home(place, "assessment-feelings")
        browser = home.enter()
        sent = filled(home.block.items) | {"item-self-harm": answer}
        address = home.begin(browser)
        for number in range(1, (len(home.block.items) + 4) // 5 + 1):
            assert browser.post(f"{address}{number}/", sent).status_code == 302
        answers = [browser.post(f"{address}send/"), browser.get(address), browser.get("/h/"), home.enter().get("/h/")]
        shown.append([(page.status_code, bare(page)) for page in answers])
        kinds = [flag.kind for flag in open_flags_of(home.care.person)]
        assert kinds == (["self-harm"] if answer == "2" else [])
    assert shown[0] == shown[1]


def test_nobody_at_home_is_asked_of_self_harm_while_nobody_is_named(place: Place) -> None:
    home = at_home(place, "assessment-feelings")
    question = SELF_HARM.text

    def asked() -> bool:
        browser = home.enter()
        address = home.begin(browser)
        pages = [browser.get(f"{address}{number}/") for number in range(1, 4)]
        return any(question in page.content.decode() for page in pages if page.status_code == 200)

    assert asked()
    for duty in Duty.objects.filter(service=place.service):
        end_duty(duty=duty, by=place.staff[Role.LEAD])
    assert not asked()


# Who is named


def test_self_harm_is_asked_at_home_only_while_somebody_is_named_for_the_day_it_falls_due(place: Place) -> None:
    service, lead = place.service, place.staff[Role.LEAD]
    for duty in Duty.objects.filter(service=service):
        end_duty(duty=duty, by=lead)
    friday = date(2026, 11, 27)
    by_day, by_night = (datetime(2026, 11, 27, hour, tzinfo=UTC) for hour in (11, 22))
    assert not may_ask_at_home(service, SELF_HARM, by_day)
    duty = name_duty(member=place.clinician, by=lead, from_on=friday, until_on=friday, at=by_day)
    assert may_ask_at_home(service, SELF_HARM, by_day)
    assert not may_ask_at_home(service, SELF_HARM, by_night)  # it would fall due on Saturday, when nobody is named
    assert not may_ask_at_home(service, SELF_HARM, by_day + timedelta(days=1))
    end_duty(duty=duty, by=lead)
    assert not may_ask_at_home(service, SELF_HARM, by_day)


def test_whoever_left_is_no_longer_named(universe: Universe) -> None:
    service = universe.north.service
    assert may_ask_at_home(service, SELF_HARM)
    end_membership(member=universe.north.clinician)
    assert not may_ask_at_home(service, SELF_HARM)
    assert may_ask_at_home(universe.south.service, SELF_HARM)


def test_everything_else_is_asked_whoever_is_named(place: Place) -> None:
    Duty.objects.all().update(ended_at=LONG_AGO)
    items = [item for each in shipped_library().questionnaires for item in each.items]
    assert {item.id for item in items if not may_ask_at_home(place.service, item)} == {
        item.id for item in items if item.flag is FlagKind.SELF_HARM
    }


@pytest.mark.parametrize("who", [Role.ADMINISTRATOR, Role.PRIVACY_OFFICER])
def test_nobody_is_named_who_may_not_see_the_list(place: Place, who: Role) -> None:
    with pytest.raises(ActionDenied, match="who may see people's records"):
        name_duty(member=place.staff[who], by=place.staff[Role.LEAD])


def test_two_clicks_name_once_and_a_day_that_passed_is_refused(place: Place) -> None:
    browser = signed_in(place.staff[Role.LEAD])
    token = re.search(r'name="token" value="([\w-]+)"', body(browser, "/staff/safety/duty/"))[1]
    before, today = Duty.objects.count(), today_of(place.service)
    sent = {"token": token, "member": place.clinician.pk, "from_on": today.isoformat(), "until_on": ""}
    assert [browser.post("/staff/safety/duty/", sent).status_code for _ in range(2)] == [302, 302]
    assert Duty.objects.count() == before + 1
    page = browser.post("/staff/safety/duty/", sent | {"from_on": (today - timedelta(days=1)).isoformat()})
    assert page.status_code == 422
    assert "This day has passed." in page.content.decode()


# What a service goes by


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
