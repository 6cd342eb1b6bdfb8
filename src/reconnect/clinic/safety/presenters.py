"""Flags, routes and duties, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.safety.models import Flag, FlagStep, Outcome, What
from reconnect.model.flag_kind import FlagKind

KINDS = {
    FlagKind.SELF_HARM: "Thoughts of suicide or self-harm",
    FlagKind.ABUSE: "Abuse, fear of somebody, or touch without consent",
    FlagKind.ASSAULT: "Sexual assault, now or in the past",
    FlagKind.AT_RISK: "A child, or an adult who cannot keep safe",
    FlagKind.URGENT_MEDICAL: "Something physical that cannot wait",
    FlagKind.MEDICAL: "Something physical to be looked at",
    FlagKind.TRAUMA: "Hard experiences that still weigh",
    FlagKind.PSYCHOSEXUAL: "Sex or a relationship, beyond pain",
}
OUTCOMES = {
    Outcome.TALKED: "Talked with the person; nothing more is needed now",
    Outcome.PLAN_MADE: "A plan was made with the person",
    Outcome.HANDED_ON: "Another service looks after it now",
    Outcome.SAFEGUARDING: "The safeguarding lead knows and leads",
    Outcome.EMERGENCY: "Emergency help was called",
    Outcome.KNOWN_ALREADY: "Known already, and in hand",
    Outcome.BY_MISTAKE: "Raised by mistake",
}
STEPS = {
    What.RAISED: "Raised",
    What.TAKEN: "Taken on",
    What.HANDED_OVER: "Handed over",
    What.CLOSED: "Closed",
    What.REOPENED: "Opened again",
}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A flag in a list. Which kind it is stands on its own page only, where reading it is noted."""

    flag: Flag
    owner: str
    age: str
    raised_at: datetime
    due_at: datetime
    late: bool
    standing: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing that happened to a flag, in words."""

    what: str
    who: str
    at: datetime
    note: str


def rows(flags: Iterable[Flag], reader: Member, at: datetime) -> list[FlagRow]:
    """Oldest due first; for a lead those that waited too long come before all others."""
    found = [row(flag, reader.service.zone, at) for flag in flags]
    return sorted(found, key=lambda each: not each.late) if reader.role == Role.LEAD else found


def row(flag: Flag, zone: ZoneInfo, at: datetime) -> FlagRow:
    """One flag, in the service's own time."""
    owner, late = flag.cared_for_by, flag.is_past_time(at)
    return FlagRow(
        flag,
        owner.name if owner else "",
        _age(at - flag.raised_at),
        flag.raised_at.astimezone(zone),
        flag.due_at.astimezone(zone),
        late,
        _standing(flag, late=late),
    )


def kind_of(flag: Flag) -> str:
    """What was told, in a few words."""
    return KINDS[FlagKind(flag.kind)]


def response_of(flag: Flag) -> str:
    """The id of the answers that raised it, or "" where a member did."""
    origin, _, response_id = flag.source.partition(":")
    return response_id if origin == "response" else ""


def step_rows(steps: Iterable[FlagStep], zone: ZoneInfo) -> list[StepRow]:
    """What happened, oldest first, its notes opened."""
    return [
        StepRow(_step(each), each.by.name if each.by else "by an answer", each.at.astimezone(zone), each.note or "")
        for each in steps
    ]


def _step(step: FlagStep) -> str:
    words = STEPS[What(step.what)]
    if step.to is not None:
        return f"{words} to {step.to.name}"
    return f"{words}: {OUTCOMES[Outcome(step.outcome)]}" if step.outcome else words


def _standing(flag: Flag, *, late: bool) -> str:
    if flag.closed_at is not None:
        return "Closed"
    if late:
        return "Past its time"
    return "Looked after" if flag.cared_for_by else "Nobody yet"


def _age(since: timedelta) -> str:
    """In the largest unit that fits, rounded down."""
    if since < HOUR:
        return f"{max(0, int(since.total_seconds() // 60))} min"
    return f"{since // HOUR} h" if since < 2 * DAY else f"{since // DAY} days"
