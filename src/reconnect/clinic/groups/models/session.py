"""A session: a meeting of a group, and nothing else. Its plan is the group's own from the start."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.care.models import How
from reconnect.clinic.groups.models.group import Group
from reconnect.clinic.sealing.fields import SealedTextField
from reconnect.model.session_plan import Doing

LONGEST_PART = 240  # minutes, as long as any technique of a contact
LONGEST_SESSION = 600


class Session(models.Model):
    """``number`` counts from 1. It was held where ``recorded_at`` is set, on ``held_on``; until then it is planned.

    ``plan_id`` and ``plan_version`` name the session plan as content that it was planned from, ``minutes`` how long it
    is to be. ``plan_mark`` and ``record_mark`` are the forms by which plan and record were written last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    plan_id = models.CharField(max_length=60)
    plan_version = models.PositiveIntegerField()
    title = SealedTextField()
    planned_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    plan_mark = models.UUIDField(null=True)
    held_on = models.DateField(null=True)
    how = models.CharField(max_length=20, choices=How.choices, default=How.IN_PERSON)
    practice = SealedTextField(null=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    record_mark = models.UUIDField(null=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """In order."""

        ordering = ("group", "number")
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="session_once_in_group"),
            models.CheckConstraint(
                condition=models.Q(recorded_at=None, held_on=None)
                | models.Q(recorded_at__isnull=False, held_on__isnull=False),
                name="session_recorded_with_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"session:{self.id}"

    def hold(self) -> None:
        """Keep others from changing the same thing of this session until the transaction is over."""
        Session.objects.select_for_update().only("pk").get(pk=self.pk)


class SessionPart(models.Model):
    """One line of this session's run-sheet: a copy of the plan's, or one that was added (``part_id`` empty).

    ``minutes`` are planned; ``delivered_minutes`` None was not delivered, or nothing is recorded yet. ``own_words``
    belong to an added part; those of the plan stand in its edition.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    part_id = models.CharField(max_length=60, blank=True)
    title = SealedTextField()
    doing = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Doing])
    minutes = models.PositiveSmallIntegerField()
    technique_id = models.CharField(max_length=60, blank=True)
    about_sex = models.BooleanField(default=False)
    optional = models.BooleanField(default=False)
    own_words = SealedTextField(null=True)
    left_out = models.BooleanField(default=False)
    delivered_minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """In the order of the session. What was left out of the plan was not delivered."""

        ordering = ("session", "position", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=LONGEST_PART), name="minutes_of_session_part"
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_minutes=None)
                | models.Q(delivered_minutes__gte=1, delivered_minutes__lte=LONGEST_PART, left_out=False),
                name="delivered_minutes_of_part",
            ),
        )

    def __str__(self) -> str:
        return f"session part:{self.id}"


class SessionLeader(models.Model):
    """A member who led a session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="leaders")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Each member once in a session."""

        constraints = (models.UniqueConstraint(fields=["session", "member"], name="session_leader_once"),)

    def __str__(self) -> str:
        return f"session leader:{self.id}"
