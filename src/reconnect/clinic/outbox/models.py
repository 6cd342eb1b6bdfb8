"""The outbox: what is to be sent, to one address each, and every try to send it."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.sealing.fields import SealedTextField


class State(models.TextChoices):
    """How far a message has got."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    STOPPED = "stopped", "Stopped before it was sent"


class Message(models.Model):
    """One message to one address. ``about`` says in text what it is about, such as ``occasion:<id>``, and ``number``
    which of the messages about that it is, from 0: each once, whoever asks twice.

    The address and the words are wiped once it is sent, given up or stopped: what remains is that it went.
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
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Each message about a thing once."""

        constraints = (models.UniqueConstraint(fields=["service", "about", "number"], name="message_once"),)
        indexes = (models.Index(fields=["state", "next_try_at"]), models.Index(fields=["service", "about"]))

    def __str__(self) -> str:
        return f"message:{self.id}"
