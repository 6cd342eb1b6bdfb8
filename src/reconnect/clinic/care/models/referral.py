"""A referral: to whom the person was sent on, and what came of it."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.care.models.kept import KeptQuerySet
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


class Referral(models.Model):
    """A referral to somebody outside the team. ``route_id`` is a route of the service, or empty for another way.

    Its status is its newest StatusChange. A correction is a new referral that ``supersedes`` the old one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="referrals")
    route_id = models.CharField(max_length=60, blank=True)
    recipient = SealedTextField()
    reason = SealedTextField()
    made_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    retracted_at = models.DateTimeField(null=True)

    objects = KeptQuerySet.as_manager()

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
