"""Somebody's own steps, what they tried, and the time of a step where a physiotherapist and they want one."""

import uuid
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.sealing.fields import SealedTextField
from reconnect.model.pacing import PERCENTS, Flare


class HowItWas(models.TextChoices):
    """How a try was; none of them is better."""

    COMFORTABLE = "comfortable", "Comfortable"
    ALL_RIGHT = "all right", "All right"
    NOT_COMFORTABLE = "not comfortable", "Not comfortable"
    NOT_THIS_TIME = "not this time", "I left it this time"


class LadderStepQuerySet(models.QuerySet["LadderStep"]):
    """Reads of steps."""

    def of(self, code: EntryCode) -> Self:
        """Those on the pages that the code opens, in the person's order."""
        return self.filter(episode=code.episode_id, put_away_at=None)

    def shown_to_team(self, person: Person) -> Self:
        """Those of the courses of care whose steps the person lets the team see, by their newest word."""
        newest = StepsShown.objects.filter(episode=models.OuterRef("episode")).order_by("-said_at", "-id")
        shown = self.filter(episode__person=person, put_away_at=None)
        return shown.annotate(shown=models.Subquery(newest.values("shown")[:1])).filter(shown=True)


class LadderStep(models.Model):
    """A step in the person's own words, kept on their pages because they said so, until they put it away.

    ``together`` where it is done with somebody. ``place`` is the person's own order, and says nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="ladder_steps")
    words = SealedTextField()
    together = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)

    objects = LadderStepQuerySet.as_manager()

    class Meta:
        """In the person's order."""

        ordering = ("place", "added_at", "id")

    def __str__(self) -> str:
        return f"ladder step:{self.id}"


class StepsShown(models.Model):
    """What the person said last of whether their team may see their steps; until they said so, it may not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="steps_shown")
    shown = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("said_at", "id")

    def __str__(self) -> str:
        return f"steps of episode:{self.episode_id} shown"


class StepTry(models.Model):
    """One try of a step. ``seconds`` is how long felt all right, where that was asked and said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(LadderStep, on_delete=models.PROTECT, related_name="tries")
    tried_on = models.DateField()
    seconds = models.PositiveIntegerField(null=True)
    how = models.CharField(max_length=20, blank=True, choices=HowItWas.choices)
    flare = models.CharField(max_length=10, blank=True, choices=[(each.value, each.value) for each in Flare])
    noted_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        """Oldest first."""

        ordering = ("tried_on", "noted_at", "id")

    def __str__(self) -> str:
        return f"try of ladder step:{self.step_id}"


class TimedRule(models.Model):
    """That a physiotherapist switched the timed rule of thumb on for a step; off again by one, or by the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(LadderStep, on_delete=models.PROTECT, related_name="timed_rules")
    enabled_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    enabled_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time for a step."""

        ordering = ("enabled_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["step"], condition=models.Q(ended_at=None), name="step_timed_once"),
        )

    def __str__(self) -> str:
        return f"timed rule of ladder step:{self.step_id}"


class PaceChoice(models.Model):
    """What the person chose for the time of a step: how fast it may grow from then on, or to step back right now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(LadderStep, on_delete=models.PROTECT, related_name="pace_choices")
    percent = models.PositiveSmallIntegerField()
    back = models.BooleanField(default=False)
    chosen_on = models.DateField()
    chosen_at = models.DateTimeField()

    class Meta:
        """Oldest first. Nobody's pace is faster than the rule."""

        ordering = ("chosen_at", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(percent__in=PERCENTS), name="pace_never_faster_than_rule"),
        )

    def __str__(self) -> str:
        return f"pace of ladder step:{self.step_id}"
