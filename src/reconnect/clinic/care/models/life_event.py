"""An event in somebody's life that stood in the way."""

from django.db import models

from reconnect.clinic.care.models.kept import Kept
from reconnect.clinic.people.models import Person
from reconnect.clinic.sealing.fields import SealedTextField


class Barrier(models.TextChoices):
    """What kind of event it is."""

    SURGERY = "surgery", "Surgery"
    ILLNESS = "illness", "Illness"
    BIRTH = "pregnancy or birth", "Pregnancy or birth"
    RELATIONSHIP = "relationship change", "Relationship change"
    BEREAVEMENT = "bereavement", "Bereavement"
    WORK_OR_HOME = "work or home", "Work or home"
    FLARE_UP = "flare-up", "Flare-up"
    OTHER = "other", "Something else"


class LifeEvent(Kept):
    """What happened, from when to when; None is open."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="life_events")
    kind = models.CharField(max_length=20, choices=Barrier.choices)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    words = SealedTextField(null=True)

    class Meta:
        """Newest first."""

        ordering = ("-began_on", "-recorded_at", "id")
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"event:{self.id}"
