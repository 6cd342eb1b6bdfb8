"""The room of groups, for the tests that look at all rooms: one that runs, with a session recorded and one to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Attendance
from reconnect.clinic.groups.actions.groups import change_group, end_group, found_group, read_group, reopen_group
from reconnect.clinic.groups.actions.plans import Line, OwnPart, add_part, change_session_plan
from reconnect.clinic.groups.actions.roster import add_to_group, leave_group, rejoin_group
from reconnect.clinic.groups.actions.sessions import correct_session, record_make_up, record_session
from reconnect.clinic.groups.meeting import Meeting, There
from reconnect.clinic.groups.models import Group, Membership, Session, SessionAttendance, WhyLeft
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.model.load import shipped_library
from rooms import BANNER, BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from universe import Place, Universe

FIRST = date(2026, 2, 2)
PEOPLE = ("groupcame", "groupmissed", "groupleft")


def furnish(place: Place) -> dict[str, object]:
    """A group of three people of its own: one came to its first session, one missed it, one left."""

    def canary(field: str) -> str:
        return f"Canary{field}{place.mark}".title()

    by = place.clinician
    group = found_group(
        programme=_programme(),
        name=f"{canary('group')}run",
        for_whom=canary("forwhom"),
        starts_on=FIRST,
        leads=(by,),
        distress_lead=by,
        by=by,
    )
    came, missed, left = (_added(place, group, f"{canary('name')}{each}") for each in PEOPLE)
    session = group.sessions.get(number=1)
    own = OwnPart(canary("parttitle"), 10, words=canary("partwords"))
    add_part(session=session, part=own, by=by)
    record_session(session=session, told=_told(session, place, canary("groupnote"), canary("grouppractice")), by=by)
    leave_group(membership=left, on=FIRST, by=by, why=WhyLeft.OTHER, words=canary("leftwords"))
    attendance = SessionAttendance.objects.get(session=session, membership=missed)
    return {
        "group_id": group.pk,
        "session_id": session.pk,
        "membership_id": left.pk,
        "attendance_id": attendance.pk,
        "in_group": came.pk,
    }


def _programme() -> object:
    return shipped_library().programmes.newest["link"]


def _added(place: Place, group: Group, name: str) -> Membership:
    person = add_person(by=place.clinician, name=name)
    episode = open_episode(person=person, by=place.clinician, referred_on=FIRST - timedelta(days=30))
    return add_to_group(group=group, episode=episode, on=FIRST, by=place.clinician)


def _told(session: Session, place: Place, note: str = "", practice: str = "", *, late: int | None = None) -> Meeting:
    """The first of the roster came, the others did not."""
    first, *others = session.group.memberships.all()
    return Meeting(
        held_on=session.planned_on,
        leaders=(place.clinician,),
        delivered={each.pk: each.minutes for each in session.parts.all()},
        people={first.pk: There(Attendance.ATTENDED, late=late, note=note)}
        | {each.pk: There(Attendance.DID_NOT_ATTEND) for each in others if each.was_in_on(session.planned_on)},
        practice=practice,
    )


def _group(universe: Universe) -> Group:
    return Group.objects.get(pk=universe.north.parts["group_id"])


def _session(universe: Universe, number: int = 2) -> Session:
    return _group(universe).sessions.get(number=number)


def _of(kind: type, name: str) -> Callable[[Universe], object]:
    return lambda universe: kind.objects.get(pk=universe.north.parts[name])


_left, _inside = _of(Membership, "membership_id"), _of(Membership, "in_group")
_missed = _of(SessionAttendance, "attendance_id")


def _who(universe: Universe) -> dict[str, object]:
    by = universe.north.clinician
    return {"name": "Another name", "leads": (by,), "distress_lead": by, "by": by}


def _added_anew(universe: Universe) -> Act:
    by = universe.north.clinician
    person = add_person(by=by, name="Somebody New")
    episode = open_episode(person=person, by=by, referred_on=FIRST)
    return lambda: add_to_group(group=_group(universe), episode=episode, on=FIRST, by=by)


def _reopened(universe: Universe) -> Act:
    by = universe.north.clinician
    end_group(group=_group(universe), on=FIRST + timedelta(days=60), by=by)
    return lambda: reopen_group(group=_group(universe), by=by)


def _planned(universe: Universe) -> Act:
    session = _session(universe)
    lines = {each.pk: Line(each.position, each.minutes) for each in session.parts.all()}
    told = {"planned_on": session.planned_on, "minutes": 120, "lines": lines}
    return lambda: change_session_plan(session=session, by=universe.north.clinician, **told)


def _corrected(universe: Universe) -> Act:
    session = _session(universe, 1)
    told = _told(session, universe.north, late=10)
    return lambda: correct_session(session=session, told=told, by=universe.north.clinician, seen=session.record_mark)


def _made_up(universe: Universe) -> Act:
    by = universe.north.clinician
    told = Encounter(held_on=FIRST, leaders=(by,), minutes=20, techniques={"pain-education": 20})
    return lambda: record_make_up(attendance=_missed(universe), told=told, by=by)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    found_group: lambda universe: lambda: found_group(programme=_programme(), starts_on=FIRST, **_who(universe)),
    change_group: lambda universe: lambda: change_group(group=_group(universe), **_who(universe)),
    end_group: lambda universe: (
        lambda: end_group(
            group=_group(universe),
            on=FIRST + timedelta(days=60),
            by=universe.north.clinician,
            ending=[_inside(universe).episode],
        )
    ),
    reopen_group: _reopened,
    read_group: lambda universe: lambda: read_group(group=_group(universe), by=universe.north.clinician),
    add_to_group: _added_anew,
    leave_group: lambda universe: (
        lambda: leave_group(membership=_inside(universe), on=FIRST, by=universe.north.clinician)
    ),
    rejoin_group: lambda universe: lambda: rejoin_group(membership=_left(universe), by=universe.north.clinician),
    change_session_plan: _planned,
    add_part: lambda universe: (
        lambda: add_part(session=_session(universe), part=OwnPart("Another", 5), by=universe.north.clinician)
    ),
    record_session: lambda universe: (
        lambda: record_session(
            session=_session(universe),
            told=_told(_session(universe), universe.north),
            by=universe.north.clinician,
        )
    ),
    correct_session: _corrected,
    record_make_up: _made_up,
}

ONE = BAR | {"group"}
ROSTER = ONE | {"name", "forwhom"}
SESSION = ONE | {"name", "parttitle", "partwords", "grouppractice"}
CARERS = [
    ("/staff/groups/", ONE | {"forwhom", "roomgroup"}),
    ("/staff/groups/new/", BAR),
    ("/staff/groups/g/<uuid:group_id>/", ROSTER),
    ("/staff/groups/g/<uuid:group_id>/details/", ONE | {"forwhom"}),
    # Whoever is in no group stands on the page that people are picked from: each to be told from a namesake.
    ("/staff/groups/g/<uuid:group_id>/add/", ROSTER | {"birth"}),
    ("/staff/groups/m/", ONE | BANNER | {"leftwords"}),
    ("/staff/groups/s/<uuid:session_id>/", SESSION),
    ("/staff/groups/s/<uuid:session_id>/again/", SESSION),
    ("/staff/groups/a/", ONE | BANNER | {"parttitle", "partwords"}),
    ("nowhere", {"groupnote"}),
]
ALLOWED = {"clinician": CARERS, "facilitator": CARERS, "lead": CARERS}
