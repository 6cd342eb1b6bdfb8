"""Flags with an owner and a clock, who is named for what cannot wait, and the calendar a service works by."""

import uuid
from datetime import date, datetime
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.people.models import Person
from reconnect.clinic.sealing.fields import SealedTextField
from reconnect.model.flag_kind import FlagKind


class Outcome(models.TextChoices):
    """How a flag ended; presenters hold the words."""

    TALKED = "talked"
    PLAN_MADE = "plan made"
    HANDED_ON = "handed on"
    SAFEGUARDING = "safeguarding"
    EMERGENCY = "emergency"
    KNOWN_ALREADY = "known already"
    BY_MISTAKE = "by mistake"


class FlagQuerySet(VisibleQuerySet):
    """Reads of flags."""

    def still_open(self) -> Self:
        """Those that nobody closed."""
        return self.filter(closed_at=None)

    def unowned(self) -> Self:
        """Open ones that nobody looks after: whoever left the service looks after nothing."""
        return self.still_open().filter(models.Q(owner=None) | models.Q(owner__is_active=False))

    def past_time(self, at: datetime) -> Self:
        """Those that have waited too long for an owner: they stand on the lead's list."""
        return self.unowned().filter(due_at__lte=at)


class Flag(models.Model):
    """Something that was told and must not wait. ``source`` is "response:ID", or "member:ID" where staff heard it.

    Whether it has escalated is never stored: it follows from its owner, its clock and the time that it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in FlagKind])
    source = models.CharField(max_length=60)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="flags")
    owned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome.choices)

    objects = FlagQuerySet.as_manager()

    class Meta:
        """Oldest due first; each source raises each kind once; closed exactly with an outcome, and by an owner."""

        ordering = ("due_at", "raised_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "source", "kind"], name="flag_once"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, outcome="")
                | (models.Q(closed_at__isnull=False, owner__isnull=False) & ~models.Q(outcome="")),
                name="closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True, owned_at__isnull=True)
                | models.Q(owner__isnull=False, owned_at__isnull=False),
                name="owned_since",
            ),
        )
        indexes = (
            models.Index(fields=["service", "closed_at", "due_at"]),
            models.Index(fields=["person", "closed_at"]),
        )

    def __str__(self) -> str:
        return f"flag:{self.id}"

    @property
    def cared_for_by(self) -> Member | None:
        """Its owner, unless they left the service."""
        return self.owner if self.owner is not None and self.owner.is_active else None

    def is_past_time(self, at: datetime) -> bool:
        """Whether it has waited too long for an owner."""
        return self.closed_at is None and self.cared_for_by is None and self.due_at <= at


class What(models.TextChoices):
    """What happened to a flag."""

    RAISED = "raised"
    TAKEN = "taken"
    HANDED_OVER = "handed over"
    CLOSED = "closed"
    REOPENED = "reopened"


class FlagStep(models.Model):
    """One thing that happened to a flag; nothing of it is ever changed. ``by`` is nobody where an answer raised it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=20, choices=What.choices)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome.choices)
    note = SealedTextField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"step of {self.flag_id}"


class DutyQuerySet(VisibleQuerySet):
    """Reads of duties."""

    def on(self, service: Service, day: date) -> Self:
        """Those that hold on that day, of members who are still here."""
        held = self.filter(service=service, ended_at=None, member__is_active=True, from_on__lte=day)
        return held.filter(models.Q(until_on=None) | models.Q(until_on__gte=day))


class Duty(models.Model):
    """Who is named to look, the same day, at what cannot wait: from a day until a day, both included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="duties")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    named_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        """The next one first; never back to front."""

        ordering = ("from_on", "named_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="duty_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"duty:{self.id}"


class ChosenCalendar(models.Model):
    """Whose bank holidays the service keeps, by the calendar's id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="+")
    calendar_id = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.calendar_id
