"""Letters that staff print and post."""

from datetime import datetime

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.accounts.policy import CLINICAL
from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.outbox.carriers.chosen import is_printed
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Attempt, Message, Outcome, State
from reconnect.clinic.outbox.wiping import end_message
from reconnect.errors import ActionDenied


@action
def read_letters(*, by: Member, at: datetime | None = None) -> None:
    """Note that the letters that wait to be printed were read: one event for all of them."""
    record(actor=by.actor, action="read_letters", target=f"service:{by.service_id}", service_id=by.service_id, at=at)


@action
def mark_printed(*, message: Message, by: Member, at: datetime | None = None) -> None:
    """Note that a letter was printed and posted: it counts as sent. Once more changes nothing.

    Raises ActionDenied where it was stopped meanwhile, or is none that staff print.
    """
    at = at or timezone.now()
    if by.service_id != message.service_id or by.role not in CLINICAL:
        raise ActionDenied("A member of the service who treats people prints its letters.")
    held = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if held.state == State.SENT:
        return
    if held.state != State.WAITING or not is_printed(Channel(held.channel)):
        raise ActionDenied("This letter is not to be posted any more. Please destroy the sheet.")
    Attempt.objects.create(
        service_id=held.service_id, message=held, began_at=at, ended_at=at, outcome=Outcome.SENT, reference="printed"
    )
    end_message(held, State.SENT, at)
    record(actor=by.actor, action="mark_printed", target=str(held), service_id=held.service_id, at=at)
