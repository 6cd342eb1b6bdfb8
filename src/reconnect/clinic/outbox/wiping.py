"""How a message ends: its address and its words go, that it went or not stays."""

from datetime import datetime

from reconnect.clinic.outbox.models import Message, State

ENDING = ("state", "failure", "to", "subject", "text", "next_try_at", "ended_at", "sent_at", "perhaps_sent")


def end_message(message: Message, state: State, at: datetime, failure: str = "") -> None:
    """Save its end."""
    message.state, message.failure, message.ended_at = state, failure, at
    message.to = message.subject = message.text = message.next_try_at = None
    message.sent_at = at if state is State.SENT else None
    message.save(update_fields=ENDING)
