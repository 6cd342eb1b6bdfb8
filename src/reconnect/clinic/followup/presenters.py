"""Whom to ask back, and what went to them, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.followup.channels import holds, holds_until, to_use
from reconnect.clinic.followup.facts import Facts, Ready, ready, why_no_channel
from reconnect.clinic.followup.models import NotAnswered, ReachingOut, Reason, SafeChannel, Stop, WhyStop
from reconnect.clinic.followup.queries import Row
from reconnect.clinic.followup.standing import Standing, taken_until
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Message, State
from reconnect.clinic.people.models import Occasion, Person
from reconnect.clinic.people.windows import window
from reconnect.model.occasion import Occasion as Moment

PAGE = 50
MOMENTS = {Moment.PRE: "Before", Moment.POST: "At the end", Moment.FOLLOW_UP: "Follow-up"}
MESSAGES = ("Invitation", "First reminder", "Last reminder")
SENDING = ("Invite", "Remind", "Remind for the last time")
LABELS = {
    Standing.NOT_DATED: "No day yet",
    Standing.NOT_YET: "Not yet",
    Standing.SOON: "Soon",
    Standing.DUE: "Due",
    Standing.LATE: "Late",
    Standing.LOST: "Lost",
    Standing.ANSWERED: "Answered",
    Standing.OUTSIDE: "Answered outside its window",
    Standing.PART: "Answered in part",
    Standing.STOPPED: "Nothing goes any more",
}
TELLS = {
    Standing.LATE: "Nobody has answered, and there are few weeks left.",
    Standing.DUE: "They may answer now.",
    Standing.SOON: "Their days begin within 28 days. Ask now how it is safe to write to them.",
    Standing.LOST: "Their days are over. Note why, where you know it.",
}


@dataclass(frozen=True, slots=True)
class Went:
    """A message as the list shows it: never its words."""

    name: str
    channel: str
    state: str
    on: date


@dataclass(frozen=True, slots=True)
class Line:
    """An occasion of somebody's. ``send`` is what a button does, and ``held`` why there is none.

    ``silent``: only because they have not said how it is safe to write to them; ``channel`` says so then.
    """

    occasion_id: UUID
    person_id: UUID
    name: str
    group: str
    moment: str
    standing: Standing
    label: str
    part: bool
    opens: date | None
    until: date | None
    taken_until: date | None
    still_taken: bool
    went: tuple[Went, ...]
    channel: str
    send: str
    held: str
    silent: bool
    reason: str
    reason_id: UUID | None
    lost: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that stand alike. ``n`` is how many there are on all pages."""

    title: str
    tells: str
    n: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list."""

    sections: tuple[Section, ...]
    number: int
    pages: int
    n: int


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel as the person's page shows it."""

    id: UUID
    name: str
    address: str
    may_hold_code: bool
    said_on: date
    confirmed_on: date
    at: str
    holds: bool
    until: date
    by: str
    ended_at: datetime | None


def page_of(rows: list[Row], number: int) -> tuple[list[Row], int]:
    """The rows of page ``number``, or of the last one where there are fewer, and the number of pages."""
    pages = max(1, -(-len(rows) // PAGE))
    number = min(number, pages)
    return rows[(number - 1) * PAGE : number * PAGE], pages


def listing(rows: list[Row], shown: list[Row], lines: Iterable[Line], number: int, pages: int) -> Listing:
    """The page: ``lines`` are those of the rows ``shown``."""
    by_standing: dict[Standing, list[Line]] = {}
    for row, line in zip(shown, lines, strict=True):
        by_standing.setdefault(row.timing, []).append(line)
    counts = {each: sum(row.timing is each for row in rows) for each in by_standing}
    sections = tuple(
        Section(LABELS[each], TELLS[each], counts[each], tuple(found)) for each, found in by_standing.items()
    )
    return Listing(sections, min(number, pages), pages, len(rows))


def line_of(
    facts: Facts, person: Person, group: str, reaching: ReachingOut | None, service: Service, today: date
) -> Line:
    """An occasion, and what may be done about it today."""
    span = window(facts.moment, facts.days.started_on, facts.days.ended_on)
    may_go = ready(facts, reaching, service, today)
    channel = to_use(facts.channels, today)
    by = Channel(channel.channel).label if channel else why_no_channel(facts.channels, today)
    standing, last = facts.standing(today), taken_until(facts.moment, facts.days)
    return Line(
        occasion_id=facts.occasion.pk,
        person_id=person.pk,
        name=person.name,
        group=group,
        moment=MOMENTS[facts.moment],
        standing=standing,
        label=_label(facts, standing),
        part=standing is Standing.PART,
        opens=span.opens if span else None,
        until=span.closes if span else None,
        taken_until=last,
        still_taken=last is None or today <= last,
        went=tuple(_went(each, service) for each in facts.messages),
        channel=by,
        send=SENDING[min(facts.went, may_go.number)] if isinstance(may_go, Ready) else "",
        held="" if isinstance(may_go, Ready) or may_go == by else may_go,
        silent=may_go == by,
        reason=Reason(facts.reason.reason).label if facts.reason else "",
        reason_id=facts.reason.pk if facts.reason else None,
        lost=facts.timing(today) is Standing.LOST,
    )


def channel_line(channel: SafeChannel, today: date) -> ChannelLine:
    """A channel."""
    return ChannelLine(
        channel.pk,
        Channel(channel.channel).label,
        channel.address,
        channel.may_hold_code,
        channel.said_on,
        channel.confirmed_on,
        name_of(channel.occasion) if channel.occasion else "",
        holds(channel, today),
        holds_until(channel),
        channel.by.name,
        channel.ended_at,
    )


def name_of(occasion: Occasion) -> str:
    """An occasion among those of one person."""
    return f"{MOMENTS[Moment(occasion.moment)]}, referred {occasion.episode.referred_on:%-d %b %Y}"


def reason_line(found: NotAnswered) -> tuple[str, NotAnswered]:
    """A reason with its label."""
    return Reason(found.reason).label, found


def stop_line(stop: Stop) -> tuple[str, Stop]:
    """A stop with its label."""
    return WhyStop(stop.why).label, stop


def _label(facts: Facts, standing: Standing) -> str:
    if standing is not Standing.OUTSIDE:
        return LABELS[standing]
    span = window(facts.moment, facts.days.started_on, facts.days.ended_on)
    after = span is not None and span.closes is not None and max(facts.answered_on) > span.closes
    return "Answered after its window" if after else LABELS[standing]


def _went(message: Message, service: Service) -> Went:
    at = message.sent_at or message.queued_at
    return Went(
        MESSAGES[message.number],
        Channel(message.channel).label,
        State(message.state).label,
        at.astimezone(service.zone).date(),
    )
