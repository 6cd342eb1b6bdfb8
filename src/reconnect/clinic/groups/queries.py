"""Reads of groups, from who asks."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.groups.models import Group, Membership, Session
from reconnect.clinic.people.models import Episode


def group_for(member: Member, group_id: UUID) -> Group:
    """The group, or 404 where it is another service's."""
    return get_object_or_404(Group.objects.visible_to(member), pk=group_id)


def session_for(member: Member, session_id: UUID) -> Session:
    """The session with its group, or 404 where it is another service's."""
    return get_object_or_404(Session.objects.visible_to(member).select_related("group"), pk=session_id)


def was_in_group(episode: Episode) -> bool:
    """Whether the person is or was in a group in this course of care."""
    return Membership.objects.filter(episode=episode).exists()
