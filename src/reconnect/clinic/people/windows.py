"""On which days an answer counts for an occasion: local dates, ends included."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from reconnect.model.occasion import Occasion

BEFORE_END = timedelta(days=14)  # the last session is often a week or two before the recorded end


@dataclass(frozen=True, slots=True)
class Window:
    """From ``opens`` to ``closes``; None is open-ended."""

    opens: date | None
    closes: date | None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the window."""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)


def window(occasion: Occasion, started_on: date | None, ended_on: date | None) -> Window | None:
    """The window of ``occasion``; None while the date it hangs on is not recorded.

    pre: up to the day of the first contact. post: from two weeks before the recorded end to the day before follow-up
    opens. follow_up: the recorded end + 9 to + 12 calendar months, clamped to the month's end.
    """
    if occasion is Occasion.PRE:
        return Window(None, started_on)
    if ended_on is None:
        return None
    opens = add_months(ended_on, 9)
    if occasion is Occasion.POST:
        return Window(ended_on - BEFORE_END, opens - timedelta(days=1))
    return Window(opens, add_months(ended_on, 12))


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
