"""Services and their members."""

import uuid
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from reconnect.model.discipline import Discipline

ADULT, LOWEST = 18, 16


class Service(models.Model):
    """A pain service. It sees its own people and nobody else's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    # What people see instead: a page over somebody's shoulder must not say what it is about.
    portal_name = models.CharField(max_length=60)
    timezone = models.CharField(max_length=40, default="Europe/London")
    support_note = models.TextField()
    demo = models.BooleanField(default=False)
    # Younger people are out of scope of the published model; a service that sees them from 16 on says so itself.
    youngest = models.PositiveSmallIntegerField(default=ADULT)

    class Meta:
        """Nobody below 16 anywhere."""

        constraints = (
            models.CheckConstraint(condition=models.Q(youngest__gte=LOWEST, youngest__lte=ADULT), name="youngest_age"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its days are counted in."""
        return ZoneInfo(self.timezone)


class Role(models.TextChoices):
    """What a member may do; an administrator sees no clinical data."""

    CLINICIAN = "clinician"
    FACILITATOR = "facilitator"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy officer"


class MemberManager(BaseUserManager["Member"]):
    """How members are found when they sign in."""

    def get_by_natural_key(self, username: str | None) -> "Member":
        """The member of that address, whatever its case."""
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """Someone on a service's staff. A ``prescriber`` is named as one by an administrator, whatever their discipline."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="members")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices)
    discipline = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Discipline], blank=True)
    is_active = models.BooleanField(default=True)
    prescriber = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = MemberManager()

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """How the audit trail names the member."""
        return f"member:{self.id}"
