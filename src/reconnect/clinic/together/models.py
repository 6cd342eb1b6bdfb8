"""What one of two people lets the other see: item by item, until a day, and gone the moment they say so."""

import uuid
from datetime import date
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.models import Episode, Partner
from reconnect.clinic.sealing.fields import SealedListField


class ShareKind(models.TextChoices):
    """What may be shared."""

    PIECE = "piece", "Something to read"
    WORKSHEET = "worksheet", "A sheet I kept"
    CARD = "card", "My flare-up card"
    GOAL = "goal", "What I want, in my words"
    BOUNDARY = "boundary", "My boundary"


class Giver(models.TextChoices):
    """Whose it is. A partner gives nothing but their own boundary."""

    PERSON = "person", "The person"
    PARTNER = "partner", "The partner"


class ShareQuerySet(models.QuerySet["Share"]):
    """Reads of shares."""

    def standing(self, day: date) -> Self:
        """Those that were not ended and whose last day is not over. What is over is as if it never was."""
        return self.filter(ended_at=None, until__gte=day, partner__ended_at=None)


class Share(models.Model):
    """One thing that a person lets their partner see, as it was when they did; or that a partner lets them see.

    ``what`` is the id of the answers or the goal that it was taken from, or of a piece of content with its
    ``version``. ``words`` is the copy that the other one reads: a title, then questions and answers in turn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="shares")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="shares")
    giver = models.CharField(max_length=10, choices=Giver.choices)
    kind = models.CharField(max_length=20, choices=ShareKind.choices)
    what = models.CharField(max_length=60)
    version = models.PositiveIntegerField(null=True)
    words = SealedListField()
    until = models.DateField()
    shared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        """Oldest first. The same thing once at a time; only their boundary is a partner's to give."""

        ordering = ("shared_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["partner", "giver", "kind", "what"], condition=models.Q(ended_at=None), name="shared_once"
            ),
            models.CheckConstraint(
                condition=models.Q(giver="person", episode__isnull=False)
                | models.Q(giver="partner", kind="boundary", episode__isnull=True),
                name="shared_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"share:{self.id}"

    @property
    def title(self) -> str:
        """What it is called on the other one's page."""
        return self.words[0]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What was asked, and what was said to it."""
        return tuple(zip(self.words[1::2], self.words[2::2], strict=True))
