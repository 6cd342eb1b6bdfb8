"""The audit trail."""

import uuid

from django.db import models


class AuditEvent(models.Model):
    """One thing done or read. Actor and target are text, so that the trail outlives what it speaks of.

    ``mac`` is keyed and covers the event and the event before it: a change, a gap or a new order shows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    service_id = models.UUIDField(null=True)
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=80)
    previous_mac = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        """In the order of the chain."""

        ordering = ("number",)
        indexes = (models.Index(fields=["target", "number"]), models.Index(fields=["service_id", "number"]))

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
