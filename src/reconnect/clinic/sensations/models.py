"""What a person did on the stepping stones: acts, from which follows where they stand."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.people.models import Episode
from reconnect.model.stepping_stones import Kind, Move


class Why(models.TextChoices):
    """Why not now, where somebody wanted to say: what concerns their body, or their wish, and nothing else."""

    FLARE = "flare", "A flare-up"
    INFECTION = "infection", "An infection"
    HEALING = "healing", "Surgery or a birth"
    UNWILLING = "unwilling", "They do not want to"


class StoneMove(models.Model):
    """One act of the person, counted from 1; acts are only ever added. ``version`` is the stage's edition they saw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="stone_moves")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Kind])
    stage_id = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(null=True)
    why = models.CharField(max_length=20, blank=True, choices=Why.choices)
    done_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Oldest first. Two that follow the same act cannot both stand; a stone is named with its edition."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["episode", "number"], name="stone_move_once"),
            models.CheckConstraint(
                condition=models.Q(stage_id="", version__isnull=True)
                | (~models.Q(stage_id="") & models.Q(version__isnull=False)),
                name="stone_with_its_edition",
            ),
        )

    def __str__(self) -> str:
        return f"move {self.number} of episode:{self.episode_id}"

    @property
    def move(self) -> Move:
        """As the stones know it."""
        return Move(Kind(self.kind), self.stage_id)
