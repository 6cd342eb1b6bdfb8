"""A programme: the template that groups are runs of."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.model.session_plan import SessionPlan
from reconnect.model.source import Source

ENOUGH_ABOUT_SEX = 120  # minutes: two meetings of an hour, as the group that the paper describes gave to it


@dataclass(frozen=True, slots=True)
class Programme:
    """``sessions`` are ids of session plans, in order; ``every_days`` lie between two of them.

    ``follow_up`` says whether people are asked back 9 to 12 months after its end. A ``block`` is part of somebody
    else's programme: what it must hold is its own matter, so minutes about sex are not warned of. ``beforehand`` is
    what those who lead agree on before the first session.
    """

    id: str
    version: int
    order: int
    name: str
    about: str
    sessions: tuple[str, ...]
    every_days: int
    sources: tuple[Source, ...]
    block: bool = False
    follow_up: bool = True
    beforehand: tuple[str, ...] = ()


def minutes_about_sex(sessions: Iterable[SessionPlan]) -> int:
    """Planned minutes about sex in all of them."""
    return sum(session.minutes_about_sex for session in sessions)
