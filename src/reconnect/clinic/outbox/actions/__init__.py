"""What changes the outbox."""

from reconnect.clinic.outbox.actions.printing import mark_printed, read_letters
from reconnect.clinic.outbox.actions.queueing import put_off_messages, queue_message, stop_messages
from reconnect.clinic.outbox.actions.sending import (
    begin_try,
    give_up_late,
    note_found,
    note_later,
    note_refused,
    note_sent,
    note_unknown,
)

__all__ = [
    "begin_try",
    "give_up_late",
    "mark_printed",
    "note_found",
    "note_later",
    "note_refused",
    "note_sent",
    "note_unknown",
    "put_off_messages",
    "queue_message",
    "read_letters",
    "stop_messages",
]
