"""What left the service: frozen, with who was behind it kept sealed."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.sealing.fields import SealedTextField


class SharedRelease(models.Model):
    """One form that may leave, as it was made. ``marks`` tell who was behind each figure, to later releases only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    marks = SealedTextField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"release:{self.id}"


class ReleasedFile(models.Model):
    """One file of a release, byte for byte."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_id = models.UUIDField()
    release = models.ForeignKey(SharedRelease, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        """Each name once."""

        constraints = (models.UniqueConstraint(fields=["release", "name"], name="released_file_once"),)

    def __str__(self) -> str:
        return f"released file {self.id}"
