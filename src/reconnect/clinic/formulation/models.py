"""Formulations, every version of one, and the answers that an arrow was offered from."""

import uuid
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.formulation.graph import Graph, graph_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.sealing.fields import SealedTextField


class Formulation(models.Model):
    """What started it and what keeps it going, as a person and their team see it in one course of care."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="formulation")
    begun_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"formulation:{self.id}"

    def hold(self) -> None:
        """Keep others from saving a version until the transaction is over."""
        Formulation.objects.select_for_update().only("pk").get(pk=self.pk)


class VersionQuerySet(VisibleQuerySet):
    """Reads of versions."""

    def standing(self) -> Self:
        """Those that stood as the formulation at some time: the newest of them does now."""
        return self.filter(aside=False)


class Version(models.Model):
    """The whole formulation as it was saved once; it never changes. ``parent`` is the number it was made from.

    ``aside`` is a text that came too late: a colleague had saved another one meanwhile. It is kept, and does not stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    formulation = models.ForeignKey(Formulation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(null=True)
    aside = models.BooleanField(default=False)
    content = SealedTextField()
    made_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        """In order; each number once."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["formulation", "number"], name="version_once"),)

    def __str__(self) -> str:
        return f"version:{self.id}"

    @property
    def graph(self) -> Graph:
        """Its boxes and arrows, opened."""
        return graph_of(self.content)


class Evidence(models.Model):
    """An answer that an arrow was offered from. The answer itself stays where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    formulation = models.ForeignKey(Formulation, on_delete=models.PROTECT, related_name="evidence")
    arrow_key = models.CharField(max_length=60)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="+")
    item_id = models.CharField(max_length=60)

    class Meta:
        """Each answer once beside an arrow."""

        constraints = (
            models.UniqueConstraint(fields=["formulation", "arrow_key", "response", "item_id"], name="evidence_once"),
        )

    def __str__(self) -> str:
        return f"evidence:{self.id}"
