"""Why an occasion was not answered: recorded, put right, taken back."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.overtaking import retract
from reconnect.clinic.followup.facts import about
from reconnect.clinic.followup.first_day import refuse_before_referral
from reconnect.clinic.followup.models import NotAnswered, Reason
from reconnect.clinic.outbox.actions import stop_messages
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.people.trail import record_about, refuse_elsewhere
from reconnect.errors import ActionDenied


@action
def record_not_answered(
    *,
    occasion: Occasion,
    reason: Reason,
    said_on: date,
    by: Member,
    words: str = "",
    id: UUID | None = None,  # noqa: A002 it is the reason's
    at: datetime | None = None,
) -> NotAnswered:
    """Note why an occasion was not answered. Where they did not want to, what waits to go about it is stopped.

    Raises ActionDenied where a reason stands: that one is corrected.

    With an ``id`` it is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    person = occasion.episode.person
    refuse_elsewhere(by, person)
    occasion.hold()
    there = NotAnswered.objects.live().filter(occasion=occasion).first()
    if there is not None:
        if there.pk == id:
            raise IntegrityError
        raise ActionDenied("A reason stands here already. Look at it, and correct it where it is wrong.")
    found = _keep(occasion, reason, said_on, words, by, at, id, None)
    record_about(by, "record_not_answered", person, at)
    return found


@action
def correct_not_answered(
    *,
    not_answered: NotAnswered,
    reason: Reason,
    said_on: date,
    by: Member,
    words: str = "",
    id: UUID | None = None,  # noqa: A002 it is the new one's
    at: datetime | None = None,
) -> NotAnswered:
    """Put a reason right: a new one takes its place, and the old one stays, marked. Else as ``record_not_answered``.

    Raises OvertakenError where somebody else did so meanwhile.
    """
    at = at or timezone.now()
    person = not_answered.occasion.episode.person
    refuse_elsewhere(by, person)
    done = retract(not_answered, at, id)
    if done is not None:
        return done
    corrected = _keep(not_answered.occasion, reason, said_on, words, by, at, id, not_answered)
    record_about(by, "correct_not_answered", person, at)
    return corrected


@action
def withdraw_not_answered(*, not_answered: NotAnswered, by: Member, at: datetime | None = None) -> NotAnswered:
    """Take a reason back. It stays, marked."""
    at = at or timezone.now()
    person = not_answered.occasion.episode.person
    refuse_elsewhere(by, person)
    retract(not_answered, at)
    record_about(by, "withdraw_not_answered", person, at)
    return not_answered


def _keep(
    occasion: Occasion,
    reason: Reason,
    said_on: date,
    words: str,
    by: Member,
    at: datetime,
    chosen: UUID | None,
    old: NotAnswered | None,
) -> NotAnswered:
    refuse_days(by.service, said_on, at=at)
    refuse_before_referral(occasion.episode.person, said_on)
    if reason == Reason.DID_NOT_WANT:
        stop_messages(service=occasion.service, about=about(occasion.pk), actor=by.actor, at=at)
    return NotAnswered.objects.create(
        id=chosen or uuid4(),
        service_id=occasion.service_id,
        occasion=occasion,
        reason=reason,
        words=words or None,
        said_on=said_on,
        by=by,
        recorded_at=at,
        supersedes=old,
    )
