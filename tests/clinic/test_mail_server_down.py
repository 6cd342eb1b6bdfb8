"""The mail server stops for a day, really: nothing is lost, and nothing is sent twice."""

from collections import Counter
from datetime import datetime, timedelta
from email import message_from_bytes

from mail_servers import Inbox, free_port, serving
from rooms.outbox import queued
from universe import Universe

from reconnect.clinic.outbox.carriers.mail_server import MailServer
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.outbox.sending import send_waiting

NIGHT = datetime.fromisoformat("2024-10-26T22:00:00+00:00")  # the clocks go back in it
TICK = timedelta(minutes=10)


def test_a_day_without_the_mail_server(universe: Universe, settings: "pytest_django.Settings") -> None:  # noqa: F821
    place, inbox, port = universe.north, Inbox(), free_port()
    settings.CARRIERS = {Channel.EMAIL: MailServer("127.0.0.1", port, "none", "post@trust.example", patience=5)}
    before = [queued(place, Channel.EMAIL, at=NIGHT) for _ in range(5)]
    with serving(inbox, port):
        assert send_waiting(NIGHT) == {"sent": 5}
    later: list[Message] = []
    for number in range(1, 6 * 24):
        at = NIGHT + number * TICK
        if number % 12 == 1:
            later.append(queued(place, Channel.EMAIL, at=at))
        assert "sent" not in send_waiting(at)
    assert {each.state for each in Message.objects.filter(pk__in=[each.pk for each in later])} == {State.WAITING}
    with serving(inbox, port):
        for number in range(6 * 24, 6 * 26):
            send_waiting(NIGHT + number * TICK)
    came = Counter(str(message_from_bytes(each.content)["Message-ID"]) for each in inbox.came)
    assert came == {f"<{each.pk}@trust.example>": 1 for each in (*before, *later)}
    assert all(len(each.rcpt_tos) == 1 for each in inbox.came)
    assert set(Message.objects.filter(channel=Channel.EMAIL).values_list("state", "perhaps_twice")) == {
        (State.SENT, False)
    }
