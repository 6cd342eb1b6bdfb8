"""The outbox: what is to be sent, to one address each, and every try to send it."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.sealing.fields import SealedTextField


class State(models.TextChoices):
    """How far a message has got."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    STOPPED = "stopped", "Stopped before it was sent"


class Failure(models.TextChoices):
    """Why a message was given up."""

    TOO_LATE = "too late", "Too late: what it says would no longer be so"
    REFUSED = "refused", "The address or the message was refused"
    PERHAPS_SENT = "perhaps sent", "Perhaps sent: look before you send another"


class Outcome(models.TextChoices):
    """How a try to send ended. A try without one is under way, or was cut off."""

    SENT = "sent", "Sent"
    FOUND = "found", "Had gone before"
    LATER = "later", "Did not go, later again"
    REFUSED = "refused", "Refused"
    UNKNOWN = "unknown", "Nobody knows"


class Message(models.Model):
    """One message to one address. ``about`` says in text what it is about, such as ``occasion:<id>``, and ``number``
    which of the messages about that it is, from 0: each once, whoever asks twice.

    The address and the words are wiped once it is sent, given up or stopped: what remains is that it went.

    ``perhaps_sent``: a try was cut off, and whether it went is not known. ``perhaps_twice``: it was tried again after
    that, with a carrier that cannot say what went. ``to_stop``: somebody wants it stopped, but it was being sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    to = SealedTextField(null=True)
    subject = SealedTextField(null=True)
    text = SealedTextField(null=True)
    about = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failure = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    perhaps_sent = models.BooleanField(default=False)
    perhaps_twice = models.BooleanField(default=False)
    to_stop = models.BooleanField(default=False)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Each message about a thing once; nothing of one that ended."""

        constraints = (
            models.UniqueConstraint(fields=["service", "about", "number"], name="message_once"),
            models.CheckConstraint(
                name="message_wiped",
                condition=models.Q(state__in=[State.WAITING, State.SENDING])
                | models.Q(to__isnull=True, subject__isnull=True, text__isnull=True, next_try_at__isnull=True),
            ),
        )
        indexes = (models.Index(fields=["state", "next_try_at"]), models.Index(fields=["service", "about"]))

    def __str__(self) -> str:
        return f"message:{self.id}"


class Attempt(models.Model):
    """One try to send a message. ``problem`` is a few words of ours, such as "SMTP 450 address"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    problem = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=200, blank=True)

    class Meta:
        """One try of a message at a time."""

        ordering = ("began_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["message"], condition=models.Q(outcome=""), name="one_try_at_a_time"),
        )

    def __str__(self) -> str:
        return f"attempt:{self.id}"
