"""What a file of a route or a calendar cannot tell: that every kind of flag leads somewhere, and tables in order."""

from collections.abc import Iterator
from itertools import pairwise

from reconnect.model.calendar import Calendar
from reconnect.model.flag_kind import FlagKind
from reconnect.model.route import Route
from reconnect.model.shelf import Shelf
from reconnect.model.working_day import Clock

SATURDAY = 5
Complaint = tuple[str, str]  # the field, and what to do about it


def route_complaints(route: Route) -> Iterator[Complaint]:
    """What is wrong with one route."""
    for field in ("kinds", "when", "what_to_do"):
        if not getattr(route, field):
            yield field, "name at least one"
    for field in ("when", "what_to_do"):
        if any(not line.strip() for line in getattr(route, field)):
            yield field, "an empty line says nothing"
    for field in ("name", "who", "owner"):
        if not getattr(route, field).strip():
            yield field, "fill this in"
    if FlagKind.SELF_HARM in route.kinds and route.clock is not Clock.SAME_DAY:
        yield "clock", f"flags of {FlagKind.SELF_HARM} reach somebody on the same day"


def unserved_kinds(routes: Shelf[Route]) -> list[FlagKind]:
    """Kinds of flag without a route among the newest editions."""
    served = {kind for route in routes.newest.values() for kind in route.kinds}
    return [kind for kind in FlagKind if kind not in served]


def calendar_complaints(calendar: Calendar) -> Iterator[Complaint]:
    """What is wrong with one calendar."""
    if not calendar.owner.strip():
        yield "owner", "fill this in"
    if not calendar.holidays:
        yield "holidays", "give at least one"
        return
    if any(later.on <= earlier.on for earlier, later in pairwise(calendar.holidays)):
        yield "holidays", "list each day once, the earliest first"
    for holiday in calendar.holidays:
        if holiday.on.weekday() >= SATURDAY:
            yield f"holidays.{holiday.on}", "this is a Saturday or Sunday: give the day that is kept instead"
    last = max(holiday.on for holiday in calendar.holidays)
    if calendar.expires_on.year > last.year:
        yield "expires_on", f"its last day is in {last.year}: it cannot be right for longer"
