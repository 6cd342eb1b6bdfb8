"""Somebody is put down as gone while a colleague records a session at which they were."""

import time
from threading import Thread

import pytest
from django.db import connections, transaction
from grouping import CAME, held, session_of, week, with_people
from universe import Place, build_place

from reconnect.clinic.groups.actions.roster import leave_group
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north", furnished=False)


def test_nobody_has_left_before_a_session_that_is_being_recorded_with_them(place: Place) -> None:
    group, memberships = with_people(place)
    outcome: list[object] = []

    def leave() -> None:
        try:
            outcome.append(leave_group(membership=memberships[0], on=week(1), by=place.clinician))
        except Exception as error:  # noqa: BLE001 asserted below
            outcome.append(error)
        finally:
            connections.close_all()

    leaving = Thread(target=leave)
    with transaction.atomic():
        held(session_of(group, 2), place.clinician, dict.fromkeys(memberships, CAME))
        leaving.start()
        time.sleep(0.4)
    leaving.join()
    assert [type(each) for each in outcome] == [ActionDenied]
    memberships[0].refresh_from_db()
    assert memberships[0].left_on is None
