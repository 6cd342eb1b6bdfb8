"""The pages of safety: who is on top, who is told, and what stays typed."""

import re
from datetime import timedelta

import pytest
from browsing import signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from safety_desk import LONG_AGO, a_flag, body, nothing_open, of
from universe import Place, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.safety.actions import own_flag
from reconnect.clinic.safety.models import Flag, Outcome
from reconnect.clinic.safety.queries import open_flags_of

pytestmark = pytest.mark.furnished


@pytest.fixture
def place(universe: Universe) -> Place:
    return nothing_open(universe.north)


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
