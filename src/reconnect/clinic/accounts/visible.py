"""Reads that begin at who asks."""

from typing import Any, Self

from django.db import models

from reconnect.clinic.accounts.models import Member


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows that belong to a service."""

    def visible_to(self, member: Member) -> Self:
        """Those of the member's own service."""
        return self.filter(service_id=member.service_id)
