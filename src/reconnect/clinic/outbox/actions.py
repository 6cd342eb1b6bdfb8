"""What changes the outbox."""

from datetime import datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State


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

    After ``good_until`` it is not sent any more: what it says would no longer be so.
    """
    at = at or timezone.now()
    message, new = Message.objects.get_or_create(
        service=service,
        about=about,
        number=number,
        defaults={
            "channel": channel,
            "to": to,
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
    """Stop every message about that which was not sent yet, and wipe its words; how many there were."""
    at = at or timezone.now()
    waiting = Message.objects.filter(service=service, about=about, state=State.WAITING)
    stopped = waiting.update(state=State.STOPPED, next_try_at=None, to=None, subject=None, text=None)
    if stopped:
        record(actor=actor, action="stop_messages", target=about, service_id=service.pk, at=at)
    return stopped
