"""Empty the outbox: what was cut off is looked at first, what is too late is given up, the rest goes one by one."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from reconnect.clinic.outbox.actions import (
    begin_try,
    give_up_late,
    note_found,
    note_later,
    note_refused,
    note_sent,
    note_unknown,
)
from reconnect.clinic.outbox.addresses import one_address
from reconnect.clinic.outbox.alone import alone
from reconnect.clinic.outbox.carriers.carrier import Carrier, EndUnknown, Outgoing, Problem, RefusedForGood
from reconnect.clinic.outbox.carriers.chosen import carriers
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Attempt, Message
from reconnect.clinic.outbox.queries import cut_off, due, too_late
from reconnect.errors import ActionDenied

MOST = 200  # messages at a time: the other steps have their turn, and the server may be stopped
CUT_OFF = "the process ended"


def send_waiting(at: datetime) -> dict[str, int]:
    """Send what is due; how many of what. Two processes that begin at once never send the same message.

    Where something of ours went wrong with a message, the others are sent, and then that error is raised.
    """
    with alone() as mine:
        if not mine:
            return {"left to another process": 1}
        told: Counter[str] = Counter()
        for attempt in cut_off():
            known = carriers().get(Channel(attempt.message.channel))
            note_unknown(attempt=attempt, looks_up=known is not None and known.looks_up, problem=CUT_OFF, at=at)
            told["cut off before"] += 1
        told["too late"] = sum(give_up_late(message_id=each, at=at) for each in too_late(at))
        _send_all(at, told)
        return {name: number for name, number in told.items() if number}


def _send_all(at: datetime, told: Counter[str]) -> None:
    down: set[Channel] = set()
    wrong: Exception | None = None
    began = monotonic()
    for message_id, channel in due(at, MOST):
        if channel in down:
            continue
        carrier = carriers()[channel]
        try:
            attempt = begin_try(message_id=message_id, looks_up=carrier.looks_up, at=at)
            if attempt is None:
                continue
            said, is_down = _try(carrier, attempt, lambda: at + timedelta(seconds=monotonic() - began))
        except Exception as error:  # noqa: BLE001 the others go first; the try stays without an end, as after a crash
            wrong = error
            told["went wrong"] += 1
            continue
        told[said] += 1
        if is_down:
            down.add(channel)
    if wrong is not None:
        raise wrong


def _try(carrier: Carrier, attempt: Attempt, clock: Callable[[], datetime]) -> tuple[str, bool]:
    """How it ended, and whether the carrier is down."""
    message = attempt.message
    try:
        outgoing = _outgoing(message)
        found = carrier.find(outgoing) if message.perhaps_sent else None
        if found is not None:
            note_found(attempt=attempt, reference=found, at=clock())
            return "had gone before", False
        reference = carrier.send(outgoing)
    except RefusedForGood as problem:
        note_refused(attempt=attempt, problem=problem.code, at=clock())
        return "refused", problem.down
    except EndUnknown as problem:
        note_unknown(attempt=attempt, looks_up=carrier.looks_up, problem=problem.code, at=clock())
        return "perhaps sent", problem.down
    except Problem as problem:
        note_later(attempt=attempt, problem=problem.code, at=clock())
        return "later again", problem.down
    except ActionDenied:
        note_refused(attempt=attempt, problem="not one address", at=clock())
        return "refused", False
    note_sent(attempt=attempt, reference=reference, at=clock())
    return "sent", False


def _outgoing(message: Message) -> Outgoing:
    """The message as a carrier takes it; its address is looked at once more. Raises ActionDenied."""
    return Outgoing(
        id=str(message.id),
        sender=message.service.portal_name,
        to=one_address(Channel(message.channel), message.to),
        subject=message.subject,
        text=message.text,
    )
