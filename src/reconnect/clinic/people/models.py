"""People, episodes and occasions. What tells who somebody is stands sealed."""

import uuid
from datetime import date
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.accounts.visible import VisibleQuerySet
from reconnect.clinic.sealing.fields import SealedListField, SealedTextField
from reconnect.clinic.sealing.tokens import token, words
from reconnect.model.occasion import Occasion as Moment


class PersonQuerySet(VisibleQuerySet):
    """Reads of people, which begin at who asks."""

    def matching(self, service: Service, text: str) -> Self:
        """Those who have every word of ``text``, or its beginning, in a name or number."""
        found = self
        for word in words(text):
            found = found.filter(pk__in=PersonToken.objects.filter(token=token(service.id, word)).values("person_id"))
        return found


class Person(models.Model):
    """Someone with pain. ``gender_reported`` is what reports count by; ``gender_said`` is in their own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    name = SealedTextField()
    nhs_number = SealedTextField(null=True)
    born_on = SealedTextField(null=True)
    words_preferred = SealedTextField(null=True)
    gender_said = SealedTextField(null=True)
    gender_reported = models.CharField(max_length=40, blank=True)
    diagnoses = SealedListField(null=True)
    pain_since = models.PositiveSmallIntegerField(null=True)
    added_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        """Lists sort by date, since names are sealed."""

        indexes = (models.Index(fields=["service", "-added_at", "id"]),)

    def __str__(self) -> str:
        return f"person:{self.id}"

    @property
    def target(self) -> str:
        """How the audit trail names the person."""
        return f"person:{self.id}"

    def hold(self) -> None:
        """Keep others from changing the same thing of this person until the transaction is over."""
        Person.objects.select_for_update().only("pk").get(pk=self.pk)


class PersonToken(models.Model):
    """A word of a person's name or number, made unreadable, to search by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    service_id = models.UUIDField()
    token = models.CharField(max_length=32)

    class Meta:
        """Found by token."""

        indexes = (models.Index(fields=["token", "person"]),)

    def __str__(self) -> str:
        return f"token of {self.person_id}"


class Episode(models.Model):
    """One course of care, from the first ReConnect contact to its recorded end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="episodes")
    referred_on = models.DateField()
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    group = SealedTextField(null=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-referred_on", "id")
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"episode:{self.id}"

    def hold(self) -> None:
        """Keep others from changing the same thing of this episode until the transaction is over."""
        Episode.objects.select_for_update().only("pk").get(pk=self.pk)


class Occasion(models.Model):
    """A moment of measuring within an episode: whether it is complete follows from its responses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="occasions")
    moment = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Moment])

    objects = VisibleQuerySet.as_manager()

    class Meta:
        """Each moment once in an episode."""

        constraints = (models.UniqueConstraint(fields=["episode", "moment"], name="occasion_once"),)

    def __str__(self) -> str:
        return f"occasion:{self.id}"

    def hold(self) -> None:
        """Keep others from beginning anything at this occasion until the transaction is over."""
        Occasion.objects.select_for_update().only("pk").get(pk=self.pk)


class Agreement(models.Model):
    """What a person said about anonymised use of their answers; the newest one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements")
    agreed = models.BooleanField()
    said_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"agreement:{self.id}"


def age_on(born_on: str | None, day: date) -> int | None:
    """Whole years on ``day``."""
    if born_on is None:
        return None
    born = date.fromisoformat(born_on)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Partner(models.Model):
    """Somebody close to a person. Nothing of the person's is theirs to see unless it is shared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="partners")
    name = SealedTextField()
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # the person no longer wants them to take part

    class Meta:
        """Newest first. The table was another room's, and sealed names open under its name only."""

        db_table = "partners_partner"
        ordering = ("-added_at", "id")

    def __str__(self) -> str:
        return f"partner:{self.id}"
