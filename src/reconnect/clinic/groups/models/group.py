"""A group: a run of a programme, who leads it and who is in it."""

import uuid
from datetime import date

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.people.models import Episode
from reconnect.clinic.sealing.fields import SealedTextField


class Group(models.Model):
    """A run of a programme. The episodes of those in it carry its ``name``, which evaluations count by.

    ``for_whom`` is the service's choice in its own words, such as "Women, trans and non-binary people welcome"; empty
    is open to everybody. No two groups of a service have the same name. ``distress_lead`` is the member who goes with
    somebody who needs to leave the room. ``details_mark`` is the form by which its details were changed last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    programme_id = models.CharField(max_length=60)
    programme_version = models.PositiveIntegerField()
    name = SealedTextField()
    name_token = models.CharField(max_length=32)
    for_whom = SealedTextField(null=True)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)
    distress_lead = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    details_mark = models.UUIDField(null=True)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-starts_on", "id")
        indexes = (models.Index(fields=["service", "-starts_on"]),)
        constraints = (models.UniqueConstraint(fields=["service", "name_token"], name="group_name_once"),)

    def __str__(self) -> str:
        return f"group:{self.id}"

    @property
    def target(self) -> str:
        """How the audit trail names it."""
        return f"group:{self.id}"

    def hold(self) -> None:
        """Keep others from changing the same thing of this group until the transaction is over."""
        Group.objects.select_for_update().only("pk").get(pk=self.pk)


class GroupLeader(models.Model):
    """A member who leads the group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="leaders")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Each member once in a group."""

        constraints = (models.UniqueConstraint(fields=["group", "member"], name="group_leader_once"),)

    def __str__(self) -> str:
        return f"group leader:{self.id}"


class WhyLeft(models.TextChoices):
    """Why somebody left a group before its end. Nobody has to say."""

    NOT_SAID = "not said", "They did not say"
    PAIN_OR_ILLNESS = "pain or illness", "Pain or illness"
    TIME_OR_TRAVEL = "time or travel", "Time, work or travel"
    NOT_FOR_THEM = "not for them", "It was not for them"
    TO_ONE_TO_ONE = "to one-to-one", "They go on one-to-one"
    UNSAFE = "unsafe", "It was not safe for them"
    BETTER = "had enough", "They had what they came for"
    DIED = "died", "They died"
    OTHER = "other", "Something else"


class Membership(models.Model):
    """Somebody's time in a group, within their course of care. Whoever leaves still counts among those who began.

    ``left_on`` is set for those who left before its end; those who stayed have the group's own end in ``ended_on``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="memberships")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    why_left = models.CharField(max_length=20, choices=WhyLeft.choices, blank=True)
    left_words = SealedTextField(null=True)
    ended_on = models.DateField(null=True)
    added_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Once in a group; who left and comes back has the leaving taken back. One group at a time."""

        ordering = ("added_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["group", "episode"], name="member_of_group_once"),
            models.UniqueConstraint(
                fields=["episode"], condition=models.Q(left_on=None, ended_on=None), name="one_group_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"membership:{self.id}"

    def was_in_on(self, day: date) -> bool:
        """Whether they were in the group on that day, the day on which they left included."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)
