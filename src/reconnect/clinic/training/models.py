"""When a member of staff said how sure they feel."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.questionnaires.models import Response


class Moment(models.TextChoices):
    """When, by their training. Each is a round of its own in the team's picture."""

    BEFORE = "before training"
    AFTER = "after training"
    YEARLY = "yearly"


class Sitting(models.Model):
    """One time that a member answered. The answers are theirs alone; the team sees medians of five people or more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sittings")
    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="sitting")
    moment = models.CharField(max_length=20, choices=Moment.choices)

    class Meta:
        """Oldest first."""

        ordering = ("response__answered_on", "response__submitted_at", "id")
        indexes = (models.Index(fields=["service", "moment"]),)

    def __str__(self) -> str:
        return f"sitting:{self.id}"
