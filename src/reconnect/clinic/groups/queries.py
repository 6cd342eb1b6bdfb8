"""Reads of groups, from who asks."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.care.models import Attendance, Contact, ContactLeader, ContactMinutes, How
from reconnect.clinic.groups.meeting import Meeting, There
from reconnect.clinic.groups.models import (
    Group,
    GroupLeader,
    Membership,
    Session,
    SessionAttendance,
    SessionLeader,
    SessionPart,
)
from reconnect.clinic.library.questionnaires import ASKED
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.models import Response

PAGE = 30  # groups
FOUND = 40  # people to pick from


def group_for(member: Member, group_id: UUID) -> Group:
    """The group, or 404 where it is another service's."""
    groups = Group.objects.visible_to(member).select_related("distress_lead").prefetch_related(_leads())
    return get_object_or_404(groups, pk=group_id)


def session_for(member: Member, session_id: UUID) -> Session:
    """The session with its group, or 404 where it is another service's."""
    return get_object_or_404(
        Session.objects.visible_to(member).select_related("group__distress_lead", "recorded_by"), pk=session_id
    )


def membership_for(member: Member, membership_id: UUID) -> Membership:
    """Somebody's time in a group, with the person, or 404 where it is another service's."""
    found = Membership.objects.visible_to(member).select_related("group", "episode__person")
    return get_object_or_404(found, pk=membership_id)


def attendance_for(member: Member, attendance_id: UUID) -> SessionAttendance:
    """Somebody at a session, with the person, or 404 where it is another service's."""
    found = SessionAttendance.objects.visible_to(member)
    found = found.select_related("session__group", "membership__episode__person")
    return get_object_or_404(found, pk=attendance_id)


def groups_of(member: Member, number: int, *, past: bool) -> tuple[list[Group], bool]:
    """Page ``number`` (from 1) of the groups that run or are planned, or of the ``past`` ones; whether more follow.

    Those that began last come first.
    """
    start = (number - 1) * PAGE
    groups = Group.objects.visible_to(member).filter(ended_on__isnull=not past)
    groups = groups.annotate(
        inside=Count("memberships", filter=Q(memberships__left_on=None), distinct=True),
        planned=Count("sessions", distinct=True),
        held=Count("sessions", filter=Q(sessions__recorded_at__isnull=False), distinct=True),
        next_on=Min("sessions__planned_on", filter=Q(sessions__recorded_at=None)),
    )
    groups = groups.order_by("-starts_on", "id")  # what is counted keeps no order of its own
    found = list(groups.prefetch_related(_leads())[start : start + PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def sessions_of(group: Group) -> list[Session]:
    """The group's sessions in order, with their parts."""
    return list(group.sessions.prefetch_related("parts"))


def members_of(group: Group) -> list[Membership]:
    """Everybody who is or was in the group, in the order in which they were added, with their person."""
    return list(group.memberships.select_related("episode__person"))


def leaders_of_group(group: Group) -> tuple[Member, ...]:
    """Those who lead the group, by name."""
    found = GroupLeader.objects.filter(group=group).select_related("member").order_by("member__name", "id")
    return tuple(each.member for each in found)


def session_behind(contact: Contact) -> Session | None:
    """The session at which this contact was, its group with it; None for one that was no group's.

    Put right on the person's own page since, it leads back to what the session recorded: one query more each time.
    """
    if not contact.in_group:
        return None
    line, earlier = [contact.pk], contact.supersedes_id
    while earlier is not None:
        line.append(earlier)
        earlier = Contact.objects.values_list("supersedes_id", flat=True).get(pk=earlier)
    found = SessionAttendance.objects.filter(contact__in=line).select_related("session__group").first()
    return found.session if found else None


def was_in_group(episode: Episode) -> bool:
    """Whether the person is or was in a group in this course of care."""
    return Membership.objects.filter(episode=episode).exists()


def attendances_of(sessions: Iterable[Session]) -> list[SessionAttendance]:
    """Everybody's attendance at these sessions."""
    return list(SessionAttendance.objects.filter(session__in=[each.pk for each in sessions]))


def standing_contacts(attendances: Iterable[SessionAttendance], field: str = "contact") -> dict[UUID, Contact | None]:
    """What stands today of the contacts that were recorded, by the id first recorded: None where it was taken back.

    A contact may have been put right on the person's own page since, more than once.
    """
    first = {getattr(each, f"{field}_id") for each in attendances} - {None}
    contacts = Contact.objects.prefetch_related(
        Prefetch("techniques", ContactMinutes.objects.order_by("technique_id")),
        Prefetch("leaders", ContactLeader.objects.select_related("member").order_by("member__name", "id")),
    )
    newest = {each.pk: each for each in contacts.filter(pk__in=first)}
    now: dict[UUID, Contact | None] = dict(newest)
    while old := {each.pk: key for key, each in now.items() if each is not None and each.retracted_at is not None}:
        later = {each.supersedes_id: each for each in contacts.filter(supersedes__in=old)}
        now |= {key: later.get(replaced) for replaced, key in old.items()}
    return now


def meeting_of(session: Session, parts: Iterable[SessionPart]) -> Meeting:
    """What was told of a recorded session; notes stand with the contacts alone."""
    leaders = SessionLeader.objects.filter(session=session).select_related("member").order_by("member__name", "id")
    people = {
        each.membership_id: There(Attendance(each.state), each.late, each.early, each.opted_out)
        for each in session.attendances.all()
    }
    return Meeting(
        held_on=session.held_on,
        leaders=tuple(each.member for each in leaders),
        delivered={each.pk: each.delivered_minutes for each in parts if each.delivered_minutes is not None},
        people=people,
        practice=session.practice or "",
        how=How(session.how),
    )


def free_episodes(member: Member, search: str) -> list[Episode]:
    """Courses of care that go on and are in no group now, of people who match ``search``, newest first."""
    busy = Membership.objects.filter(service_id=member.service_id, left_on=None, ended_on=None)
    found = Episode.objects.visible_to(member).filter(ended_on=None).exclude(pk__in=busy.values("episode"))
    if search.strip():
        found = found.filter(person__in=_people(member, search))
    return list(found.select_related("person").order_by("-referred_on", "id")[: FOUND + 1])


def answered_at(episodes: Collection[UUID], moment: str) -> set[UUID]:
    """Those of the courses of care in which every questionnaire asked was answered at this moment."""
    responses = Response.objects.live().submitted().filter(occasion__episode__in=episodes, occasion__moment=moment)
    each_asked = Count("questionnaire_id", distinct=True)
    asked = responses.filter(questionnaire_id__in=ASKED).values("occasion__episode_id").annotate(answered=each_asked)
    return set(asked.filter(answered=len(ASKED)).values_list("occasion__episode_id", flat=True))


def _people(member: Member, search: str) -> QuerySet[object]:
    people = Person.objects.visible_to(member)
    return people.matching(member.service, search).values("pk")


def _leads() -> Prefetch:
    return Prefetch("leaders", GroupLeader.objects.select_related("member").order_by("member__name", "id"))
