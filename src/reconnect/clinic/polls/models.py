"""What the room keeps: that it is open, how often each answer was given, and words in a box. Nobody is in it.

No row here leads to a person, a phone, a browser or a network, and nothing here has the moment at which somebody did
something: the only moments are those at which a member of staff opened or closed something for everybody.
"""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.groups.models import Session
from reconnect.clinic.sealing.fields import SealedTextField


class RoomDoor(models.Model):
    """Where phones come in during a session: its newest ``code``, which opens until ``opens_until``.

    The code is kept as it is read out. It opens nothing of anybody's, and it must be shown again on the wall.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="door")
    code = models.CharField(max_length=6, unique=True)
    opens_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"door:{self.id}"


class Choice(models.TextChoices):
    """What may be answered to a belief."""

    AGREE = "agree", "I agree"
    NOT_SURE = "not sure", "I am not sure"
    DISAGREE = "disagree", "I do not agree"


class Poll(models.Model):
    """A belief asked about in the room, once in a session.

    While it is open its answers are tallies. Closing it keeps what may be shown (outcome.py) and no tally: how many
    ``answered``, None where they were fewer than five, and the answer of more than half of them (``most``), if any.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="polls")
    myth_id = models.CharField(max_length=60)
    myth_version = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    answered = models.PositiveIntegerField(null=True)
    most = models.CharField(max_length=10, choices=Choice.choices, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """One at a time; no belief twice, for two looks could tell who answered between them."""

        ordering = ("opened_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["session", "myth_id"], name="belief_once_in_session"),
            models.UniqueConstraint(fields=["session"], condition=models.Q(closed_at=None), name="one_open_poll"),
        )

    def __str__(self) -> str:
        return f"poll:{self.id}"


class Tally(models.Model):
    """How often one answer was given to an open poll: a number and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="tallies")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One for each answer."""

        constraints = (models.UniqueConstraint(fields=["poll", "choice"], name="tally_once"),)

    def __str__(self) -> str:
        return f"tally:{self.id}"


class Question(models.Model):
    """Words from the box. The id is random, and the only order there is; ``shown`` on the wall, or ``set_aside``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="questions")
    words = SealedTextField()
    shown = models.BooleanField(default=False)
    set_aside = models.BooleanField(default=False)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """By a number that nobody chose."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"question:{self.id}"
