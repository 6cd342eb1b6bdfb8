"""Who was at a session, and what of it they were there for."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.groups.models.group import Membership
from reconnect.clinic.groups.models.session import Session


class SessionAttendance(models.Model):
    """Somebody at a session, as it was told there. ``contact`` is what went into their own record.

    ``late`` and ``early`` are the minutes that they missed at its beginning and end. ``opted_out``: they sat out what
    is optional. ``began`` says that their course of care was recorded as started by this. ``made_up_by`` is the
    contact in which they had later what they missed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="attendances")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=Attendance.choices)
    late = models.PositiveSmallIntegerField(null=True)
    early = models.PositiveSmallIntegerField(null=True)
    opted_out = models.BooleanField(default=False)
    began = models.BooleanField(default=False)
    made_up_by = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Each person once at a session."""

        constraints = (models.UniqueConstraint(fields=["session", "membership"], name="once_at_a_session"),)

    def __str__(self) -> str:
        return f"attendance:{self.id}"

    def hold(self) -> None:
        """Keep others from changing the same thing of it until the transaction is over."""
        SessionAttendance.objects.select_for_update().only("pk").get(pk=self.pk)
