"""Whose own pages stand open: a clinician opened them, for a person whom they saw alone."""

import uuid
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.people.models import Episode, Partner


class OwnPagesQuerySet(models.QuerySet["OwnPages"]):
    """Reads of own pages."""

    def standing(self) -> Self:
        """Those that are open."""
        return self.filter(ended_at=None)


class OwnPages(models.Model):
    """The pages of a person's course of care, or of a partner. Without a standing row there are none.

    ``seen_alone_on`` is the day on which the clinician saw the person alone: somebody else might ask for them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="own_pages")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="own_pages")
    seen_alone_on = models.DateField()
    opened_at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = OwnPagesQuerySet.as_manager()

    class Meta:
        """Somebody's one, open once at a time."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(episode__isnull=False, partner__isnull=True)
                | models.Q(episode__isnull=True, partner__isnull=False),
                name="pages_of_one",
            ),
            models.UniqueConstraint(fields=["episode"], condition=models.Q(ended_at=None), name="pages_open_once"),
            models.UniqueConstraint(
                fields=["partner"], condition=models.Q(ended_at=None), name="partner_pages_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"own pages:{self.id}"
