"""Referrals made, put right, followed to their end."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.care.models import Referral, Status, StatusChange
from reconnect.clinic.care.overtaking import refuse_overtaken, retract
from reconnect.clinic.care.queries import routes_for
from reconnect.clinic.people.days import refuse_days
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about
from reconnect.errors import ActionDenied


@action
def make_referral(
    *,
    episode: Episode,
    recipient: str,
    reason: str,
    made_on: date,
    by: Member,
    route_id: str = "",
    id: UUID | None = None,  # noqa: A002 it is the referral's
    at: datetime | None = None,
) -> Referral:
    """Write a referral to somebody outside the team; its first step is that it was written.

    With an ``id`` it is made once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    referral = _keep(episode, route_id, recipient, reason, made_on, by, at, id, None)
    _step(referral, Status.WRITTEN, made_on, "", by, at)
    record_about(by, "make_referral", episode.person, at)
    return referral


@action
def correct_referral(
    *,
    referral: Referral,
    recipient: str,
    reason: str,
    made_on: date,
    by: Member,
    route_id: str = "",
    id: UUID | None = None,  # noqa: A002 it is the new referral's
    at: datetime | None = None,
) -> Referral:
    """Put a referral right: a new one takes its place with all its steps, and the old one stays.

    Raises OvertakenError where somebody else did so meanwhile.
    """
    at = at or timezone.now()
    done = retract(referral, at, id)
    if done is not None:
        return done
    corrected = _keep(referral.episode, route_id, recipient, reason, made_on, by, at, id, referral)
    for each in StatusChange.objects.filter(referral=referral).select_related("by"):  # those at hand may be old
        _step(corrected, Status(each.status), each.changed_on, each.outcome or "", each.by, each.recorded_at)
    record_about(by, "correct_referral", referral.episode.person, at)
    return corrected


@action
def change_status(
    *,
    referral: Referral,
    status: Status,
    changed_on: date,
    by: Member,
    outcome: str = "",
    id: UUID | None = None,  # noqa: A002 it is the step's
    at: datetime | None = None,
) -> StatusChange:
    """Record how far a referral has got, and what came of it. Raises ActionDenied for a day before it was made.

    With an ``id`` it is recorded once: raises IntegrityError the second time.
    """
    at = at or timezone.now()
    refuse_overtaken(referral, None)
    refuse_days(by.service, changed_on, at=at)
    if changed_on < referral.made_on:
        raise ActionDenied("This day is before the referral was made.")
    change = _step(referral, status, changed_on, outcome, by, at, id)
    record_about(by, "change_status", referral.episode.person, at)
    return change


@action
def withdraw_referral(*, referral: Referral, by: Member, at: datetime | None = None) -> Referral:
    """Take a referral back that was made about the wrong person, or by mistake. It stays, and counts no more."""
    at = at or timezone.now()
    retract(referral, at)
    record_about(by, "withdraw_referral", referral.episode.person, at)
    return referral


def _keep(
    episode: Episode,
    route_id: str,
    recipient: str,
    reason: str,
    made_on: date,
    by: Member,
    at: datetime,
    chosen: UUID | None,
    old: Referral | None,
) -> Referral:
    refuse_days(by.service, made_on, at=at)
    if route_id and route_id not in routes_for(by.service) and (old is None or old.route_id != route_id):
        raise ActionDenied("Your service has no such route.")
    return Referral.objects.create(
        id=chosen or uuid4(),
        service_id=episode.service_id,
        episode=episode,
        route_id=route_id,
        recipient=recipient,
        reason=reason,
        made_on=made_on,
        by=by,
        recorded_at=at,
        supersedes=old,
    )


def _step(
    referral: Referral,
    status: Status,
    changed_on: date,
    outcome: str,
    by: Member,
    at: datetime,
    chosen: UUID | None = None,
) -> StatusChange:
    return StatusChange.objects.create(
        id=chosen or uuid4(),
        service_id=referral.service_id,
        referral=referral,
        status=status,
        changed_on=changed_on,
        outcome=outcome or None,
        by=by,
        recorded_at=at,
    )
