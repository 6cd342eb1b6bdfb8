"""Reads of members."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.policy import CLINICAL


def members_of(service: Service) -> list[Member]:
    """The service's members, by name."""
    return list(Member.objects.filter(service=service).order_by("name", "id"))


def carers_of(service: Service) -> list[Member]:
    """The active members who treat people, by name."""
    return list(Member.objects.filter(service=service, is_active=True, role__in=CLINICAL).order_by("name", "id"))


def member_for(member: Member, member_id: UUID) -> Member:
    """Another member of the same service, or 404."""
    return get_object_or_404(Member.objects.filter(service_id=member.service_id), pk=member_id)
