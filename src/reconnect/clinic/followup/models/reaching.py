"""What a service's messages say of it, and whether they go by themselves."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Service


class ReachingOut(models.Model):
    """A lead's choice. Until there is one, no message goes.

    ``line`` is a telephone number whose answerer names no clinic. Where the pages stand is the operator's word
    (settings.ORIGIN), and never taken from a request: whoever forges one would send our mail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="reaching_out")
    by_itself = models.BooleanField(default=False)
    line = models.CharField(max_length=30)

    def __str__(self) -> str:
        return f"reaching out:{self.id}"
