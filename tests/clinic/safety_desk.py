"""Flags on the desk: what tests of the pages of safety begin with."""

from datetime import UTC, datetime
from uuid import uuid4

from browsing import Browser
from universe import Place

from reconnect.clinic.people.models import Person
from reconnect.clinic.safety.actions import raise_flag
from reconnect.clinic.safety.models import Flag, Outcome
from reconnect.model.flag_kind import FlagKind

LONG_AGO = datetime(2024, 2, 28, 12, tzinfo=UTC)


def a_flag(place: Place, person: Person, *, at: datetime | None = None) -> Flag:
    source = f"response:{uuid4()}"
    return raise_flag(person=person, kind=FlagKind.ABUSE, actor=place.clinician.actor, source=source, at=at)


def body(browser: Browser, address: str) -> str:
    page = browser.get(address)
    assert page.status_code == 200
    return page.content.decode()


def of(flag: Flag, doing: str = "") -> str:
    return f"/staff/safety/f/{flag.pk}/{doing}"


def nothing_open(place: Place) -> Place:
    """The place, once every flag of it was closed."""
    for flag in Flag.objects.visible_to(place.clinician).still_open():
        Flag.objects.filter(pk=flag.pk).update(
            closed_at=LONG_AGO, outcome=Outcome.TALKED, owner=place.clinician, owned_at=LONG_AGO
        )
    return place
