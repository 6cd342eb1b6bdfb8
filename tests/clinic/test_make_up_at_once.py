"""Somebody makes up for a session while a colleague puts its record right."""

import time
from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, connections, transaction
from grouping import ABSENT, CAME, held, meeting, session_of, week, with_people
from universe import Place, build_place

from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Contact
from reconnect.clinic.groups.actions import sessions
from reconnect.clinic.groups.actions.sessions import correct_session, record_make_up
from reconnect.clinic.groups.models import Membership, Session, SessionAttendance
from reconnect.clinic.groups.queries import attendance_for
from reconnect.errors import ActionDenied

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time anyway"),
]


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north", furnished=False)


def recorded(place: Place) -> tuple[Session, Membership, Membership]:
    """A session to which one came, and one did not."""
    group, (missed, came) = with_people(place, 2)
    return held(session_of(group), place.clinician, {missed: ABSENT, came: CAME}), missed, came


def making_up(place: Place, session: Session, missed: Membership, outcome: list[object]) -> Thread:
    """As the page does it: read first, then recorded."""
    by = place.clinician
    attendance = attendance_for(by, SessionAttendance.objects.get(session=session, membership=missed).pk)
    told = Encounter(held_on=week(2), leaders=(by,), minutes=30)

    def make_up() -> None:
        try:
            outcome.append(record_make_up(attendance=attendance, told=told, by=by))
        except Exception as error:  # noqa: BLE001 asserted by whoever asks
            outcome.append(error)
        finally:
            connections.close_all()

    return Thread(target=make_up)


def test_what_was_made_up_for_outlives_a_correction_that_was_under_way(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, missed, came = recorded(place)
    outcome: list[object] = []
    thread = making_up(place, session, missed, outcome)
    tell: Callable[..., SessionAttendance] = sessions._of

    def late(*args: object) -> SessionAttendance:
        if thread.ident is None:
            thread.start()
            time.sleep(0.6)
        return tell(*args)

    monkeypatch.setattr(sessions, "_of", late)
    told = meeting(session, place.clinician, {missed: ABSENT, came: CAME}, practice="Another")
    correct_session(session=session, told=told, by=place.clinician, seen=session.record_mark)
    thread.join()
    assert [type(each) for each in outcome] == [Contact]
    made_up_by = SessionAttendance.objects.get(session=session, membership=missed).made_up_by_id
    assert [made_up_by] == [each.pk for each in outcome]


def test_nobody_makes_up_for_a_session_that_a_colleague_says_meanwhile_they_were_at(place: Place) -> None:
    session, missed, came = recorded(place)
    outcome: list[object] = []
    thread = making_up(place, session, missed, outcome)
    told = meeting(session, place.clinician, {missed: CAME, came: CAME})
    with transaction.atomic():
        correct_session(session=session, told=told, by=place.clinician, seen=session.record_mark)
        thread.start()
        time.sleep(0.4)
    thread.join()
    assert [type(each) for each in outcome] == [ActionDenied]
