"""Asking somebody back: an invitation, and two reminders at most."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.followup.channels import holds_until
from reconnect.clinic.followup.facts import Facts, Ready, about, facts_of, ready
from reconnect.clinic.followup.models import ReachingOut, SafeChannel
from reconnect.clinic.followup.standing import taken_until
from reconnect.clinic.followup.wording import last_day, written_for
from reconnect.clinic.outbox.actions import queue_message
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.people.trail import refuse_elsewhere
from reconnect.clinic.questionnaires.entry import issue_code
from reconnect.clinic.questionnaires.issuing import IssuedCode, new_entry_code
from reconnect.errors import ActionDenied

BY_ITSELF = "tick"  # whom the trail names for what goes by itself
WAITS = timedelta(days=7)  # with its code still good for a week; later it is rather sent anew


@action
def invite(
    *, occasion: Occasion, by: Member | None, channel_id: UUID | None = None, at: datetime | None = None
) -> Message:
    """Ask the person to answer. ``by`` None is by itself. Doing it twice does it once.

    Raises ActionDenied, which says why, where nothing may go, or where it would go by another channel than
    ``channel_id``: whoever looked at a message sends that one or none.
    """
    return _send(occasion, 0, by, channel_id, at or timezone.now())


@action
def remind(
    *, occasion: Occasion, number: int, by: Member | None, channel_id: UUID | None = None, at: datetime | None = None
) -> Message:
    """Remind the person, the first or the second time: never a third. Else as ``invite``."""
    if number not in {1, 2}:
        raise ActionDenied("Somebody is reminded twice at most.")
    return _send(occasion, number, by, channel_id, at or timezone.now())


def _send(occasion: Occasion, number: int, by: Member | None, channel_id: UUID | None, at: datetime) -> Message:
    person, service = occasion.episode.person, occasion.service
    if by is not None:
        refuse_elsewhere(by, person)
    person.hold()  # nobody stops everything between the look and the sending
    found = Message.objects.filter(service=service, about=about(occasion.pk), number=number).first()
    if found is not None:
        return found
    facts = facts_of([occasion])[occasion.pk]
    may_go = ready(facts, ReachingOut.objects.filter(service=service).first(), service, today_of(service, at))
    if isinstance(may_go, str):
        raise ActionDenied(may_go)
    if may_go.number != number:
        raise ActionDenied("Another message comes first. Look at it again.")
    if channel_id not in {None, may_go.channel.pk}:
        raise ActionDenied("How to write to them has changed since you looked. Look at the message again.")
    return _queue(facts, may_go, by, at)


def _queue(facts: Facts, may_go: Ready, by: Member | None, at: datetime) -> Message:
    occasion, service = facts.occasion, facts.occasion.service
    actor = by.actor if by else BY_ITSELF
    issued = _code(occasion, by, at) if may_go.channel.may_hold_code else None
    kind = Channel(may_go.channel.channel)
    words = written_for(
        kind,
        may_go.reaching,
        service,
        facts.went,
        issued.text if issued else None,
        last_day(issued.code.expires_at, service) if issued else None,
    )
    message = queue_message(
        service=service,
        channel=kind,
        to=may_go.channel.address,
        subject=words.subject,
        text=words.text,
        about=about(occasion.pk),
        number=may_go.number,
        good_until=_good_until(facts, may_go.channel, at),
        actor=actor,
        at=at,
    )
    name = "remind" if may_go.number else "invite"
    target = occasion.episode.person.target
    record(actor=actor, action=name, target=target, service_id=service.pk, at=at)
    return message


def _code(occasion: Occasion, by: Member | None, at: datetime) -> IssuedCode:
    if by is not None:
        return issue_code(occasion=occasion, by=by, at=at)
    occasion.hold()
    issued = new_entry_code(codes=occasion.codes, service_id=occasion.service_id, at=at, occasion=occasion)
    target = occasion.episode.person.target
    record(actor=BY_ITSELF, action="issue_code", target=target, service_id=occasion.service_id, at=at)
    return issued


def _good_until(facts: Facts, channel: SafeChannel, at: datetime) -> datetime:
    """A week, or the end of the last day on which answers are taken, or its address is known to be safe."""
    days = (holds_until(channel), taken_until(facts.moment, facts.days))
    following = min(day for day in days if day is not None) + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=facts.occasion.service.zone)
    return min(at + WAITS, midnight)
