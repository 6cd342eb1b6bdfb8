"""The days of a group's sessions: each after the one before."""

from datetime import date

from reconnect.clinic.groups.models import Session
from reconnect.errors import ActionDenied


def refuse_day_of_plan(session: Session, planned_on: date) -> None:
    """Raise ActionDenied where a session is moved to before its group begins, or out of its place among the others."""
    group = session.group
    if planned_on == session.planned_on:  # held late, the one before it may lie on or after it: that is no move
        return
    if planned_on < group.starts_on:
        raise ActionDenied(f"The group begins on {_named(group.starts_on)}. Choose that day or a later one.")
    before = group.sessions.filter(number__lt=session.number).last()
    after = group.sessions.filter(number__gt=session.number).first()
    if before and planned_on <= _day(before):
        raise ActionDenied(f"Session {before.number} is on {_named(_day(before))}. Choose a later day.")
    if after and planned_on >= _day(after):
        raise ActionDenied(
            f"Session {after.number} is on {_named(_day(after))}. Choose an earlier day, or move it first."
        )


def _day(session: Session) -> date:
    return session.held_on or session.planned_on


def _named(day: date) -> str:
    return f"{day:%-d %b %Y}"
