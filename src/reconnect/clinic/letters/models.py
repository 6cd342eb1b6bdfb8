"""Letters about one person's care. Everything that can be read in one stands sealed."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.people.models import Episode, Partner, Person
from reconnect.clinic.sealing.fields import SealedListField, SealedTextField
from reconnect.model.letter_template import Recipient


class State(models.TextChoices):
    """How far a letter has got. One that was sent never changes."""

    DRAFT = "draft"
    SENT = "sent"
    DISCARDED = "discarded"


class Way(models.TextChoices):
    """How a letter left."""

    POSTED = "posted", "Printed and posted"
    HANDED_OVER = "handed over", "Handed over"
    SECURE_EMAIL = "secure e-mail", "Secure e-mail, outside this system"


class Letter(models.Model):
    """A letter as it was made from an edition of a template, corrected, and then sent or discarded.

    ``revision`` counts the corrections, so that nobody overwrites what they did not read. ``agreed_on`` is the day on
    which the person agreed to it: what it says, whom it is to and where it goes. ``digests`` are those of the files
    that were sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="letters")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="letters")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="letters", null=True)
    template_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    to = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Recipient])
    recipient = SealedTextField()
    address = SealedListField()
    head = SealedTextField()
    greeting = SealedTextField()
    subject = SealedTextField()
    paragraphs = SealedListField()
    closing = SealedListField()
    outside = SealedListField()
    made_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    agreed_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=20, choices=Way.choices, blank=True)
    sent_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True)
    digests = SealedListField(null=True)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-made_on", "-made_at", "id")
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"letter:{self.id}"
