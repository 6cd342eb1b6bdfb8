"""Reads of members."""

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.policy import CLINICAL


def members_of(service: Service) -> list[Member]:
    """The service's members, by name."""
    return list(Member.objects.filter(service=service).order_by("name", "id"))


def carers_of(service: Service) -> list[Member]:
    """The active members who treat people, by name."""
    return list(Member.objects.filter(service=service, is_active=True, role__in=CLINICAL).order_by("name", "id"))
