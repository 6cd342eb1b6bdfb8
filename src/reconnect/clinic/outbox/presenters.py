"""What the pages of the outbox say: labels and moments, and nothing of whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from reconnect.clinic.outbox.carriers.chosen import carriers, is_printed
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Failure, Message, State

SHOWN_FOR = 14  # days
SHOWN = 40  # of each list; every one that failed besides
LONG = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A message: which way, how far, since when; what went wrong, in the words of ``Failure`` or of the last try."""

    channel: str
    state: str
    queued_at: datetime
    ended_at: datetime | None
    next_try_at: datetime | None
    good_until: date
    tries: int
    problem: str
    failed: bool
    perhaps_twice: bool


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel, how it goes, and how many messages are how far."""

    channel: str
    way: str
    waiting: int
    sent: int
    failed: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Warned:
    """What a lead must look at."""

    long_waiting: int
    failed: int
    perhaps_twice: int
    nothing_carries: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as it is printed."""

    id: UUID
    sender: str
    address: list[str]
    queued_on: date
    good_until: date
    subject: str
    paragraphs: list[str]


def rows(messages: Sequence[Message], zone: ZoneInfo) -> list[Row]:
    """A row each, in the order given; moments as the service's clocks show them."""
    return [_row(each, zone) for each in messages]


def shown(messages: Sequence[Message]) -> tuple[list[Message], int]:
    """Those at the beginning and all that failed, and how many more there are."""
    failed = [each for each in messages if each.state == State.FAILED]
    rest = [each for each in messages if each.state != State.FAILED]
    kept = {each.pk for each in (*failed[: 2 * SHOWN], *rest[:SHOWN])}
    return [each for each in messages if each.pk in kept], len(messages) - len(kept)


def _row(message: Message, zone: ZoneInfo) -> Row:
    tries = list(message.attempts.all())
    printed = is_printed(Channel(message.channel)) and message.state == State.WAITING
    last = tries[-1].problem if tries else ""
    return Row(
        channel=message.get_channel_display(),
        state="To be printed" if printed else message.get_state_display(),
        queued_at=message.queued_at.astimezone(zone),
        ended_at=message.ended_at and message.ended_at.astimezone(zone),
        next_try_at=None if printed or not message.next_try_at else message.next_try_at.astimezone(zone),
        good_until=message.good_until.astimezone(zone).date(),
        tries=len(tries),
        problem=". ".join(filter(None, [Failure(message.failure).label if message.failure else "", last])),
        failed=message.state == State.FAILED,
        perhaps_twice=message.perhaps_twice,
    )


def channel_rows(waiting: Sequence[Message], ended: Sequence[Message]) -> list[ChannelRow]:
    """Every channel, also one that nothing went by."""
    counted = Counter((each.channel, each.state) for each in (*waiting, *ended))

    def number(channel: Channel, *states: State) -> int:
        return sum(counted[channel.value, state.value] for state in states)

    return [
        ChannelRow(
            channel=channel.label,
            way=_way(channel),
            waiting=number(channel, State.WAITING, State.SENDING),
            sent=number(channel, State.SENT),
            failed=number(channel, State.FAILED),
            stopped=number(channel, State.STOPPED),
        )
        for channel in Channel
    ]


def _way(channel: Channel) -> str:
    names = {"MailServer": "Your mail server", "Notify": "GOV.UK Notify", "Folder": "A folder: nothing leaves"}
    carrier = carriers().get(channel)
    if carrier is None:
        return "Printed by staff" if is_printed(channel) else "Not set up"
    return names.get(type(carrier).__name__, "Set up")


def warning(waiting: Sequence[Message], ended: Sequence[Message], now: datetime) -> Warned | None:
    """What is not as it should be; None where all is well. A letter that staff print may take its days."""
    carried = [each for each in waiting if not is_printed(Channel(each.channel))]
    found = Warned(
        long_waiting=sum(now - each.queued_at > LONG for each in carried),
        failed=sum(each.state == State.FAILED for each in ended),
        perhaps_twice=sum(each.perhaps_twice for each in ended),
        nothing_carries=sorted({each.get_channel_display() for each in carried if each.channel not in carriers()}),
    )
    return found if any((found.long_waiting, found.failed, found.perhaps_twice, found.nothing_carries)) else None


def sheet(message: Message, zone: ZoneInfo) -> Sheet:
    """The letter, its paragraphs apart."""
    return Sheet(
        id=message.pk,
        sender=message.service.portal_name,
        address=message.to.split("\n"),
        queued_on=message.queued_at.astimezone(zone).date(),
        good_until=message.good_until.astimezone(zone).date(),
        subject=message.subject,
        paragraphs=[each for each in message.text.split("\n\n") if each.strip()],
    )
