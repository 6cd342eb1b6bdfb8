"""Private notes: a tier of their own. They are listed by date and author, and opened for a purpose only."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.care.models.kept import KeptQuerySet
from reconnect.clinic.partners.models import Purpose
from reconnect.clinic.people.models import Person
from reconnect.clinic.sealing.fields import SealedTextField


class PrivateNote(models.Model):
    """What somebody of the team keeps apart from the record. It is on no other page, in no letter and no export.

    Its words never change. Its author may take it back; it stays, and is marked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="private_notes")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    text = SealedTextField()
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-written_on", "-recorded_at", "id")
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"note:{self.id}"


class NoteReading(models.Model):
    """Who opened a private note, and what for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey(PrivateNote, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    read_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-read_at", "id")

    def __str__(self) -> str:
        return f"reading:{self.id}"
