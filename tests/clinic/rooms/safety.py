"""The safety room, for the tests that look at all rooms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.safety import actions
from reconnect.clinic.safety.actions import close_flag, name_duty, own_flag, report_concern
from reconnect.clinic.safety.models import Duty, Flag, Outcome
from reconnect.clinic.safety.queries import calendars_by, help_page, routes_by
from reconnect.model.flag_kind import FlagKind
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe


def furnish(place: Place) -> dict[str, object]:
    """A flag that nobody looks after, another one that was closed, and somebody named for the same day."""
    flag = _heard(place, f"Canaryheard{place.mark}".title())
    closed = own_flag(flag=_heard(place, f"Canaryheardbefore{place.mark}".title()), by=place.clinician)
    note = f"Canaryclosing{place.mark}".title()
    close_flag(flag=closed, outcome=Outcome.TALKED, note=note, by=place.clinician)
    duty = name_duty(member=place.clinician, by=place.staff[Role.LEAD])
    return {"flag_id": flag.pk, "duty_id": duty.pk, "route_id": "self-harm", "calendar_id": "scotland"}


def _heard(place: Place, heard: str) -> Flag:
    return report_concern(person=place.answered.person, kind=FlagKind.ABUSE, heard=heard, by=place.clinician)


def _flag(universe: Universe) -> Flag:
    return Flag.objects.get(pk=universe.north.parts["flag_id"])


def _owned(universe: Universe) -> Flag:
    return own_flag(flag=_flag(universe), by=universe.north.clinician)


def _closed(universe: Universe) -> Flag:
    note = "Talked at length."
    return close_flag(flag=_owned(universe), outcome=Outcome.TALKED, note=note, by=universe.north.clinician)


def _own(act: Callable[..., object]) -> Callable[[Universe], Act]:
    return lambda universe: lambda: act(flag=_flag(universe), by=universe.north.clinician)


def _hand_over(universe: Universe) -> Act:
    flag, to = _owned(universe), universe.north.staff[Role.FACILITATOR]
    return lambda: actions.hand_over_flag(flag=flag, to=to, by=universe.north.clinician)


def _close(universe: Universe) -> Act:
    flag, by = _owned(universe), universe.north.clinician
    return lambda: close_flag(flag=flag, outcome=Outcome.HANDED_ON, note="Told the other team.", by=by)


def _reopen(universe: Universe) -> Act:
    flag = _closed(universe)
    return lambda: actions.reopen_flag(flag=flag, by=universe.north.clinician)


def _change_route(universe: Universe) -> Act:
    route = routes_by(universe.north.service)["trauma"]
    edited = replace(route, who="A team that we know")
    return lambda: actions.change_route(route=edited, seen=route.version, by=universe.north.staff[Role.LEAD])


def _change_calendar(universe: Universe) -> Act:
    calendar = calendars_by(universe.north.service)["scotland"]
    edited = replace(calendar, owner="Somebody who looks")
    return lambda: actions.change_calendar(calendar=edited, seen=calendar.version, by=universe.north.staff[Role.LEAD])


def _change_help(universe: Universe) -> Act:
    page = help_page(universe.north.service)
    edited = replace(page, after=("Tell your team too.",))
    return lambda: actions.change_help(page=edited, seen=page.version, by=universe.north.staff[Role.LEAD])


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    actions.raise_flag: lambda universe: (
        lambda: actions.raise_flag(
            person=universe.north.answered.person,
            kind=FlagKind.SELF_HARM,
            actor=universe.north.clinician.actor,
            source="response:of a test",
        )
    ),
    report_concern: lambda universe: lambda: _heard(universe.north, "Something"),
    own_flag: _own(own_flag),
    actions.hand_over_flag: _hand_over,
    close_flag: _close,
    actions.reopen_flag: _reopen,
    name_duty: lambda universe: lambda: name_duty(member=universe.north.clinician, by=universe.north.staff[Role.LEAD]),
    actions.end_duty: lambda universe: (
        lambda: actions.end_duty(
            duty=Duty.objects.get(pk=universe.north.parts["duty_id"]), by=universe.north.staff[Role.LEAD]
        )
    ),
    actions.choose_calendar: lambda universe: (
        lambda: actions.choose_calendar(calendar_id="scotland", by=universe.north.staff[Role.LEAD])
    ),
    actions.change_route: _change_route,
    actions.change_calendar: _change_calendar,
    actions.change_help: _change_help,
    actions.read_worklist: lambda universe: lambda: actions.read_worklist(by=universe.north.clinician),
}

_CARERS = [
    ("/staff/safety/f/", BAR | BANNER | {"heard"}),
    ("/staff/safety/p/", BAR | BANNER),
    ("/staff/safety/routes/", BAR),
    ("/staff/safety/", BAR | {"name"}),
]
ALLOWED = {
    "clinician": _CARERS,
    "facilitator": _CARERS,
    "lead": [
        ("/staff/safety/duty/", BAR),
        ("/staff/safety/help/", BAR),
        ("/staff/safety/routes/", BAR | {"portal"}),
        ("/staff/safety/calendars/", BAR),
        *_CARERS,
    ],
    # Of a flag that was closed before, which no page of the crawl shows: looked for everywhere, and allowed nowhere.
    "administrator": [("/nowhere/", {"closing", "heardbefore"})],
}

READS = {
    "a flag": lambda place: f"/staff/safety/f/{place.parts['flag_id']}/",
    "flags of a person": lambda place: f"/staff/safety/p/{place.answered.person.pk}/",
}
