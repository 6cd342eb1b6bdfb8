"""Responses and what opens them."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.people.models import Episode, Occasion, Partner, Person
from reconnect.clinic.sealing.fields import SealedTextField
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.questionnaire import Item, ItemKind

BASES = (*(basis.value for basis in AnswerBasis), AnswerState.BLANK.value)


class Mode(models.TextChoices):
    """How answers came: by a code on somebody's own phone, on the room's tablet, or through staff."""

    CODE = "code"
    TABLET = "tablet"
    PAPER = "paper"
    TELEPHONE = "telephone"


class EntryCode(models.Model):
    """A code that opens a person's questionnaires of one occasion, or their pages, or a partner's. Kept as an HMAC.

    ``visit`` counts how often it was entered: a later visit ends the earlier one. Where whoever holds it chose a
    ``phrase`` (its hash), the code alone opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, null=True, related_name="codes")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="codes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="codes")
    phrase = models.CharField(max_length=128, blank=True)
    mac = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    visit = models.PositiveIntegerField(default=0)

    class Meta:
        """It opens an occasion, or the pages of an episode, or a partner's."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(occasion__isnull=True, episode__isnull=False, partner__isnull=True)
                | models.Q(occasion__isnull=False, episode__isnull=True, partner__isnull=True)
                | models.Q(occasion__isnull=True, episode__isnull=True, partner__isnull=False),
                name="code_opens_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"code:{self.id}"

    @property
    def person(self) -> Person:
        """Whose it is."""
        if self.partner_id:
            return self.partner.person
        return (self.occasion.episode if self.occasion_id else self.episode).person

    def opens(self, at: datetime) -> bool:
        """Whether it still opens anything."""
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at


class FailedEntry(models.Model):
    """A wrong code, by where it came from, so that guessing stops after a few."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Counted by network and time."""

        indexes = (models.Index(fields=["network", "at"]),)

    def __str__(self) -> str:
        return f"failed entry {self.id}"


class ResponseQuerySet(models.QuerySet["Response"]):
    """Reads of responses."""

    def visible_to(self, member: Member) -> Self:
        """Those of the member's own service."""
        return self.filter(service_id=member.service_id)

    def live(self) -> Self:
        """Those that were not replaced by a correction."""
        return self.filter(retracted_at=None)

    def opened_by(self, code: EntryCode) -> Self:
        """Those that the code leads to."""
        if code.occasion_id is not None:
            return self.filter(occasion=code.occasion_id)
        if code.partner_id is not None:
            return self.filter(partner=code.partner_id)
        return self.filter(episode=code.episode_id, occasion=None)

    def submitted(self) -> Self:
        """Those that were sent."""
        return self.exclude(submitted_at=None)

    def drafts(self) -> Self:
        """Those that may still change: neither sent, nor kept."""
        return self.filter(submitted_at=None, kept_at=None)

    def kept(self) -> Self:
        """Those that whoever answered wants to find on their own pages."""
        return self.exclude(kept_at=None)


class Response(models.Model):
    """The answers of one person, partner or member of staff to one questionnaire; what was submitted never changes.

    A measure is answered at an ``occasion``; blocks of the assessment and worksheets within an ``episode``. ``about``
    is the id of the card, practice or step that a worksheet was filled in for. ``kept_at`` is set where whoever
    answered wants to find it on their own pages again. A partner's is submitted only when they give it to the team.
    ``mode`` says how it was sent; it is blank until then, and for what staff say themselves or note in a contact.
    ``entered_by`` is set where staff typed it in. A correction is a new response that ``supersedes`` the old one, which
    then is retracted; both stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="responses")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="responses")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="responses")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, null=True, related_name="responses")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="responses")
    questionnaire_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    about = models.CharField(max_length=60, blank=True)
    kept_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=20, blank=True, choices=[(each, each) for each in BASES])
    answered_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    mode = models.CharField(max_length=10, blank=True, choices=Mode.choices)
    entered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    retracted_at = models.DateTimeField(null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        """One live response a person, occasion and questionnaire, whatever the version. One subject each."""

        constraints = (
            models.UniqueConstraint(
                fields=["person", "occasion", "questionnaire_id"],
                condition=models.Q(retracted_at=None),
                name="one_live_response",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, partner__isnull=True, member__isnull=True)
                | (
                    models.Q(person__isnull=True, occasion__isnull=True, episode__isnull=True)
                    & (
                        models.Q(partner__isnull=False, member__isnull=True)
                        | models.Q(partner__isnull=True, member__isnull=False)
                    )
                ),
                name="one_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(mode="")
                | models.Q(mode=Mode.CODE, entered_by__isnull=True)
                | models.Q(mode=Mode.TABLET, entered_by__isnull=True, occasion__isnull=False)
                | models.Q(mode__in=[Mode.PAPER, Mode.TELEPHONE], entered_by__isnull=False),
                name="mode_fits_who_typed_it",
            ),
        )
        indexes = (
            models.Index(fields=["person", "questionnaire_id", "submitted_at"]),
            models.Index(fields=["partner", "questionnaire_id"]),
            models.Index(fields=["member", "questionnaire_id", "submitted_at"]),
        )

    def __str__(self) -> str:
        return f"response:{self.id}"


class Answer(models.Model):
    """What was said to one item. ``visit`` is the visit it was given in: a later one does not show it.

    Words, and values of sealed items, stand in ``text``, where the database cannot read them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_id = models.UUIDField()
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="answers")
    item_id = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in AnswerState])
    value = models.IntegerField(null=True)
    text = SealedTextField(null=True)
    visit = models.PositiveIntegerField(default=0)

    class Meta:
        """Each item once; a value exactly when the state says so."""

        constraints = (
            models.UniqueConstraint(fields=["response", "item_id"], name="answer_once"),
            models.CheckConstraint(
                condition=models.Q(state=AnswerState.VALUE, value__isnull=False, text__isnull=True)
                | models.Q(state=AnswerState.VALUE, value__isnull=True, text__isnull=False)
                | (~models.Q(state=AnswerState.VALUE) & models.Q(value__isnull=True, text__isnull=True)),
                name="value_exactly_when_said",
            ),
        )

    def __str__(self) -> str:
        return f"answer:{self.id}"

    def value_of(self, item: Item) -> int | None:
        """The number that was said to its ``item``, opened where it is sealed; None for words, or without a value."""
        if item.kind is ItemKind.TEXT or self.state != AnswerState.VALUE:
            return None
        return int(self.text) if item.sealed else self.value


class Score(models.Model):
    """A measure's value from a submitted response; None where it could not be computed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_id = models.UUIDField()
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="scores")
    measure_id = models.CharField(max_length=60)
    value = models.IntegerField(null=True)
    missing = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()

    class Meta:
        """Each measure once in a response; read by service for the evaluation."""

        constraints = (models.UniqueConstraint(fields=["response", "measure_id"], name="score_once"),)
        indexes = (models.Index(fields=["service_id", "measure_id"]),)

    def __str__(self) -> str:
        return f"score:{self.id}"
