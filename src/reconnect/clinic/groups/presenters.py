"""A group, ready to print: its roster, its sessions, who came to which, and what was done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.groups.models import Group, Membership, Session, SessionAttendance, WhyLeft
from reconnect.clinic.groups.queries import (
    answered_at,
    attendances_of,
    members_of,
    sessions_of,
    standing_contacts,
)
from reconnect.clinic.groups.run_desk import HOW_THEY_CAME
from reconnect.clinic.library.content import edition, newest
from reconnect.clinic.people.windows import window
from reconnect.errors import ContentError
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.programme import ENOUGH_ABOUT_SEX, Programme


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in its group: minutes planned and done, altogether and about sex."""

    session: Session
    planned: int
    done: int
    about_sex_planned: int
    about_sex_done: int

    @property
    def adds_up(self) -> bool:
        """Whether its parts take as long as it is planned to be."""
        return self.planned == self.session.minutes


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody at one session, in words. ``missed`` may be made up for."""

    text: str
    attendance_id: UUID | None = None
    missed: bool = False
    made_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody of the roster, session by session."""

    membership: Membership
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """Whose row it is."""
        return self.membership.episode.person.name

    @property
    def left(self) -> str:
        """Why they left, in words; empty while they are in the group."""
        return WhyLeft(self.membership.why_left).label if self.membership.left_on else ""


@dataclass(frozen=True, slots=True)
class Remaining:
    """Something that is still to do for somebody, and until when."""

    membership: Membership
    text: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """All of it. ``enough`` is None where the programme is a block, which has its own measure of enough."""

    group: Group
    programme: str
    leads: tuple[str, ...]
    sessions: tuple[SessionLine, ...]
    rows: tuple[Row, ...]
    techniques: tuple[tuple[str, int, int], ...]
    enough: bool | None
    remaining: tuple[Remaining, ...]

    @property
    def about_sex_planned(self) -> int:
        """Minutes about sex in the plans of all sessions."""
        return sum(each.about_sex_planned for each in self.sessions)

    @property
    def about_sex_done(self) -> int:
        """Minutes about sex that were delivered so far."""
        return sum(each.about_sex_done for each in self.sessions)

    @property
    def needed(self) -> int:
        """How many minutes about sex are enough."""
        return ENOUGH_ABOUT_SEX

    @property
    def inside(self) -> int:
        """How many are in it."""
        return sum(1 for each in self.rows if each.membership.left_on is None)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The sessions not recorded whose parts do not add up, by number."""
        return tuple(
            str(each.session.number) for each in self.sessions if not each.session.recorded_at and not each.adds_up
        )


def group_page(group: Group, service: Service) -> GroupPage:
    """The group's page. How many queries it takes grows with nothing."""
    sessions, memberships = sessions_of(group), members_of(group)
    attendances = attendances_of(sessions)
    lines = tuple(_line(each) for each in sessions)
    programme = _programme(group, service)
    enough = (
        None if programme and programme.block else sum(each.about_sex_planned for each in lines) >= ENOUGH_ABOUT_SEX
    )
    return GroupPage(
        group=group,
        programme=programme.name if programme else group.programme_id,
        leads=tuple(each.member.name for each in group.leaders.all()),
        sessions=lines,
        rows=_rows(sessions, memberships, attendances),
        techniques=_techniques(sessions, {each.id: each.name for each in newest(service, "techniques").values()}),
        enough=enough,
        remaining=_remaining(group, memberships),
    )


def programme_names(service: Service) -> dict[str, str]:
    """What programmes are called today, by id."""
    return {each.id: each.name for each in newest(service, "programmes").values()}


def _programme(group: Group, service: Service) -> Programme | None:
    try:
        found: Programme = edition(service, "programmes", group.programme_id, group.programme_version)
    except ContentError:
        return None
    return found


def _line(session: Session) -> SessionLine:
    parts = [each for each in session.parts.all() if not each.left_out]
    return SessionLine(
        session,
        planned=sum(each.minutes for each in parts),
        done=sum(each.delivered_minutes or 0 for each in parts),
        about_sex_planned=sum(each.minutes for each in parts if each.about_sex),
        about_sex_done=sum(each.delivered_minutes or 0 for each in parts if each.about_sex),
    )


def _techniques(sessions: Iterable[Session], names: Mapping[str, str]) -> tuple[tuple[str, int, int], ...]:
    planned, done = Counter[str](), Counter[str]()
    for part in (part for session in sessions for part in session.parts.all() if not part.left_out):
        if part.technique_id:
            planned[part.technique_id] += part.minutes
            done[part.technique_id] += part.delivered_minutes or 0
    return tuple(sorted((names.get(each, each), planned[each], done[each]) for each in planned))


def _rows(
    sessions: list[Session], memberships: list[Membership], attendances: list[SessionAttendance]
) -> tuple[Row, ...]:
    contacts, made_up = standing_contacts(attendances), standing_contacts(attendances, "made_up_by")
    at = {(each.membership_id, each.session_id): each for each in attendances}

    def cell(membership: Membership, session: Session) -> Cell:
        attendance = at.get((membership.pk, session.pk))
        if attendance is None:
            return Cell(_nothing(membership, session))
        later = made_up.get(attendance.made_up_by_id) if attendance.made_up_by_id else None
        return _cell(attendance, contacts.get(attendance.contact_id), later)

    return tuple(Row(each, tuple(cell(each, session) for session in sessions)) for each in memberships)


def _nothing(membership: Membership, session: Session) -> str:
    if session.held_on is None:
        return "left" if membership.left_on and membership.left_on < session.planned_on else ""
    return "not recorded" if membership.was_in_on(session.held_on) else "not in the group"


def _cell(attendance: SessionAttendance, contact: Contact | None, later: Contact | None) -> Cell:
    if contact is None:
        return Cell("taken back", attendance.pk)
    text = HOW_THEY_CAME[contact.attendance].lower()
    if later is not None:
        return Cell(text, attendance.pk, made_up_on=later.held_on)
    return Cell(text, attendance.pk, missed=contact.attendance != Attendance.ATTENDED)


def _remaining(group: Group, memberships: list[Membership]) -> tuple[Remaining, ...]:
    """Measures before and at the end that nobody has answered, and who goes on after the group's end."""
    ids = [each.episode_id for each in memberships]
    before, after = (answered_at(ids, moment.value) if ids else set() for moment in (Moment.PRE, Moment.POST))
    found = []
    for each in memberships:
        episode = each.episode
        if episode.started_on is None and each.left_on is None and episode.pk not in before:
            found.append(Remaining(each, "Measures before the first session are not answered yet."))
        if episode.ended_on is not None and episode.pk not in after:
            span = window(Moment.POST, episode.started_on, episode.ended_on)
            found.append(Remaining(each, "Measures at the end are not answered yet.", span.closes if span else None))
        if group.ended_on is not None and each.left_on is None and episode.ended_on is None:
            found.append(Remaining(each, "Goes on one-to-one: record the end of treatment when it comes."))
    return tuple(found)
