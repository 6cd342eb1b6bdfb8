"""Put messages into the outbox of a clinic of its own, each to another address.

python outbox_preparation.py MESSAGES
"""

import sys
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import application  # noqa: F401 before any model

from reconnect.clinic.accounts.actions import found_service
from reconnect.clinic.audit.transaction import writing
from reconnect.clinic.outbox.actions import queue_message
from reconnect.clinic.outbox.channel import Channel

QUEUED_AT = datetime(2024, 2, 28, 22, tzinfo=UTC)

if __name__ == "__main__":
    with writing():
        service = found_service(name="Invented", portal_name="Sample", support_note="Sample.", demo=True)
        for number in range(int(sys.argv[1])):
            queue_message(
                service=service,
                channel=Channel.EMAIL,
                to=f"sample{number}@example.org",
                subject="For you",
                text="Something waits.",
                about=f"occasion:{uuid4()}",
                number=0,
                good_until=QUEUED_AT + timedelta(days=28),
                actor="operator",
                at=QUEUED_AT,
            )
