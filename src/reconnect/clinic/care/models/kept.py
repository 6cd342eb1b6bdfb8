"""Reads that every kind of record has: what was recorded stays, and a correction takes its place."""

from typing import Any, Self

from django.db import models

from reconnect.clinic.accounts.models import Member


class KeptQuerySet(models.QuerySet[Any]):
    """Reads of records that are corrected by a newer one."""

    def visible_to(self, member: Member) -> Self:
        """Those of the member's own service."""
        return self.filter(service_id=member.service_id)

    def live(self) -> Self:
        """Those that were neither replaced nor taken back."""
        return self.filter(retracted_at=None)
