"""What a message may hold, whatever carries it."""

import re

from reconnect.clinic.outbox.channel import Channel
from reconnect.errors import ActionDenied

LONGEST_SUBJECT = 120
# Six parts, the most that GOV.UK Notify puts together; elsewhere two pages.
LONGEST = {Channel.EMAIL: 6000, Channel.SMS: 918, Channel.LETTER: 6000}
UNSENDABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def refuse_unsendable(channel: Channel, subject: str, text: str) -> None:
    """Raise ActionDenied where the words would not arrive as they stand, or could be read as something else."""
    if UNSENDABLE.search(subject) or "\n" in subject or len(subject) > LONGEST_SUBJECT:
        raise ActionDenied(f"A subject is one line of at most {LONGEST_SUBJECT} letters.")
    if channel != Channel.SMS and not subject.strip():
        raise ActionDenied("Write a subject.")
    if not text.strip() or UNSENDABLE.search(text) or len(text) > LONGEST[channel]:
        raise ActionDenied(f"A message by {channel.label.lower()} is 1 to {LONGEST[channel]} plain letters and lines.")
