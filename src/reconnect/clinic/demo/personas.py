"""The members of the demonstration that a link signs in as."""

from django.shortcuts import get_object_or_404

from reconnect.clinic.accounts.models import Member


def persona_member(persona: str) -> Member:
    """The invented member of that name, or 404."""
    return get_object_or_404(Member.objects.filter(service__demo=True), email=f"{persona}@example.invalid")
