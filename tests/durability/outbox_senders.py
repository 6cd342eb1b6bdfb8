"""Send what waits, by one process after another, each of which may be killed; then say how every message ended.

python outbox_senders.py PID_FILE

Forked, so that four hundred of them take seconds: each is a process of its own, with its own connection and lock.
"""

import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import application  # noqa: F401 before any model
from django.db import connections
from outbox_preparation import QUEUED_AT

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken
from reconnect.clinic.outbox import sending
from reconnect.clinic.outbox.models import Message, State

MOST_SENDERS = 3000
BETWEEN = timedelta(seconds=20)


def send_in_a_process(number: int, pid_file: Path) -> bool:
    """Whether it was killed. Each takes one message at most, so that a late kill hits no other."""
    child = os.fork()
    if child == 0:
        pid_file.write_text(str(os.getpid()))
        sending.MOST = 1
        sending.send_waiting(QUEUED_AT + number * BETWEEN)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def unfinished() -> bool:
    """Whether anything is left to do. No connection stays for a child to share."""
    found = Message.objects.filter(state__in=[State.WAITING, State.SENDING]).exists()
    connections.close_all()
    return found


def told() -> dict[str, object]:
    """How every message ended."""
    return {
        str(each.pk): {
            "state": each.state,
            "failure": each.failure,
            "perhaps_twice": each.perhaps_twice,
            "wiped": (each.to, each.subject, each.text) == (None, None, None),
            "outcomes": [attempt.outcome for attempt in each.attempts.all()],
        }
        for each in Message.objects.all()
    }


if __name__ == "__main__":
    kills = number = 0
    while unfinished() and number < MOST_SENDERS:
        kills += send_in_a_process(number, Path(sys.argv[1]))
        number += 1
    broken = first_broken(AuditEvent.objects.iterator(2000))
    print(json.dumps({"kills": kills, "senders": number, "messages": told(), "trail broken at": broken}))
