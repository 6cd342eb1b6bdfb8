"""What a prescriber agreed with somebody about a medicine, and an amount that somebody else worked out."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.sealing.fields import SealedTextField

LONGEST_DAYS = 183  # half a year: what was agreed about a medicine is looked at again by then


class WrittenQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Reads of what staff wrote here."""

    def visible_to(self, member: Member) -> Self:
        """What the member's own service wrote."""
        return self.filter(service_id=member.service_id)

    def standing(self) -> Self:
        """What was not taken back."""
        return self.filter(withdrawn_at=None)


class RecordedTotal(models.Model):
    """A morphine-equivalent total that a clinician took from a source, as text: nothing here reckons with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="recorded_totals")
    total = SealedTextField()
    source = SealedTextField()
    held_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-held_on", "-recorded_at", "id")

    def __str__(self) -> str:
        return f"recorded total:{self.id}"


class Use(models.TextChoices):
    """What an agreed medicine is for."""

    BEFORE = "before", "Before intimacy"
    FLARE = "flare-up", "In the flare-up plan"


class NoteQuerySet(WrittenQuerySet):
    """Reads of agreed-medicine notes."""

    def in_force(self, service: Service, at: datetime | None = None) -> Self:
        """Those that hold on the day that it is where the service is: neither taken back nor past their last day."""
        return self.standing().filter(service=service, until__gte=today_of(service, at))


class AgreedMedicineNote(models.Model):
    """What a prescriber agreed with a person, in the prescriber's words, signed, until a last day.

    The signature is who they were when they wrote it. Its words never change: what is agreed anew is a new note.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="agreed_medicine_notes")
    use = models.CharField(max_length=10, choices=Use.choices)
    text = SealedTextField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=120)
    signed_discipline = models.CharField(max_length=30, blank=True)
    written_on = models.DateField()
    until = models.DateField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-recorded_at", "id")

    def __str__(self) -> str:
        return f"agreed medicine:{self.id}"

    @property
    def signed(self) -> str:
        """Who wrote it, as they were then."""
        return f"{self.signed_name}, {self.signed_discipline}" if self.signed_discipline else self.signed_name
