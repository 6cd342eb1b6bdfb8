"""What a person said to being asked, which locked blocks stand open for them, and who looked at what is sealed."""

import uuid
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.sealing.fields import SealedTextField
from reconnect.model.guidance import Level


class Said(models.TextChoices):
    """The three answers, each as good as the others. "No" is final until the person brings it up."""

    YES = "yes"
    NOT_NOW = "not now"
    NO = "no"


class PermissionQuerySet(VisibleQuerySet):
    """Reads of what people said to being asked."""

    def standing(self) -> Self:
        """Those that were not recorded by mistake."""
        return self.filter(retracted_at=None)


class Permission(models.Model):
    """Whether intimacy may be talked of. The newest day counts, and of one day what was recorded last.

    ``ask_again_on`` is from when a member of staff may gently ask again, only with "not now"; the software never asks.
    ``level`` is how deep they would like to go for now, only with "yes"; empty where they did not say.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="permissions")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="permissions")
    answer = models.CharField(max_length=10, choices=Said.choices)
    said_on = models.DateField()
    ask_again_on = models.DateField(null=True)
    at_first_visit = models.BooleanField()
    level = models.CharField(max_length=30, blank=True, choices=[(each.value, each.value) for each in Level])
    note = SealedTextField(null=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)  # recorded by mistake; it stays in sight

    objects = PermissionQuerySet.as_manager()

    class Meta:
        """Oldest first."""

        ordering = ("said_on", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ask_again_on=None) | models.Q(answer=Said.NOT_NOW),
                name="ask_again_only_with_not_now",
            ),
            models.CheckConstraint(
                condition=models.Q(level="") | models.Q(answer=Said.YES), name="level_only_with_yes"
            ),
        )
        indexes = (
            models.Index(fields=["person", "-said_on", "-recorded_at"]),
            models.Index(fields=["service", "answer"]),
        )

    def __str__(self) -> str:
        return f"permission:{self.id}"


class Reason(models.TextChoices):
    """Why a locked block is opened for this person."""

    THEY_WISH = "they wish to"
    TRUST = "trust is there"
    SAFETY = "safety"


class Opening(models.Model):
    """A locked block of the assessment, opened for one person by a clinician. Once closed, another one may follow."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")
    questionnaire_id = models.CharField(max_length=60)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    opened_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Open once at a time."""

        ordering = ("opened_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "questionnaire_id"], condition=models.Q(closed_at=None), name="open_once"
            ),
        )

    def __str__(self) -> str:
        return f"opening:{self.id}"


class Purpose(models.TextChoices):
    """What somebody looks at sealed answers for."""

    CARE = "to plan their care"
    SAFETY = "for somebody's safety"
    WITH_THEM = "the person asked me to"


class Look(models.Model):
    """One look at the sealed answers of a response, and what for. Everyone who may look sees who did."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="looks")
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("at",)

    def __str__(self) -> str:
        return f"look:{self.id}"
