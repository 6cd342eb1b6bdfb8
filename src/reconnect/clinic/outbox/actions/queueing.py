"""Into the outbox, and out of it before anything was sent."""

from datetime import datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.outbox.addresses import one_address
from reconnect.clinic.outbox.carriers.chosen import usable
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.outbox.wiping import end_message
from reconnect.clinic.outbox.words import refuse_unsendable
from reconnect.errors import ActionDenied


@action
def queue_message(
    *,
    service: Service,
    channel: Channel,
    to: str,
    subject: str,
    text: str,
    about: str,
    number: int,
    good_until: datetime,
    actor: str,
    at: datetime | None = None,
) -> Message:
    """Put a message to one address into the outbox. The same ``about`` and ``number`` once more changes nothing.

    After ``good_until`` it is not sent any more: what it says would no longer be so. Raises ActionDenied where ``to``
    is not exactly one address of the channel, the words would not arrive as they stand, or nothing carries the channel.
    """
    at, channel = at or timezone.now(), Channel(channel)
    address = one_address(channel, to)
    refuse_unsendable(channel, subject, text)
    if not usable(channel):
        raise ActionDenied(f"No {channel.label.lower()} can be sent from here: whoever runs the server sets that up.")
    message, new = Message.objects.get_or_create(
        service=service,
        about=about,
        number=number,
        defaults={
            "channel": channel,
            "to": address,
            "subject": subject,
            "text": text,
            "queued_at": at,
            "next_try_at": at,
            "good_until": good_until,
        },
    )
    if new:
        record(actor=actor, action="queue_message", target=str(message), service_id=service.pk, at=at)
    return message


@action
def stop_messages(*, service: Service, about: str, actor: str, at: datetime | None = None) -> int:
    """Stop every message about that which was not sent yet, and wipe its words; how many were stopped.

    One that is being sent at this moment cannot be called back, but is not tried again.
    """
    at = at or timezone.now()
    held = Message.objects.select_for_update(of=("self",)).filter(service=service, about=about)
    waiting = list(held.filter(state=State.WAITING))
    for message in waiting:
        end_message(message, State.STOPPED, at)
    going = held.filter(state=State.SENDING, to_stop=False).update(to_stop=True)
    if waiting or going:
        record(actor=actor, action="stop_messages", target=about, service_id=service.pk, at=at)
    return len(waiting)


@action
def put_off_messages(*, service: Service, about: str, until: datetime, actor: str, at: datetime) -> int:
    """Let what waits about that wait until then, as nobody knows whether it may still go; how many were put off.

    One that waits until about then already is left as it is: whoever asks every minute puts it off once.
    """
    held = Message.objects.select_for_update(of=("self",)).filter(service=service, about=about, state=State.WAITING)
    soon = list(held.filter(next_try_at__lt=at + (until - at) / 2))
    for message in soon:
        message.next_try_at = until
        message.save(update_fields=["next_try_at"])
    if soon:
        record(actor=actor, action="put_off_messages", target=about, service_id=service.pk, at=at)
    return len(soon)
