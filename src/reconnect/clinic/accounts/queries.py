"""Reads of members."""

from reconnect.clinic.accounts.models import Member, Service


def members_of(service: Service) -> list[Member]:
    """The service's members, by name."""
    return list(Member.objects.filter(service=service).order_by("name", "id"))
