"""Contacts, referrals and events in one order, each put right without losing what stood there."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from browsing import signed_in
from universe import REFERRED, STARTED, Care, Universe, build_care

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.actions.events import correct_event, record_event, withdraw_event
from reconnect.clinic.care.actions.referrals import change_status, correct_referral, make_referral, withdraw_referral
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Barrier, LifeEvent, Referral, Status, StatusChange
from reconnect.clinic.care.queries import events_of, referral_for, referrals_of
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.safety.queries import routes_by
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished

WEEK = timedelta(days=7)


@pytest.fixture
def care(universe: Universe) -> Care:
    return build_care(universe.north.clinician, "northtimeline")


@pytest.fixture
def referral(universe: Universe, care: Care) -> Referral:
    return make_referral(
        episode=care.episode,
        recipient="The psychosexual service",
        reason="More than pain",
        made_on=STARTED + WEEK,
        route_id="beyond-this-team",
        by=universe.north.clinician,
    )


@pytest.fixture
def event(universe: Universe, care: Care) -> LifeEvent:
    return record_event(
        person=care.person,
        kind=Barrier.SURGERY,
        began_on=STARTED + 2 * WEEK,
        words="An operation",
        by=universe.north.clinician,
    )


def days_on(universe: Universe, care: Care, show: str = "") -> list[str]:
    page = signed_in(universe.north.clinician).get(f"/staff/care/p/{care.person.pk}/{show}").content.decode()
    return re.findall(r'<h3 id="of-[\w-]+"><time datetime="([\d-]+)"', page)


@pytest.mark.usefixtures("referral", "event")
def test_everything_stands_in_order_of_day_newest_first_and_by_kind(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    for held_on in (STARTED + 3 * WEEK, STARTED):
        record_contact(episode=care.episode, told=Encounter(held_on=held_on, leaders=(by,)), by=by)
    days = [(STARTED + weeks * WEEK).isoformat() for weeks in range(4)]
    assert days_on(universe, care) == days[::-1]
    assert days_on(universe, care, "?show=contacts") == [days[3], days[0]]
    assert days_on(universe, care, "?show=referrals&show=events") == [days[2], days[1]]
    assert days_on(universe, care, "?show=secrets") == days[::-1]


def test_a_referral_goes_step_by_step_with_its_days_and_what_came_of_it(universe: Universe, referral: Referral) -> None:
    browser, address = signed_in(universe.north.clinician), f"/staff/care/r/{referral.pk}/"
    person = referral.episode.person_id
    sent = {"person": person, "token": uuid4(), "status": "sent", "changed_on": (STARTED + WEEK).isoformat()}
    assert [browser.post(address, sent).status_code for _ in range(2)] == [302, 302]
    seen = {"person": person, "token": uuid4(), "status": "seen", "changed_on": (STARTED + 2 * WEEK).isoformat()}
    assert browser.post(address, seen | {"outcome": "Three sessions offered"}).status_code == 302
    assert [each.status for each in referral.changes.all()] == ["written", "sent", "seen"]
    page = browser.get(address).content.decode()
    assert page.index("Written") < page.index(": Sent") < page.index("Three sessions offered")
    assert routes_by(universe.north.service)["beyond-this-team"].name in page
    early = browser.post(address, seen | {"token": uuid4(), "changed_on": STARTED.isoformat()})
    assert (early.status_code, "before the referral was made" in early.content.decode()) == (422, True)


def test_a_referral_that_is_put_right_keeps_its_steps_and_the_old_one_stays(
    universe: Universe, care: Care, referral: Referral
) -> None:
    by, lead = universe.north.clinician, universe.north.staff[Role.LEAD]
    change_status(referral=referral, status=Status.SENT, changed_on=STARTED + WEEK, outcome="By post", by=lead)
    told = {"recipient": "Another service", "reason": "More than pain", "made_on": STARTED + WEEK, "by": by}
    corrected = correct_referral(referral=referral, **told)
    assert referrals_of(care.person) == [corrected]
    assert [(each.status, each.outcome, each.by) for each in corrected.changes.all()] == [
        ("written", None, by),
        ("sent", "By post", lead),
    ]
    referral.refresh_from_db()
    assert referral.recipient == "The psychosexual service"
    for late in (
        lambda: correct_referral(referral=referral, **told),
        lambda: change_status(referral=referral, status=Status.SEEN, changed_on=STARTED + WEEK, by=by),
        lambda: withdraw_referral(referral=referral, by=by),
    ):
        with pytest.raises(OvertakenError):
            late()
    assert StatusChange.objects.filter(referral=referral).count() == 2


def test_a_referral_names_a_route_of_the_service_or_none(universe: Universe, care: Care) -> None:
    by = universe.north.clinician
    told = {"recipient": "Somebody", "reason": "Something", "made_on": STARTED, "by": by}
    with pytest.raises(ActionDenied, match="no such route"):
        make_referral(episode=care.episode, route_id="astrology", **told)
    browser, address = signed_in(by), f"/staff/care/e/{care.episode.pk}/referral/"
    sent = {"person": care.person.pk, "token": uuid4(), "recipient": "A", "reason": "B", "made_on": "2024-02-12"}
    assert browser.post(address, sent | {"route_id": "astrology"}).status_code == 422
    assert [browser.post(address, sent).status_code for _ in range(2)] == [302, 302]
    (made,) = referrals_of(care.person)
    assert (made.route_id, [each.status for each in made.changes.all()]) == ("", ["written"])


def test_an_event_goes_on_until_somebody_says_when_it_ended(universe: Universe, care: Care, event: LifeEvent) -> None:
    browser = signed_in(universe.north.clinician)
    timeline, address = f"/staff/care/p/{care.person.pk}/", f"/staff/care/v/{event.pk}/"
    assert "Goes on" in browser.get(timeline).content.decode()
    began_on = event.began_on.isoformat()
    sent = {"person": care.person.pk, "token": uuid4(), "kind": "surgery", "began_on": began_on, "words": "Done"}
    early = browser.post(address, sent | {"ended_on": REFERRED.isoformat()})
    assert (early.status_code, "before it began" in early.content.decode()) == (422, True)
    done = sent | {"ended_on": (event.began_on + WEEK).isoformat()}
    assert [browser.post(address, done).status_code for _ in range(2)] == [302, 302]
    (live,) = events_of(care.person)
    assert (live.ended_on, live.words, live.supersedes_id) == (event.began_on + WEEK, "Done", event.pk)
    page = browser.get(timeline).content.decode()
    assert page.index("Replaced or taken back: 1") < page.index("An operation")
    assert browser.post(address, done | {"token": uuid4()}).status_code == 409


def test_an_event_has_a_day_that_can_be_and_is_its_services_own(universe: Universe, event: LifeEvent) -> None:
    by, stranger = universe.north.clinician, universe.south.clinician
    told = {"person": event.person, "kind": Barrier.OTHER, "by": by}
    with pytest.raises(ActionDenied, match="future"):
        record_event(began_on=date(2999, 1, 1), **told)
    with pytest.raises(ActionDenied, match="before it began"):
        record_event(began_on=STARTED, ended_on=REFERRED, **told)
    with pytest.raises(ActionDenied, match="another service"):
        record_event(began_on=STARTED, **(told | {"by": stranger}))
    with pytest.raises(ActionDenied, match="another service"):
        withdraw_event(event=event, by=stranger)
    event.refresh_from_db()
    assert event.retracted_at is None


def test_an_event_that_was_taken_back_is_marked_and_cannot_be_put_right(
    universe: Universe, care: Care, event: LifeEvent
) -> None:
    by = universe.north.clinician
    browser = signed_in(by)
    assert browser.post(f"/staff/care/v/{event.pk}/back/", {"person": care.person.pk}).status_code == 302
    assert events_of(care.person) == []
    assert browser.get(f"/staff/care/v/{event.pk}/").status_code == 302
    with pytest.raises(OvertakenError):
        correct_event(event=event, kind=Barrier.OTHER, began_on=STARTED, by=by)


@pytest.mark.parametrize("page", ["event", "referral"])
def test_a_form_that_was_opened_for_somebody_else_is_refused_and_nothing_typed_is_lost(
    universe: Universe, care: Care, page: str
) -> None:
    addresses = {
        "event": f"/staff/care/p/{care.person.pk}/event/",
        "referral": f"/staff/care/e/{care.episode.pk}/referral/",
    }
    sent = {
        "person": universe.north.answered.person.pk,
        "kind": "illness",
        "began_on": "2024-02-12",
        "made_on": "2024-02-12",
        "recipient": "Somebody",
        "reason": "Typed at length",
        "words": "Typed at length",
    }
    browser = signed_in(universe.north.clinician)
    answer = browser.post(addresses[page], sent)
    assert (answer.status_code, "Typed at length" in answer.content.decode()) == (422, True)
    assert (events_of(care.person), referrals_of(care.person)) == ([], [])
    assert browser.post(addresses[page], sent | {"person": care.person.pk}).status_code == 302


def test_a_step_that_was_taken_while_somebody_wrote_goes_along_with_the_referral_that_is_put_right(
    universe: Universe, care: Care, referral: Referral
) -> None:
    by, seen = universe.north.clinician, referral_for(universe.north.clinician, referral.pk)
    change_status(referral=referral, status=Status.SENT, changed_on=STARTED + WEEK, by=universe.north.staff[Role.LEAD])
    told = {"recipient": "Another service", "reason": "More than pain", "made_on": STARTED + WEEK, "by": by}
    corrected = correct_referral(referral=seen, **told)
    assert [each.status for each in corrected.changes.all()] == ["written", "sent"]
