"""Everything of one session, gathered once, for the page that is open while it is held."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.groups.meeting import Meeting
from reconnect.clinic.groups.models import Membership, Session, SessionAttendance, SessionPart
from reconnect.clinic.groups.queries import (
    attendances_of,
    leaders_of_group,
    meeting_of,
    members_of,
    session_for,
    standing_contacts,
)
from reconnect.clinic.library.content import edition, newest
from reconnect.model.address import address_of
from reconnect.model.session_plan import Part, SessionPlan
from reconnect.model.voice import Voice

HOW_THEY_CAME = {each.value: each.label for each in Attendance}


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A line of the run-sheet: from and to which minute it is planned, and what to do."""

    part: SessionPart
    start: int
    end: int
    words: tuple[str, ...]
    counts_for: str

    @property
    def took(self) -> str:
        """How long it took, as it was recorded."""
        took = self.part.delivered_minutes
        if took is None:
            return "not done"
        return f"{took} minutes, as planned" if took == self.part.minutes else f"{took} minutes"


@dataclass(frozen=True, slots=True)
class Came:
    """How somebody stands at a recorded session. ``contact`` is None where it was taken back on their own page."""

    membership: Membership
    attendance: SessionAttendance
    contact: Contact | None
    made_up: Contact | None

    @property
    def word(self) -> str:
        """In words."""
        return "Taken back" if self.contact is None else HOW_THEY_CAME[self.contact.attendance]

    @property
    def missed(self) -> bool:
        """Whether there is something to make up for."""
        return self.contact is not None and self.contact.attendance != Attendance.ATTENDED and self.made_up is None

    @property
    def facts(self) -> tuple[str, ...]:
        """What else is known of it."""
        told = self.attendance
        facts = (
            told.late and f"{told.late} minutes late",
            told.early and f"left {told.early} minutes early",
            told.opted_out and "sat out what is optional",
            self.contact is not None and self.contact.minutes and f"{self.contact.minutes} minutes theirs",
        )
        return tuple(each for each in facts if each)


@dataclass(frozen=True, slots=True)
class RunDesk:
    """A session with its plan, its content edition, and those in the group. ``meeting`` is what was recorded."""

    session: Session
    plan: SessionPlan
    parts: tuple[SessionPart, ...]
    memberships: tuple[Membership, ...]
    leads: tuple[Member, ...]
    meeting: Meeting | None
    techniques: dict[str, str]

    @property
    def sheet(self) -> tuple[PlannedPart, ...]:
        """The run-sheet of today: what was left out is not on it."""
        words: dict[str, Part] = {each.id: each for each in self.plan.parts}
        kept = [each for each in self.parts if not each.left_out]
        ends = list(accumulate(each.minutes for each in kept))
        return tuple(
            PlannedPart(
                part,
                end - part.minutes,
                end,
                words[part.part_id].words if part.part_id in words else tuple((part.own_words or "").splitlines()),
                self.techniques.get(part.technique_id, ""),
            )
            for part, end in zip(kept, ends, strict=True)
        )

    @property
    def planned(self) -> int:
        """Minutes of all parts on the sheet."""
        return sum(each.minutes for each in self.parts if not each.left_out)

    @property
    def practice(self) -> str:
        """What the plan gives people to try, where it is for everybody."""
        return "\n".join(Voice().say(each.text) for each in self.plan.practice if not each.only)

    @property
    def sheets(self) -> tuple[str, int]:
        """What of the plan stands in the addresses of its printed sheets."""
        return address_of(self.plan.id), self.plan.version

    @property
    def inside(self) -> tuple[Membership, ...]:
        """Those who are in the group now."""
        return tuple(each for each in self.memberships if each.left_on is None)

    @property
    def leading(self) -> list[UUID]:
        """The ids of those who lead."""
        return [each.pk for each in self.leads]

    def came(self) -> Iterator[Came]:
        """Everybody who is recorded at the session, in the order of the roster."""
        attendances = {each.membership_id: each for each in attendances_of([self.session])}
        contacts = standing_contacts(attendances.values())
        made_up = standing_contacts(attendances.values(), "made_up_by")
        for membership in self.memberships:
            attendance = attendances.get(membership.pk)
            if attendance is not None:
                now, later = contacts.get(attendance.contact_id), made_up.get(attendance.made_up_by_id)
                yield Came(membership, attendance, now, later)


def run_desk_of(member: Member, session_id: UUID) -> RunDesk:
    """The session's page, or 404 where it is another service's. How many queries it takes does not grow."""
    session = session_for(member, session_id)
    session.group.service = session.service = member.service  # the very same, which every page asks for anyway
    parts = tuple(session.parts.all())
    return RunDesk(
        session=session,
        plan=edition(member.service, "sessions", session.plan_id, session.plan_version),
        parts=parts,
        memberships=tuple(members_of(session.group)),
        leads=leaders_of_group(session.group),
        meeting=meeting_of(session, parts) if session.recorded_at else None,
        techniques={each.id: each.name for each in newest(member.service, "techniques").values()},
    )
