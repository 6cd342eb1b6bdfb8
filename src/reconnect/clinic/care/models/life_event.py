"""An event in somebody's life that stood in the way."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.care.models.kept import KeptQuerySet
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


class LifeEvent(models.Model):
    """What happened, from when to when; None is open. A correction is a new one that ``supersedes`` the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="life_events")
    kind = models.CharField(max_length=20, choices=Barrier.choices)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    words = SealedTextField(null=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    retracted_at = models.DateTimeField(null=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-began_on", "-recorded_at", "id")
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"event:{self.id}"
