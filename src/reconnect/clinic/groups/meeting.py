"""What is told of a session that was held, and what of it is one person's."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Attendance, How
from reconnect.clinic.groups.models import SessionPart
from reconnect.errors import ActionDenied


@dataclass(frozen=True, slots=True)
class There:
    """One person at the session. ``late`` and ``early`` are minutes missed; None is none. ``note`` is theirs alone."""

    state: Attendance
    late: int | None = None
    early: int | None = None
    opted_out: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session as told. ``delivered``: minutes by id of the part; what is left out was not delivered.

    ``people`` is by id of the membership; ``practice`` is what those who came may try until the next session.
    """

    held_on: date
    leaders: tuple[Member, ...] = ()
    delivered: Mapping[UUID, int] = field(default_factory=dict)
    people: Mapping[UUID, There] = field(default_factory=dict)
    practice: str = ""
    how: How = How.IN_PERSON

    @property
    def anybody_came(self) -> bool:
        """Whether it took place for anybody."""
        return any(each.state == Attendance.ATTENDED for each in self.people.values())


def encounter_at(meeting: Meeting, parts: Iterable[SessionPart], there: There) -> Encounter:
    """What goes into the record of somebody who was, or was not, there. ``parts`` are all of them, in order."""
    if there.state != Attendance.ATTENDED:
        return Encounter(
            held_on=meeting.held_on,
            how=meeting.how,
            in_group=True,
            attendance=there.state,
            person_present=False,
            leaders=meeting.leaders,
            note=there.note,
        )
    minutes, techniques = minutes_of(meeting.delivered, parts, there)
    return Encounter(
        held_on=meeting.held_on,
        how=meeting.how,
        in_group=True,
        leaders=meeting.leaders,
        minutes=minutes or None,
        techniques=techniques,
        practice_agreed=meeting.practice,
        note=there.note,
    )


def minutes_of(delivered: Mapping[UUID, int], parts: Iterable[SessionPart], there: There) -> tuple[int, dict[str, int]]:
    """The minutes that somebody was there for, altogether and by technique.

    Parts follow one another; whoever came late missed the first minutes, whoever left early the last. What was
    optional is not theirs where they opted out of it.
    """
    until = sum(delivered.values()) - (there.early or 0)
    minutes, techniques, start = 0, Counter[str](), 0
    for part in parts:
        end = start + delivered.get(part.pk, 0)
        theirs = max(0, min(end, until) - max(start, there.late or 0))
        start = end
        if theirs and not (there.opted_out and part.optional):
            minutes += theirs
            techniques[part.technique_id] += theirs
    techniques.pop("", None)
    return minutes, dict(techniques)


def refuse_meeting(meeting: Meeting, parts: list[SessionPart]) -> None:
    """Raise ActionDenied where parts of it cannot be true together."""
    if meeting.delivered.keys() - {each.pk for each in parts if not each.left_out}:
        raise ActionDenied("One of these parts is not in the plan of this session: open the page again.")
    if meeting.anybody_came and not meeting.leaders:
        raise ActionDenied("Say who led the session.")
    if meeting.anybody_came and not meeting.delivered:
        raise ActionDenied("Tick what was done: at least one part.")
    if not meeting.anybody_came and meeting.delivered:
        raise ActionDenied("Nobody attended, so nothing was delivered: clear the ticks, or say who was there.")
    for there in meeting.people.values():
        missed = (there.late or 0) + (there.early or 0)
        if there.state != Attendance.ATTENDED and (missed or there.opted_out):
            raise ActionDenied("Late, early and sitting out are for those who attended: look at each person again.")
        if there.state == Attendance.ATTENDED and not minutes_of(meeting.delivered, parts, there)[0]:
            raise ActionDenied("Somebody came later, or left earlier, than the session was long: look at the minutes.")
