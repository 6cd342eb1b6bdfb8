"""Each step of sending, written down before the next: what was cut off between two shows which it was."""

from datetime import datetime, timedelta
from uuid import UUID

from reconnect.clinic.audit.trail import record
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.outbox.models import Attempt, Failure, Message, Outcome, State
from reconnect.clinic.outbox.wiping import end_message

ACTOR = "operator"  # who has `reconnect tick` run
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]  # the last again and again


@action
def begin_try(*, message_id: UUID, looks_up: bool, at: datetime) -> Attempt | None:
    """Take a message that waits, before anything of it leaves; None where somebody else did, or it was stopped.

    A carrier that ``looks_up`` what went never sends twice. With another, trying again after an end that nobody knows
    may.
    """
    message = Message.objects.select_for_update(of=("self",)).select_related("service").get(pk=message_id)
    taken = Message.objects.filter(
        pk=message_id, state=State.WAITING, next_try_at__lte=at, good_until__gt=at, to__isnull=False
    ).update(state=State.SENDING, perhaps_twice=message.perhaps_twice or (message.perhaps_sent and not looks_up))
    if not taken:
        return None
    message.refresh_from_db(fields=["state", "perhaps_twice"])
    attempt = Attempt.objects.create(service_id=message.service_id, message=message, began_at=at)
    _record("begin_try", message, at)
    return attempt


@action
def note_sent(*, attempt: Attempt, reference: str, at: datetime) -> None:
    """It went."""
    message = _ended(attempt, Outcome.SENT, at, reference=reference)
    if message is not None:
        end_message(message, State.SENT, at)
        _record("note_sent", message, at)


@action
def note_found(*, attempt: Attempt, reference: str, at: datetime) -> None:
    """An earlier try had gone, as the carrier says."""
    message = _ended(attempt, Outcome.FOUND, at, reference=reference)
    if message is not None:
        message.perhaps_sent = False
        end_message(message, State.SENT, at)
        _record("note_found", message, at)


@action
def note_later(*, attempt: Attempt, problem: str, at: datetime) -> None:
    """It did not go, and is tried again."""
    message = _ended(attempt, Outcome.LATER, at, problem=problem)
    if message is not None:
        _wait(message, at)
        _record("note_later", message, at)


@action
def note_refused(*, attempt: Attempt, problem: str, at: datetime) -> None:
    """It did not go and never will."""
    message = _ended(attempt, Outcome.REFUSED, at, problem=problem)
    if message is not None:
        end_message(message, State.FAILED, at, Failure.PERHAPS_SENT if message.perhaps_sent else Failure.REFUSED)
        _record("note_refused", message, at)


@action
def note_unknown(*, attempt: Attempt, looks_up: bool, problem: str, at: datetime) -> None:
    """It may have gone. It is tried again; but only once where the carrier cannot say what went."""
    message = _ended(attempt, Outcome.UNKNOWN, at, problem=problem)
    if message is None:
        return
    again = looks_up or not message.perhaps_sent
    message.perhaps_sent = True
    if again:
        _wait(message, at)
    else:
        end_message(message, State.FAILED, at, Failure.PERHAPS_SENT)
    _record("note_unknown", message, at)


@action
def give_up_late(*, message_id: UUID, at: datetime) -> bool:
    """Give up a message that waited too long; whether it did."""
    message = Message.objects.select_for_update(of=("self",)).filter(pk=message_id, state=State.WAITING).first()
    if message is None or message.good_until > at:
        return False
    end_message(message, State.FAILED, at, Failure.PERHAPS_SENT if message.perhaps_sent else Failure.TOO_LATE)
    _record("give_up_late", message, at)
    return True


def _ended(
    attempt: Attempt, outcome: Outcome, at: datetime, *, reference: str = "", problem: str = ""
) -> Message | None:
    """The attempt's message, once its end is written down; None where somebody else wrote another before."""
    told = {"outcome": outcome, "ended_at": at, "reference": reference[:200], "problem": problem[:60]}
    if not Attempt.objects.filter(pk=attempt.pk, outcome="").update(**told):
        return None
    return Message.objects.select_for_update(of=("self",)).get(pk=attempt.message_id)


def _wait(message: Message, at: datetime) -> None:
    if message.to_stop:
        end_message(message, State.STOPPED, at)
        return
    tries = Attempt.objects.filter(message=message).count()
    message.state, message.next_try_at = State.WAITING, at + WAITS[min(tries, len(WAITS)) - 1]
    message.save(update_fields=["state", "next_try_at", "perhaps_sent"])


def _record(name: str, message: Message, at: datetime) -> None:
    record(actor=ACTOR, action=name, target=str(message), service_id=message.service_id, at=at)
