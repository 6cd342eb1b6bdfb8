"""Groups founded, changed and ended."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.groups.models import Group, GroupLeader, Membership, Session, SessionPart
from reconnect.clinic.groups.trail import record_of_group, refuse_staff
from reconnect.clinic.library.content import newest
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.people.actions import change_episode, end_episode
from reconnect.clinic.people.days import EARLIEST, refuse_days
from reconnect.clinic.people.models import Episode
from reconnect.clinic.sealing.tokens import whole_name_token
from reconnect.errors import ActionDenied
from reconnect.model.programme import Programme
from reconnect.model.session_plan import SessionPlan

FURTHEST = timedelta(days=731)  # a group is planned at most two years ahead


@action
def found_group(
    *,
    programme: Programme,
    name: str,
    starts_on: date,
    leads: Collection[Member],
    distress_lead: Member,
    by: Member,
    for_whom: str = "",
    id: UUID | None = None,  # noqa: A002 it is the group's
    at: datetime | None = None,
) -> Group:
    """Begin a run of a programme: its sessions, each with a run-sheet of its own, ``every_days`` apart.

    Raises ActionDenied where another group has the name, which evaluations count by, or nobody leads. With an ``id``
    it is founded once: the second time gives the first.
    """
    at = at or timezone.now()
    first = Group.objects.filter(pk=id, service_id=by.service_id).first() if id else None
    if first is not None:
        return first
    _refuse_start(starts_on, at)
    refuse_staff(by, *leads, distress_lead)
    group = Group.objects.create(
        id=id or uuid4(),
        service_id=by.service_id,
        programme_id=programme.id,
        programme_version=programme.version,
        name=name,
        name_token=_free_name(by, name),
        for_whom=for_whom or None,
        starts_on=starts_on,
        distress_lead=distress_lead,
        by=by,
        added_at=at,
    )
    _lead(group, leads)
    plans = newest(by.service, "sessions")
    for number, plan_id in enumerate(programme.sessions, 1):
        _plan(group, number, plans[plan_id], starts_on + timedelta(days=programme.every_days * (number - 1)))
    record_of_group(by, "found_group", group, at)
    return group


@action
def change_group(
    *,
    group: Group,
    name: str,
    leads: Collection[Member],
    distress_lead: Member,
    by: Member,
    for_whom: str = "",
    seen: UUID | None = None,
    id: UUID | None = None,  # noqa: A002 it is the form's
    at: datetime | None = None,
) -> Group:
    """Put right the group's name, whom it is for and who leads. Those of its cohort go by the new name at once.

    ``seen`` is the change that the form was opened on, ``id`` the form's own: sent twice it counts once. Raises
    OvertakenError where a colleague changed them meanwhile.
    """
    group.hold()
    group.refresh_from_db()
    if id is not None and group.details_mark == id:
        return group
    if group.details_mark != seen:
        raise OvertakenError("A colleague changed this group while you were writing. Look at theirs before you save.")
    refuse_staff(by, distress_lead, *(set(leads) - {each.member for each in group.leaders.select_related("member")}))
    before = group.name
    group.name, group.name_token = name, _free_name(by, name, but=group)
    group.for_whom = for_whom or None
    group.distress_lead, group.details_mark = distress_lead, id or uuid4()
    group.save(update_fields=["name", "name_token", "for_whom", "distress_lead", "details_mark"])
    group.leaders.all().delete()
    _lead(group, leads)
    for membership in group.memberships.select_related("episode__person"):
        episode = membership.episode
        if episode.group == before != name:
            change_episode(episode=episode, by=by, referred_on=episode.referred_on, group=name, at=at)
    record_of_group(by, "change_group", group, at)
    return group


@action
def end_group(
    *, group: Group, on: date, by: Member, ending: Sequence[Episode] = (), at: datetime | None = None
) -> Group:
    """Record the group's end, and with it the end of those courses of care that end now; the others go on one-to-one.

    Raises ActionDenied where a session was held later, and OvertakenError where another end is recorded already.
    """
    group.hold()
    group.refresh_from_db()
    _refuse_end(group, on, by, at)
    inside = {each.episode_id: each for each in group.memberships.filter(left_on=None)}
    if {each.pk for each in ending} - inside.keys():
        raise ActionDenied("Somebody whom you ticked is not in this group any more: open the page again.")
    if group.ended_on is None:
        group.ended_on = on
        group.save(update_fields=["ended_on"])
        Membership.objects.filter(group=group, left_on=None).update(ended_on=on)
        record_of_group(by, "end_group", group, at)
    for episode in ending:
        if episode.ended_on is None:
            end_episode(episode=episode, by=by, on=on, at=at)
    return group


@action
def reopen_group(*, group: Group, by: Member, at: datetime | None = None) -> Group:
    """Take back the group's end. Whoever is in another group by now stays out; ends of courses of care stay."""
    group.hold()
    group.refresh_from_db()
    if group.ended_on is None:
        return group
    group.ended_on = None
    group.save(update_fields=["ended_on"])
    stayed = group.memberships.filter(left_on=None)
    elsewhere = Membership.objects.filter(episode__in=stayed.values("episode"), left_on=None, ended_on=None)
    stayed.exclude(episode__in=elsewhere.values("episode")).update(ended_on=None)
    record_of_group(by, "reopen_group", group, at)
    return group


@action
def read_group(*, group: Group, by: Member, at: datetime | None = None) -> None:
    """Note that the member reads a page with the names of those in the group."""
    record_of_group(by, "read_group", group, at)


def _refuse_start(starts_on: date, at: datetime) -> None:
    if starts_on < EARLIEST:
        raise ActionDenied("A day before 1900 cannot be meant.")
    if starts_on > at.date() + FURTHEST:
        raise ActionDenied("A group is planned at most two years ahead: look at the day again.")


def _refuse_end(group: Group, on: date, by: Member, at: datetime | None) -> None:
    refuse_days(by.service, on, at=at)
    if group.ended_on not in {None, on}:
        raise OvertakenError("A colleague has recorded another end of this group meanwhile. Nothing was changed.")
    held = [each.held_on for each in group.sessions.exclude(recorded_at=None)]
    if on < max([group.starts_on, *(day for day in held if day)]):
        raise ActionDenied("The end cannot be before the group's first day, or before a session that was held.")


def _free_name(by: Member, name: str, but: Group | None = None) -> str:
    token = whole_name_token(by.service_id, name)
    taken = Group.objects.filter(service_id=by.service_id, name_token=token).exclude(pk=but.pk if but else None)
    if not name.strip() or taken.exists():
        raise ActionDenied("Another group has this name. Groups are counted by name: add a month or a number to it.")
    return token


def _lead(group: Group, leads: Collection[Member]) -> None:
    if not leads:
        raise ActionDenied("Say who leads the group.")
    GroupLeader.objects.bulk_create(
        GroupLeader(service_id=group.service_id, group=group, member=each) for each in leads
    )


def _plan(group: Group, number: int, plan: SessionPlan, planned_on: date) -> None:
    session = Session.objects.create(
        service_id=group.service_id,
        group=group,
        number=number,
        plan_id=plan.id,
        plan_version=plan.version,
        title=plan.name,
        planned_on=planned_on,
        minutes=plan.minutes,
    )
    SessionPart.objects.bulk_create(
        SessionPart(
            service_id=group.service_id,
            session=session,
            position=position,
            part_id=part.id,
            title=part.title,
            doing=part.doing.value,
            minutes=part.minutes,
            technique_id=part.technique,
            about_sex=part.about_sex,
            optional=part.optional,
        )
        for position, part in enumerate(plan.parts, 1)
    )
