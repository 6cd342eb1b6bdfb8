"""Why somebody did not answer, and whoever wants to hear no more."""

from django.db import models

from reconnect.clinic.care.models.kept import Kept
from reconnect.clinic.people.models import Occasion, Person
from reconnect.clinic.sealing.fields import SealedTextField


class Reason(models.TextChoices):
    """Why an occasion was not answered. Nobody has to say."""

    NOT_REACHED = "not reached", "We did not reach them"
    TOO_ILL = "too ill", "They were too ill"
    TOO_BUSY = "too busy", "They were too busy"
    DID_NOT_WANT = "did not want to", "They did not want to"
    MOVED = "moved", "They moved away"
    OTHER = "other", "Something else"
    NOT_SAID = "not said", "They did not say"


class NotAnswered(Kept):
    """Why an occasion was not answered, as far as somebody knows."""

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="not_answered")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = SealedTextField(null=True)
    said_on = models.DateField()

    class Meta:
        """Newest first; one stands at a time."""

        ordering = ("-recorded_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["occasion"], condition=models.Q(retracted_at=None), name="one_reason_an_occasion"
            ),
        )
        indexes = (models.Index(fields=["service", "occasion"]),)

    def __str__(self) -> str:
        return f"not answered:{self.id}"


class WhyStop(models.TextChoices):
    """Why nothing goes to somebody any more."""

    DECLINED = "declined", "They want no messages"
    WITHDRAWN = "withdrawn", "They withdrew from treatment"
    DIED = "died", "They died"
    OTHER = "other", "Something else"


class Stop(Kept):
    """From ``on`` nothing goes to the person any more: no invitation, no reminder, no code on its way."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stops")
    why = models.CharField(max_length=20, choices=WhyStop.choices)
    on = models.DateField()

    class Meta:
        """Newest first; one stands at a time."""

        ordering = ("-recorded_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["person"], condition=models.Q(retracted_at=None), name="one_stop_a_person"),
        )
        indexes = (models.Index(fields=["service", "person"]),)

    def __str__(self) -> str:
        return f"stop:{self.id}"

    @property
    def died(self) -> bool:
        """Whether they died."""
        return self.why == WhyStop.DIED
