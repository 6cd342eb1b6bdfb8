"""Groups that run: what tests of them begin with."""

from collections.abc import Sequence
from datetime import date, timedelta

from universe import Care, Place, build_care

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.groups.actions.groups import found_group
from reconnect.clinic.groups.actions.roster import add_to_group
from reconnect.clinic.groups.actions.sessions import record_session
from reconnect.clinic.groups.meeting import Meeting, There
from reconnect.clinic.groups.models import Group, Membership, Session, SessionAttendance
from reconnect.model.load import shipped_library

FIRST = date(2026, 1, 12)  # a Monday; every session lies in the past
CAME, ABSENT = There(Attendance.ATTENDED), There(Attendance.DID_NOT_ATTEND)
SEX = 4  # the index of the first session about sex in the shipped programme


def programme(name: str = "link") -> object:
    return shipped_library().programmes.newest[name]


def founded(place: Place, name: str = "Link 7", by: Member | None = None, **told: object) -> Group:
    """A run of the shipped programme."""
    by = by or place.clinician
    fields = {"programme": programme(), "name": name, "starts_on": FIRST, "leads": (by,), "distress_lead": by}
    return found_group(by=by, **(fields | told))


def begun(place: Place, who: str) -> Care:
    """Somebody who was referred, and has not come yet."""
    return build_care(place.clinician, f"{place.mark}{who}", started_on=None, ended_on=None)


def with_people(place: Place, number: int = 3, name: str = "Link 7") -> tuple[Group, list[Membership]]:
    """A group of that many people, from its first day on."""
    group = founded(place, name)
    cares = [begun(place, f"{name.replace(' ', '')}{each}") for each in range(number)]
    return group, [joined(group, care, place.clinician) for care in cares]


def joined(group: Group, care: Care, by: Member, on: date = FIRST) -> Membership:
    return add_to_group(group=group, episode=care.episode, on=on, by=by)


def session_of(group: Group, number: int = 1) -> Session:
    return group.sessions.get(number=number)


def delivered(session: Session) -> dict[object, int]:
    """All of the plan, as planned."""
    return {each.pk: each.minutes for each in session.parts.filter(left_out=False)}


def meeting(session: Session, by: Member, people: dict[Membership, There], **told: object) -> Meeting:
    """All of the plan was done on its day."""
    fields = {"held_on": session.planned_on, "leaders": (by,), "delivered": delivered(session)}
    return Meeting(**(fields | {"people": {each.pk: there for each, there in people.items()}} | told))


def held(session: Session, by: Member, people: dict[Membership, There], **told: object) -> Session:
    """A session that was recorded."""
    return record_session(session=session, told=meeting(session, by, people, **told), by=by)


def contact_at(session: Session, membership: Membership) -> Contact:
    """What stands in their record of that session."""
    return SessionAttendance.objects.get(session=session, membership=membership).contact


def week(number: int) -> date:
    """The day of that session."""
    return FIRST + timedelta(days=7 * (number - 1))


def live(memberships: Sequence[Membership]) -> int:
    """How many contacts of these people count."""
    return Contact.objects.live().filter(episode__in=[each.episode_id for each in memberships]).count()
