"""Where something that was told leads: whom it must reach, by when, and what that person does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reconnect.model.flag_kind import FlagKind
from reconnect.model.source import Source
from reconnect.model.working_day import Clock


@dataclass(frozen=True, slots=True)
class Route:
    """One way for flags of its ``kinds``: ``when`` it is right, ``what_to_do`` step by step, ``who`` it leads to.

    Every route is kept right by an ``owner``, a role or a person in the service, and is out of date after
    ``expires_on``: local numbers, teams and laws change.
    """

    id: str
    version: int
    name: str
    kinds: tuple[FlagKind, ...]
    when: tuple[str, ...]
    what_to_do: tuple[str, ...]
    who: str
    clock: Clock
    owner: str
    expires_on: date
    sources: tuple[Source, ...]


def routes_of(kind: FlagKind, routes: Iterable[Route]) -> tuple[Route, ...]:
    """The routes for flags of that kind, in their order."""
    return tuple(route for route in routes if kind in route.kinds)


def clock_of(kind: FlagKind, routes: Iterable[Route]) -> Clock:
    """The clock of that kind: the shortest of its routes, and the same day where no route says."""
    clocks = {route.clock for route in routes_of(kind, routes)}
    return Clock.WORKING_DAY if clocks == {Clock.WORKING_DAY} else Clock.SAME_DAY
