"""A contact: any encounter of a person with the team, and the minutes of each technique in it."""

import uuid

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.care.models.kept import Kept
from reconnect.clinic.people.models import Episode, Partner
from reconnect.clinic.sealing.fields import SealedTextField


class How(models.TextChoices):
    """Where they met."""

    IN_PERSON = "in person", "In person"
    VIDEO = "video", "Video"
    TELEPHONE = "telephone", "Telephone"


class Attendance(models.TextChoices):
    """Whether the contact took place."""

    ATTENDED = "attended", "Attended"
    DID_NOT_ATTEND = "did not attend", "Did not attend"
    CANCELLED_BY_THEM = "cancelled by them", "Cancelled by them"
    CANCELLED_BY_US = "cancelled by us", "Cancelled by us"


class HandsOn(models.TextChoices):
    """What the person said about hands-on physiotherapy in this very contact; it does not last until the next."""

    NOT_TALKED_ABOUT = "not talked about", "Not talked about"
    AGREED = "agreed for this contact", "Agreed for this contact"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Agreed, then taken back during this contact"


CONSENTED = frozenset({HandsOn.AGREED, HandsOn.WITHDRAWN})  # until it was taken back there was consent


class Contact(Kept):
    """An encounter, held or not. ``partner`` is the one who was present; ``unhelpful_week`` None was not asked.

    ``in_group``: at a meeting of a group; the minutes are those that this very person was there for.
    """

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="contacts")
    held_on = models.DateField()
    how = models.CharField(max_length=20, choices=How.choices)
    in_group = models.BooleanField(default=False)
    attendance = models.CharField(max_length=20, choices=Attendance.choices)
    person_present = models.BooleanField()
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    interpreter_present = models.BooleanField()
    others_present = SealedTextField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    practice_agreed = SealedTextField(null=True)
    next_on = models.DateField(null=True)
    next_in_weeks = models.PositiveSmallIntegerField(null=True)
    hands_on = models.CharField(max_length=30, choices=HandsOn.choices)
    hands_on_minutes = models.PositiveSmallIntegerField(null=True)
    unhelpful_week = models.BooleanField(null=True)
    note = SealedTextField(null=True)

    class Meta:
        """Newest first. No minutes of hands without consent, whatever writes them."""

        ordering = ("-held_on", "-recorded_at", "id")
        indexes = (models.Index(fields=["service", "episode"]),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(hands_on_minutes=None) | models.Q(hands_on__in=sorted(CONSENTED)),
                name="hands_on_with_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(next_on=None) | models.Q(next_in_weeks=None), name="next_contact_said_once"
            ),
        )

    def __str__(self) -> str:
        return f"contact:{self.id}"


class ContactLeader(models.Model):
    """A member who led a contact."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="leaders")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Each member once in a contact."""

        constraints = (models.UniqueConstraint(fields=["contact", "member"], name="contact_leader_once"),)

    def __str__(self) -> str:
        return f"leader:{self.id}"


class ContactMinutes(models.Model):
    """The minutes that a contact gave to one technique. What was not recorded has no row: it is not 0 minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="techniques")
    technique_id = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        """Each technique once in a contact."""

        constraints = (
            models.UniqueConstraint(fields=["contact", "technique_id"], name="technique_once_in_contact"),
            models.CheckConstraint(condition=models.Q(minutes__gte=1, minutes__lte=240), name="minutes_of_technique"),
        )

    def __str__(self) -> str:
        return f"minutes:{self.id}"
