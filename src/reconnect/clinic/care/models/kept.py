"""A record that stays: a correction takes its place, and the old one is marked."""

import uuid
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet


class KeptQuerySet(VisibleQuerySet):
    """Reads of records that are corrected by a newer one."""

    def live(self) -> Self:
        """Those that were neither replaced nor taken back."""
        return self.filter(retracted_at=None)


class Kept(models.Model):
    """Something recorded. A correction is a new row that ``supersedes`` the old one, which then is retracted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    retracted_at = models.DateTimeField(null=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        """Each kind has a table of its own."""

        abstract = True
