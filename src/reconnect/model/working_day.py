"""When something that was told must have reached somebody: two clocks, in the hours of a service that closes at night.

Both are pure: a moment, a zone, and the days on which the service is closed. They read the clock on the wall, so that
nothing moves by an hour where clocks change; the answer is in UTC, where moments can be compared.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


class Clock(StrEnum):
    """How long something may wait before it has an owner."""

    SAME_DAY = "same day"
    WORKING_DAY = "one working day"


@dataclass(frozen=True, slots=True)
class Hours:
    """When a service works: from ``opens`` to ``closes``, on weekdays from Monday (0) on."""

    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset(range(5))

    def works_on(self, day: date, holidays: Collection[date]) -> bool:
        """Whether the service works on that day at all."""
        return day.weekday() in self.weekdays and day not in holidays


OFFICE = Hours()


def due_at(
    raised_at: datetime, clock: Clock, zone: ZoneInfo, holidays: Collection[date] = (), hours: Hours = OFFICE
) -> datetime:
    """The moment, in UTC, from which what was raised and has no owner has waited too long. ``raised_at`` is aware.

    *Same day* knows no weekend and no holiday: what cannot wait for Monday must not be counted as if it could. Raised
    between opening and closing, on whatever day, it is due when that day closes; raised earlier it is due when the
    day opens; raised at closing or later, when the next day opens. Whoever is named for that day works by this clock.

    *One working day* is the length of one: raised while the service works, it is due at the same time of the next
    working day; raised while it is closed, when the next day on which it works closes. So nobody has less than the
    hours of a working day, nobody has more, and what is raised later is never due earlier.
    """
    local = raised_at.astimezone(zone)
    if clock is Clock.SAME_DAY:
        return _same_day(local, hours).astimezone(UTC)
    day, now = local.date(), local.time()
    if hours.works_on(day, holidays):
        if now < hours.opens:
            return _at(day, hours.closes, zone)
        if now < hours.closes:
            return _at(_next_working_day(day, holidays, hours), now, zone)
    return _at(_next_working_day(day, holidays, hours), hours.closes, zone)


def _same_day(local: datetime, hours: Hours) -> datetime:
    day, now = local.date(), local.time()
    if now >= hours.closes:
        return datetime.combine(day + DAY, hours.opens, local.tzinfo)
    return datetime.combine(day, hours.opens if now < hours.opens else hours.closes, local.tzinfo)


def _next_working_day(day: date, holidays: Collection[date], hours: Hours) -> date:
    day += DAY
    while not hours.works_on(day, holidays):
        day += DAY
    return day


def _at(day: date, time_of_day: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time_of_day, zone).astimezone(UTC)
