"""A partner, where the person wants one to take part, and whether a clinician found that safe."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.people.models import Person
from reconnect.clinic.sealing.fields import SealedTextField


class Partner(models.Model):
    """Somebody close to a person. Nothing of the person's is theirs to see unless it is shared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="partners")
    name = SealedTextField()
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # the person no longer wants them to take part

    class Meta:
        """Newest first."""

        ordering = ("-added_at", "id")

    def __str__(self) -> str:
        return f"partner:{self.id}"


class Involvement(models.Model):
    """What a clinician found about involving the partner, having seen the person alone or not; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="involvements")
    person_seen_alone = models.BooleanField()
    partner_seen_alone = models.BooleanField()
    safe = models.BooleanField()
    found_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"involvement:{self.id}"
