"""What the invented team does with its groups, by its own actions, each at its hour of the day."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.models import Attendance
from reconnect.clinic.demo.courses import Course
from reconnect.clinic.demo.groups import GROUPS
from reconnect.clinic.demo.particulars import Particulars
from reconnect.clinic.groups.actions.groups import end_group, found_group
from reconnect.clinic.groups.actions.roster import add_to_group, leave_group
from reconnect.clinic.groups.actions.sessions import record_session
from reconnect.clinic.groups.meeting import Meeting, There
from reconnect.clinic.groups.models import Group, Membership, Session, WhyLeft
from reconnect.clinic.groups.queries import members_of, sessions_of
from reconnect.clinic.library.content import newest
from reconnect.clinic.people.models import Episode

PROGRAMME = "link"
CAME = 0.85  # how often somebody comes to a session
STAYED_AWAY = timedelta(days=7)  # after the first day, who never came is taken off the roster
STOPPED_AFTER = timedelta(weeks=3)
FOR_WHOM = {
    "woman": "Women. Trans women and non-binary people who feel at home here are welcome.",
    "man": "Men. Trans men and non-binary people who feel at home here are welcome.",
}


class GroupWork:
    """The groups and their sessions, up to the day that the clinic is built for."""

    def __init__(self, team: Mapping[str, Member], today: date) -> None:
        self.by, self.other, self.today = team["psychologist"], team["physiotherapist"], today
        self.goes_out = team["lead"]
        self.drawn: dict[object, Random] = {}
        self.groups = {told.name: self._found(told.name, told.gender, told.started_on(today)) for told in GROUPS}

    def join(self, episode: Episode, course: Course, told: Particulars) -> None:
        """Put somebody on the roster on the group's first day. Who stopped leaves it later."""
        group = self.groups.get(course.group)
        if group is None:
            return
        first = group.starts_on
        membership = add_to_group(group=group, episode=episode, on=first, by=self.by, at=self._at(first, 8))
        self.drawn[membership.pk] = Random(f"{episode.person.name}/{course.referred_on}")  # noqa: S311 invented
        if told.never_started:
            self._leave(membership, first + STAYED_AWAY, WhyLeft.NOT_SAID)
        elif told.stopped:
            self._leave(membership, first + STOPPED_AFTER, WhyLeft.PAIN_OR_ILLNESS)

    def meet(self) -> None:
        """Every session so far; a group whose last one was held has ended."""
        for group in self.groups.values():
            sessions = sessions_of(group)
            for session in sessions:
                if session.planned_on < self.today:
                    self._hold(session, group)
            last = sessions[-1].planned_on
            if last < self.today:
                end_group(group=group, on=last, by=self.by, at=self._at(last, 18))

    def _found(self, name: str, gender: str, starts_on: date) -> Group:
        return found_group(
            programme=newest(self.by.service, "programmes")[PROGRAMME],
            name=name,
            starts_on=starts_on,
            for_whom=FOR_WHOM[gender],
            leads=(self.by, self.other),
            distress_lead=self.goes_out,
            by=self.by,
            at=self._at(starts_on - timedelta(days=28), 9),
        )

    def _leave(self, membership: Membership, on: date, why: WhyLeft) -> None:
        if on < self.today:
            leave_group(membership=membership, on=on, why=why, by=self.by, at=self._at(on, 9))

    def _hold(self, session: Session, group: Group) -> None:
        day = session.planned_on
        inside = [each for each in members_of(group) if each.was_in_on(day)]
        people = {each.pk: There(self._whether_they_came(each)) for each in inside}
        told = Meeting(
            held_on=day,
            leaders=(self.by, self.other),
            delivered={part.pk: part.minutes for part in session.parts.all()},
            people=people,
        )
        if told.anybody_came:
            record_session(session=session, told=told, by=self.by, at=self._at(day, 16))

    def _whether_they_came(self, membership: Membership) -> Attendance:
        came = self.drawn[membership.pk].random() < CAME and membership.episode.started_on is not None
        return Attendance.ATTENDED if came else Attendance.DID_NOT_ATTEND

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self.by.service.zone)
