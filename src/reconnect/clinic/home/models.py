"""What the team asks a person to fill in at home, beyond the plan's own tools."""

import uuid
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.asking.models import Opening
from reconnect.clinic.people.models import Episode


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def visible_to(self, member: Member) -> Self:
        """Those of the member's own service."""
        return self.filter(service_id=member.service_id)

    def standing(self) -> Self:
        """Those that were neither taken back nor answered, and whose block was not locked again since."""
        return self.filter(ended_at=None).filter(models.Q(opening=None) | models.Q(opening__closed_at=None))


class Invitation(models.Model):
    """A block of the assessment that the person may fill in at home, once. It ends when it is sent or taken back.

    Of a locked block it is good for the very ``opening`` that stood when it was made, and for no later one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="invitations")
    questionnaire_id = models.CharField(max_length=60)
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, null=True, related_name="+")
    invited_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        """Each block is asked for once at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["episode", "questionnaire_id"],
                condition=models.Q(ended_at=None),
                name="invited_once",
            ),
        )

    def __str__(self) -> str:
        return f"invitation:{self.id}"
