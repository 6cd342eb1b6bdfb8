"""Whether a clinician found it safe to involve a partner, from when on, and what the partner told alone."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.people.models import Episode, Partner, Person
from reconnect.clinic.sealing.fields import SealedTextField


class Purpose(models.TextChoices):
    """What somebody opens a private note for. Curiosity is none of them."""

    TODAY = "care today", "I see this person today, or soon"
    SAFETY = "safety", "I am worried about somebody's safety"
    REVIEW = "team review", "The team reviews this person's care"
    ASKED = "asked", "They asked what is kept about them"


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


class When(models.TextChoices):
    """From when on the partner takes part."""

    FROM_THE_OUTSET = "from the outset", "From the outset"
    LATER = "later", "Later"
    NOT = "not", "Not"


class PartnerMode(models.Model):
    """When the partner takes part in an episode, as the person wants it; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="modes")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    when = models.CharField(max_length=20, choices=When.choices)
    said_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"mode:{self.id}"


class NoteApart(models.Model):
    """A note kept apart from the record: on no page but its own, in no letter and no export.

    Its words never change. Its author may take it back; it stays, and is marked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = SealedTextField()
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Each kind has a table of its own."""

        abstract = True


class ReadingApart(models.Model):
    """Who opened a note that is kept apart, and what for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    read_at = models.DateTimeField()

    class Meta:
        """Newest first; each kind has a table of its own."""

        abstract = True
        ordering = ("-read_at", "id")

    def __str__(self) -> str:
        return f"reading:{self.id}"


class PartnerNote(NoteApart):
    """What a partner told alone. It is theirs: on no page of the person's."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="notes")
    told_on = models.DateField()

    class Meta:
        """Newest first."""

        ordering = ("-told_on", "-recorded_at", "id")

    def __str__(self) -> str:
        return f"partner note:{self.id}"

    @property
    def person(self) -> Person:
        """Whose partner told it."""
        return self.partner.person


class PartnerNoteReading(ReadingApart):
    """Who opened what a partner told, and what for."""

    note = models.ForeignKey(PartnerNote, on_delete=models.PROTECT, related_name="readings")
