"""A service's own wording."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service


class OwnContent(models.Model):
    """The text of a content file that a service edited: a route, a letter. A version never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    content_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField()
    edited_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        """Each version once in a service."""

        constraints = (
            models.UniqueConstraint(fields=["service", "kind", "content_id", "version"], name="own_content_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.content_id} {self.version}"


class OwnWording(models.Model):
    """The text of a questionnaire file that a service installed; answers name its version, so it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    questionnaire_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField()
    installed_at = models.DateTimeField()

    class Meta:
        """Each version once in a service."""

        constraints = (
            models.UniqueConstraint(fields=["service", "questionnaire_id", "version"], name="own_wording_once"),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.version}"
