"""On which days an answer counts for an occasion: local dates, ends included."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from reconnect.model.occasion import Occasion

AFTER_END = 3  # months: an answer eight months after the end does not tell how it was at the end
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

    pre: up to the day of the first contact. post: from two weeks before the recorded end, but never before the day
    after the first contact, to 3 calendar months after the end. follow_up: the recorded end + 9 to + 12 calendar
    months, clamped to the month's end.
    """
    if occasion is Occasion.PRE:
        return Window(None, started_on)
    if ended_on is None:
        return None
    if occasion is Occasion.POST:
        opens = ended_on - BEFORE_END
        if started_on is not None:  # where both are one day, that day is both: whoever asked said at which occasion
            opens = max(opens, min(started_on + timedelta(days=1), ended_on))
        return Window(opens, add_months(ended_on, AFTER_END))
    return Window(add_months(ended_on, 9), add_months(ended_on, 12))


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
