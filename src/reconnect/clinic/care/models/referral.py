"""A referral: to whom the person was sent on, and what came of it."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.care.models.kept import Kept
from reconnect.clinic.people.models import Episode
from reconnect.clinic.sealing.fields import SealedTextField


class Status(models.TextChoices):
    """How far a referral has got."""

    WRITTEN = "written", "Written"
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    SEEN = "seen", "Seen"
    CLOSED = "closed", "Closed"


class Referral(Kept):
    """A referral to somebody outside the team. ``route_id`` is a route of the service, or empty for another way.

    Its status is its newest StatusChange.
    """

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="referrals")
    route_id = models.CharField(max_length=60, blank=True)
    recipient = SealedTextField()
    reason = SealedTextField()
    made_on = models.DateField()

    class Meta:
        """Newest first."""

        ordering = ("-made_on", "-recorded_at", "id")
        indexes = (models.Index(fields=["service", "episode"]),)

    def __str__(self) -> str:
        return f"referral:{self.id}"


class StatusChange(models.Model):
    """A step of a referral, on its day, with what came of it in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="changes")
    status = models.CharField(max_length=10, choices=Status.choices)
    changed_on = models.DateField()
    outcome = SealedTextField(null=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"status:{self.id}"
