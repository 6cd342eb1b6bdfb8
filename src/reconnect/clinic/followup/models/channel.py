"""A way to reach somebody that they said is safe."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.people.models import Occasion, Person
from reconnect.clinic.sealing.fields import SealedTextField


class SafeChannel(models.Model):
    """What the person said on ``confirmed_on``: messages may go to this ``address``. Without one, nobody writes.

    Asked again, they say it anew: a new row, and the earlier one of the same kind has ended. ``said_on`` is when they
    named the address first. ``may_hold_code``: a message to it may hold the code itself. ``occasion`` is the one at
    which they were asked, None where it was at no occasion: what they said at the end holds for longer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="safe_channels")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    address = SealedTextField()
    may_hold_code = models.BooleanField(default=False)
    said_on = models.DateField()
    confirmed_on = models.DateField()
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """One of a kind at a time; what was confirmed last comes first."""

        ordering = ("-confirmed_on", "-recorded_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "channel"], condition=models.Q(ended_at=None), name="one_address_a_channel"
            ),
        )
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"channel:{self.id}"
