"""Goals in the person's words, the targets and techniques that serve them, and who may lead what."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.people.models import Episode
from reconnect.clinic.sealing.fields import SealedTextField
from reconnect.model.discipline import Discipline


class HowEnded(models.TextChoices):
    """How a goal ended. There is no more and no less of it: as far as somebody wants to go is a good end too."""

    REACHED = "reached", "Reached"
    FAR_ENOUGH = "far enough", "As far as they want to go"
    CHANGED = "changed", "Changed into something else"
    LET_GO = "let go", "Let go of, for now or for good"


class Level(models.TextChoices):
    """How far a member says they can go with a technique."""

    LEAD = "lead", "I can lead this"
    SUPPORTED = "supported", "With somebody's support"
    NOT_YET = "not yet", "Not yet"


class Goal(models.Model):
    """What the person wants, in their own words, which never change: another goal takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="goals")
    words = SealedTextField()
    set_on = models.DateField()
    ended_on = models.DateField(null=True)
    how_ended = models.CharField(max_length=20, blank=True, choices=HowEnded.choices)
    recorded_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Oldest first. It ended exactly when it is said how."""

        ordering = ("set_on", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_on=None, how_ended="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(how_ended="")),
                name="goal_ended_somehow",
            ),
        )

    def __str__(self) -> str:
        return f"goal:{self.id}"


class Target(models.Model):
    """What the team works on for a goal. ``arrow_key`` is the arrow of the formulation it means to weaken, or "".

    Its words never change either, so that whoever agreed to it agreed to just these.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="targets")
    words = SealedTextField()
    arrow_key = models.CharField(max_length=60, blank=True)
    set_on = models.DateField()
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Oldest first."""

        ordering = ("set_on", "recorded_at", "id")

    def __str__(self) -> str:
        return f"target:{self.id}"


class TargetAgreement(models.Model):
    """That a member agreed to a target, for their discipline as it was then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="agreements")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    discipline = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Discipline])
    agreed_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        """Oldest first. Nobody agrees to the same twice."""

        ordering = ("agreed_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["target", "member"],
                condition=models.Q(withdrawn_on=None),
                name="member_agrees_once",
            ),
        )

    def __str__(self) -> str:
        return f"agreement to target:{self.target_id}"


class PersonsWord(models.Model):
    """What the person said of their plan; the newest counts, until a target is added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="words_on_plan")
    agreed = models.BooleanField()
    said_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"word on the plan of episode:{self.episode_id}"


class PlanLine(models.Model):
    """A technique in an episode's plan, in the edition it was added in. How it is done now stands in its newest step.

    It is practised while it is neither paused nor ended; then its tool is open to the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plan_lines")
    technique_id = models.CharField(max_length=60)
    technique_version = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    added_on = models.DateField()
    paused_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """In the plan's order. A technique that ended may come back as another line."""

        ordering = ("place", "recorded_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["episode", "technique_id"], condition=models.Q(ended_on=None), name="technique_once_in_plan"
            ),
        )

    def __str__(self) -> str:
        return f"line:{self.id}"


class PlanStep(models.Model):
    """How a line is done from then on: for which target, who leads, how it fits this person, this week's experiment.

    Steps are only ever added, counted from 1, and the newest counts; two that follow the same one cannot both stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True, related_name="steps")
    lead = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    adaptation = SealedTextField(null=True)
    experiment = SealedTextField(null=True)
    experiment_on = models.DateField(null=True)
    written_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        """Oldest first. An experiment has the day on which it was agreed."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["line", "number"], name="step_once"),
            models.CheckConstraint(
                condition=models.Q(experiment__isnull=True, experiment_on__isnull=True)
                | models.Q(experiment__isnull=False, experiment_on__isnull=False),
                name="experiment_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"step {self.number} of line:{self.line_id}"


class HeldSkill(models.Model):
    """A way of living with pain that the person has already, to build on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="held_skills")
    skill = SealedTextField()
    noted_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Oldest first."""

        ordering = ("noted_on", "recorded_at", "id")

    def __str__(self) -> str:
        return f"skill:{self.id}"


class Competence(models.Model):
    """How far a member says they can go with a technique, said by themself; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="competences")
    technique_id = models.CharField(max_length=60)
    level = models.CharField(max_length=20, choices=Level.choices)
    said_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("recorded_at", "id")
        indexes = (models.Index(fields=["service", "member", "technique_id"]),)

    def __str__(self) -> str:
        return f"competence of member:{self.member_id}"
