"""Who is in a group: added, left, back again. Whoever left stays in the cohort."""

from datetime import date, datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.models import Attendance
from reconnect.clinic.groups.models import Group, Membership, SessionAttendance, WhyLeft
from reconnect.clinic.groups.trail import record_of_group
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.people.actions import change_episode
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied

ENDED = "This course of care has ended: open another one first."
AGAIN = "They were in this group before: take the leaving back on the group's page."


@action
def add_to_group(*, group: Group, episode: Episode, on: date, by: Member, at: datetime | None = None) -> Membership:
    """Put somebody on the roster from a day on; their course of care goes by the group's name from then on.

    Somebody who began in another group before stays in that cohort, or its drop-outs would vanish from the figures.
    Twice is once. Raises ActionDenied while they are in another group.
    """
    at = at or timezone.now()
    refuse_days(by.service, on, at=at)
    group.hold()
    episode.hold()
    group.refresh_from_db()
    episode.refresh_from_db()
    if group.ended_on is not None:
        raise ActionDenied("This group has ended.")
    if episode.service_id != group.service_id or episode.ended_on is not None:
        raise ActionDenied(ENDED)
    before = Membership.objects.filter(group=group, episode=episode).first()
    if before is not None and before.left_on is None:
        return before
    if before is not None:
        raise ActionDenied(AGAIN)
    _refuse_elsewhere(episode)
    membership = Membership.objects.create(
        service_id=group.service_id, group=group, episode=episode, joined_on=on, added_at=at
    )
    if episode.group != group.name and not _began_elsewhere(episode):
        change_episode(episode=episode, by=by, referred_on=episode.referred_on, group=group.name, at=at)
    record_about(by, "add_to_group", episode.person, at)
    record_of_group(by, "add_to_group", group, at)
    return membership


@action
def leave_group(
    *,
    membership: Membership,
    on: date,
    by: Member,
    why: WhyLeft = WhyLeft.NOT_SAID,
    words: str = "",
    at: datetime | None = None,
) -> Membership:
    """Record that somebody left before the end. Raises OvertakenError where a colleague recorded another leaving."""
    refuse_days(by.service, on, at=at)
    membership.group.hold()
    membership.refresh_from_db()
    if membership.left_on is not None and (membership.left_on, membership.why_left) != (on, why):
        raise OvertakenError("A colleague has recorded meanwhile that they left. Look at the group's page.")
    if membership.ended_on is not None:
        raise ActionDenied("This group has ended, and they were in it to the end.")
    if on < membership.joined_on:
        raise ActionDenied("They cannot leave before the day on which they joined.")
    came = membership.attendances.filter(state=Attendance.ATTENDED, session__held_on__gt=on)
    if came.exists():
        raise ActionDenied("They were at a session after this day. Look at the day again, or put that session right.")
    told = words or (membership.left_words if membership.left_on else None)
    membership.left_on, membership.why_left, membership.left_words = on, why.value, told
    membership.save(update_fields=["left_on", "why_left", "left_words"])
    record_about(by, "leave_group", membership.episode.person, at)
    return membership


@action
def rejoin_group(*, membership: Membership, by: Member, at: datetime | None = None) -> Membership:
    """Take the leaving back: they came back, or it was a mistake."""
    membership.group.hold()
    membership.episode.hold()
    for each in (membership, membership.group, membership.episode):
        each.refresh_from_db()
    if membership.left_on is None:
        return membership
    if membership.group.ended_on is not None:
        raise ActionDenied("This group has ended.")
    if membership.episode.ended_on is not None:
        raise ActionDenied(ENDED)
    _refuse_elsewhere(membership.episode)
    membership.left_on, membership.why_left, membership.left_words = None, "", None
    membership.save(update_fields=["left_on", "why_left", "left_words"])
    record_about(by, "rejoin_group", membership.episode.person, at)
    return membership


def _refuse_elsewhere(episode: Episode) -> None:
    if Membership.objects.filter(episode=episode, left_on=None, ended_on=None).exists():
        raise ActionDenied("They are in another group now: one group at a time.")


def _began_elsewhere(episode: Episode) -> bool:
    there = SessionAttendance.objects.filter(membership__episode=episode, state=Attendance.ATTENDED)
    return there.exists()
