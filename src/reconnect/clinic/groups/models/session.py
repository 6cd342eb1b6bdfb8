"""A session: a meeting of a group, and nothing else."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.groups.models.group import Group
from reconnect.clinic.sealing.fields import SealedTextField


class Session(models.Model):
    """``number`` counts from 1. It was held where ``recorded_at`` is set, on ``held_on``; until then it is planned.

    ``plan_id`` and ``plan_version`` name the session plan as content that it was planned from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    plan_id = models.CharField(max_length=60)
    plan_version = models.PositiveIntegerField()
    planned_on = models.DateField()
    held_on = models.DateField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    practice = SealedTextField(null=True)
    recorded_at = models.DateTimeField(null=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """In order."""

        ordering = ("group", "number")
        constraints = (models.UniqueConstraint(fields=["group", "number"], name="session_once_in_group"),)

    def __str__(self) -> str:
        return f"session:{self.id}"

    def hold(self) -> None:
        """Keep others from changing the same thing of this session until the transaction is over."""
        Session.objects.select_for_update().only("pk").get(pk=self.pk)
