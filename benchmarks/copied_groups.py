"""Copies of whole groups, moved in time: ten years of them in minutes, where actions would take an hour.

Not a benchmark itself. A group that was lived through by actions is read, gets new ids, names and days, and is written
in bulk; sealed cells are sealed anew. What would lie in the future is not yet there.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from caseload import FIRST, surname

Row = Any  # a model's row; the models can only be had once the settings stand


def copy_group(group: Row, number: int, days: int, today: date) -> None:
    """Write a copy of ``group`` that began so many days later."""
    from django.db import transaction  # noqa: PLC0415

    rows = _rows(group)
    new = {row.pk: uuid4() for row in rows}
    for row in rows:
        _move(row, new, timedelta(days=days))
    _name(rows, number)
    with transaction.atomic():
        for kept in _by_model(_not_in_the_future(rows, today)):
            type(kept[0]).objects.bulk_create(kept)


def _rows(group: Row) -> list[Row]:
    """Everything of the group and of whoever is in it, in an order in which it can be written."""
    from reconnect.clinic.care import models as care  # noqa: PLC0415
    from reconnect.clinic.followup import models as followup  # noqa: PLC0415
    from reconnect.clinic.groups import models as groups  # noqa: PLC0415
    from reconnect.clinic.people import models as people  # noqa: PLC0415
    from reconnect.clinic.questionnaires import models as questionnaires  # noqa: PLC0415

    inside = {"memberships__group": group}
    of_person, of_episode = {"person__episodes__memberships__group": group}, {"episode__memberships__group": group}
    of_occasion = {"occasion__episode__memberships__group": group}
    found = [
        people.Person.objects.filter(episodes__memberships__group=group),
        people.PersonToken.objects.filter(**of_person),
        people.Agreement.objects.filter(**of_person),
        people.Episode.objects.filter(**inside),
        people.Occasion.objects.filter(**of_episode),
        followup.SafeChannel.objects.filter(**of_person),
        followup.Stop.objects.filter(**of_person),
        followup.NotAnswered.objects.filter(**of_occasion),
        groups.Group.objects.filter(pk=group.pk),
        groups.GroupLeader.objects.filter(group=group),
        groups.Session.objects.filter(group=group),
        groups.SessionPart.objects.filter(session__group=group),
        groups.SessionLeader.objects.filter(session__group=group),
        groups.Membership.objects.filter(group=group),
        care.Contact.objects.filter(**of_episode),
        care.ContactLeader.objects.filter(contact__episode__memberships__group=group),
        care.ContactMinutes.objects.filter(contact__episode__memberships__group=group),
        groups.SessionAttendance.objects.filter(session__group=group),
        questionnaires.Response.objects.filter(**of_occasion),
        questionnaires.Answer.objects.filter(response__occasion__episode__memberships__group=group),
        questionnaires.Score.objects.filter(response__occasion__episode__memberships__group=group),
    ]
    return [row for each in found for row in each.order_by("pk").distinct()]


def _move(row: Row, new: dict[UUID, UUID], by: timedelta) -> None:
    """Give the row its new id, lead it to the others' new ids, and move its days."""
    told = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
    }  # opened under its old id
    for name, value in told.items():
        if isinstance(value, UUID):
            setattr(row, name, new.get(value, value))
        else:
            setattr(row, name, value + by if isinstance(value, date | datetime) else value)


def _name(rows: Iterable[Row], number: int) -> None:
    """New names; the copies are found by the tokens of the first, which no page here looks for."""
    from reconnect.clinic.sealing.tokens import whole_name_token  # noqa: PLC0415

    name, place = f"Link {number + 1}", 10 * number
    for row in rows:
        kind = type(row).__name__
        if kind == "Group":
            row.name, row.name_token = name, whole_name_token(row.service_id, name)
        elif kind == "Episode" and row.group:
            row.group = name
        elif kind == "Person":
            row.name = f"{FIRST[place % len(FIRST)]} {surname(place)} Sample"
            place += 1


def _not_in_the_future(rows: list[Row], today: date) -> list[Row]:
    """The rows as they stand today: what has not happened is left out, or not recorded yet."""
    left_out: set[UUID] = set()
    kept = []
    for row in rows:
        _unrecorded(row, today)
        if _happens_later(row, today) or left_out & _leads_to(row):
            left_out.add(row.pk)
        else:
            kept.append(row)
    to_come = {row.pk for row in kept if type(row).__name__ == "Session" and row.recorded_at is None}
    for row in kept:
        if type(row).__name__ == "SessionPart" and row.session_id in to_come:
            row.delivered_minutes = None
    of_sessions = {"SessionLeader", "SessionAttendance"}
    return [row for row in kept if not (type(row).__name__ in of_sessions and row.session_id in to_come)]


def _unrecorded(row: Row, today: date) -> None:
    """Take back a day that is still to come, with what was recorded of it."""
    with_it: dict[str, Callable[[], None]] = {
        "Session": lambda: _set(row, recorded_at=None, recorded_by_id=None, record_mark=None, practice=None),
        "Membership": lambda: _set(row, why_left="", left_words=None),
    }
    for name in ("ended_on", "left_on", "started_on", "held_on"):
        later = getattr(row, name, None)
        if later is not None and later > today and type(row).__name__ != "Contact":
            setattr(row, name, None)
            with_it.get(type(row).__name__, lambda: None)()


def _set(row: Row, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _happens_later(row: Row, today: date) -> bool:
    day = {"Contact": "held_on", "Response": "answered_on", "NotAnswered": "said_on", "Stop": "on"}
    name = day.get(type(row).__name__)
    return name is not None and getattr(row, name) > today


def _leads_to(row: Row) -> set[UUID]:
    fields = (each for each in row._meta.concrete_fields if each.is_relation)
    return {getattr(row, each.attname) for each in fields} - {None}


def _by_model(rows: Iterable[Row]) -> list[list[Row]]:
    found: dict[type, list[Row]] = {}
    for row in rows:
        found.setdefault(type(row), []).append(row)
    return list(found.values())
