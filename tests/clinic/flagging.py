"""Flags raised: what tests of them begin with."""

from datetime import UTC, datetime
from uuid import uuid4

from universe import Place

from reconnect.clinic.people.models import Person
from reconnect.clinic.safety.actions import raise_flag
from reconnect.clinic.safety.models import Flag
from reconnect.model.flag_kind import FlagKind

WEDNESDAY = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)


def someone(place: Place) -> Person:
    return place.waiting.person


def a_flag(place: Place, kind: FlagKind = FlagKind.ABUSE, at: datetime = WEDNESDAY) -> Flag:
    source = f"response:{uuid4()}"
    return raise_flag(person=someone(place), kind=kind, actor=place.clinician.actor, source=source, at=at)
