"""The outbox, for the tests that look at all rooms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.outbox import actions
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Attempt, Message
from rooms import BAR, Act

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from universe import Place, Universe

CARERS = (Role.CLINICIAN, Role.FACILITATOR, Role.LEAD)
TO = {
    Channel.EMAIL: "canarymailto{mark}@example.invalid",
    Channel.SMS: "07700 900123",
    Channel.LETTER: "{line}\n1 Sample Street\nSample\nZZ99 9ZZ",
}


def queued(place: Place, channel: Channel, *, at: datetime | None = None, **told: object) -> Message:
    """A message whose every text is a canary."""
    mark = place.mark
    fields = {
        "to": TO[channel].format(mark=mark, line=f"Canarypostto{mark}".title()),
        "subject": f"Canarymessagesubject{mark}".title(),
        "text": f"Canarymessagewords{mark}".title(),
        "about": f"occasion:{uuid4()}",
        "number": 0,
        "good_until": (at or timezone.now()) + timedelta(days=28),
        "actor": place.clinician.actor,
    }
    return actions.queue_message(service=place.service, channel=channel, at=at, **(fields | told))


def furnish(place: Place) -> dict[str, object]:
    """An e-mail and a letter that wait, and a text message that went."""
    queued(place, Channel.EMAIL)
    letter = queued(place, Channel.LETTER)
    went = begun(queued(place, Channel.SMS))
    actions.note_sent(attempt=went, reference="a reference", at=timezone.now())
    return {"message_id": letter.pk}


def begun(message: Message, *, looks_up: bool = False) -> Attempt:
    """A try to send it that is under way."""
    attempt = actions.begin_try(message_id=message.pk, looks_up=looks_up, at=message.next_try_at)
    assert attempt is not None
    return attempt


def _ends(act: Callable[..., object], **told: object) -> Callable[[Universe], Act]:
    def prepare(universe: Universe) -> Act:
        attempt = begun(queued(universe.north, Channel.EMAIL))
        return lambda: act(attempt=attempt, at=timezone.now(), **told)

    return prepare


def _begin(universe: Universe) -> Act:
    message = queued(universe.north, Channel.EMAIL)
    return lambda: begun(message)


def _late(universe: Universe) -> Act:
    message = queued(universe.north, Channel.EMAIL)
    return lambda: actions.give_up_late(message_id=message.pk, at=message.good_until)


def _stop(universe: Universe) -> Act:
    message = queued(universe.north, Channel.EMAIL)
    actor = universe.north.clinician.actor
    return lambda: actions.stop_messages(service=universe.north.service, about=message.about, actor=actor)


def _put_off(universe: Universe) -> Act:
    message, now = queued(universe.north, Channel.EMAIL), timezone.now()
    told = {"service": universe.north.service, "about": message.about, "actor": "operator", "at": now}
    return lambda: actions.put_off_messages(until=now + timedelta(hours=1), **told)


def _print(universe: Universe) -> Act:
    letter = Message.objects.get(pk=universe.north.parts["message_id"])
    return lambda: actions.mark_printed(message=letter, by=universe.north.clinician)


RECIPES: dict[Callable[..., object], Callable[[Universe], Act]] = {
    actions.queue_message: lambda universe: lambda: queued(universe.north, Channel.EMAIL),
    actions.stop_messages: _stop,
    actions.put_off_messages: _put_off,
    actions.begin_try: _begin,
    actions.note_sent: _ends(actions.note_sent, reference="one"),
    actions.note_found: _ends(actions.note_found, reference="one"),
    actions.note_later: _ends(actions.note_later, problem="not reached"),
    actions.note_refused: _ends(actions.note_refused, problem="SMTP 550 address"),
    actions.note_unknown: _ends(actions.note_unknown, looks_up=False, problem="cut off"),
    actions.give_up_late: _late,
    actions.mark_printed: _print,
    actions.read_letters: lambda universe: lambda: actions.read_letters(by=universe.north.clinician),
}
_LETTERS = ("/staff/messages/letters/", BAR | {"portal", "postto", "messagesubject", "messagewords"})
ALLOWED = {
    "clinician": [_LETTERS],
    "facilitator": [_LETTERS],
    "lead": [_LETTERS, ("/staff/messages/", BAR)],
    # What is in the outbox to be e-mailed: looked for everywhere, and allowed nowhere.
    "administrator": [("/nowhere/", {"mailto"})],
}
