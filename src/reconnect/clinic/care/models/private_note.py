"""Private notes: a tier of their own. They are listed by date and author, and opened for a purpose only."""

from django.db import models

from reconnect.clinic.partners.models import NoteApart, ReadingApart
from reconnect.clinic.people.models import Person


class PrivateNote(NoteApart):
    """What somebody of the team keeps apart from the record."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="private_notes")
    written_on = models.DateField()

    class Meta:
        """Newest first."""

        ordering = ("-written_on", "-recorded_at", "id")
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"note:{self.id}"


class NoteReading(ReadingApart):
    """Who opened a private note, and what for."""

    note = models.ForeignKey(PrivateNote, on_delete=models.PROTECT, related_name="readings")
