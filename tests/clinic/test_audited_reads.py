"""Whoever opens a person's page is in the trail: once, before anything of it leaves."""

import pytest
from browsing import Browser, signed_in
from rooms import of_rooms
from universe import OURS, PASSWORD, Universe, build_member

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.furnished

OF_ROOMS = {name: address for room in of_rooms("READS") for name, address in room.items()}
PAGES = [
    "person",
    "before a contact",
    "agreement",
    "episode",
    "details",
    "another episode",
    "referral",
    "paper",
    *OF_ROOMS,
]


def events_of(browser: Browser, address: str, method: str = "get", sent: dict[str, object] | None = None) -> list[str]:
    """What the trail says after one request more than before."""
    before = AuditEvent.objects.count()
    getattr(browser, method)(address, sent)
    return [f"{event.actor} {event.action} {event.target}" for event in AuditEvent.objects.all()[before:]]


def pages(universe: Universe, *, other: bool = False) -> dict[str, str]:
    care = universe.south.answered if other else universe.north.answered
    return {
        "person": f"/staff/people/p/{care.person.pk}/",
        "before a contact": f"/staff/people/p/{care.person.pk}/before/",
        "agreement": f"/staff/people/p/{care.person.pk}/agreement/",
        "episode": f"/staff/people/e/{care.episode.pk}/",
        "details": f"/staff/people/p/{care.person.pk}/details/",
        "another episode": f"/staff/people/p/{care.person.pk}/episode/",
        "referral": f"/staff/people/e/{care.episode.pk}/referral/",
        "paper": f"/staff/people/o/{care.occasions[Moment.PRE].pk}/{OURS}/",
        **{name: address(universe.south if other else universe.north) for name, address in OF_ROOMS.items()},
    }


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FACILITATOR, Role.LEAD])
@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_a_persons_page_is_one_event(universe: Universe, page: str, role: Role, method: str) -> None:
    reader = universe.north.staff[role]
    written = events_of(signed_in(reader), pages(universe)[page], method)
    assert written == [f"{reader.actor} read_person {universe.north.answered.person.target}"]


@pytest.mark.parametrize("page", ["agreement", "paper", "details", "another episode", "referral"])
def test_a_form_that_was_not_complete_shows_the_person_again_which_is_one_event(universe: Universe, page: str) -> None:
    written = events_of(signed_in(universe.north.clinician), pages(universe)[page], "post", {"sent": "nothing"})
    assert [line.split()[1] for line in written] == ["read_person"]


@pytest.mark.parametrize("page", PAGES)
def test_what_was_refused_was_not_read_and_is_no_event(universe: Universe, page: str) -> None:
    address = pages(universe)[page]
    for browser in (
        Browser(),
        signed_in(universe.south.clinician),
        signed_in(universe.north.staff[Role.ADMINISTRATOR]),
    ):
        assert events_of(browser, address) == []
    assert events_of(signed_in(universe.north.clinician), pages(universe, other=True)[page]) == []


def test_making_a_code_shows_who_it_is_for_and_is_one_event(universe: Universe) -> None:
    occasion = universe.north.answered.occasions[Moment.POST]
    clinician = universe.north.clinician
    written = events_of(signed_in(clinician), f"/staff/people/o/{occasion.pk}/code/", "post")
    assert written == [f"{clinician.actor} issue_code {universe.north.answered.person.target}"]


@pytest.mark.parametrize("page", ["", "completion/"])
def test_reading_the_outcomes_is_one_event(universe: Universe, page: str) -> None:
    lead = universe.north.staff[Role.LEAD]
    assert events_of(signed_in(lead), f"/staff/outcomes/{page}") == [
        f"{lead.actor} read_outcomes service:{universe.north.service.pk}"
    ]


def test_a_sign_in_is_an_event(universe: Universe) -> None:
    member = build_member(universe.north.service, Role.LEAD, "anothernorth", PASSWORD)
    sent = {"login": member.email, "password": PASSWORD}
    assert events_of(Browser(), "/staff/sign-in/", "post", sent) == [f"{member.actor} sign_in {member.actor}"]
    assert events_of(Browser(), "/staff/sign-in/", "post", sent | {"password": "wrong"}) == []
