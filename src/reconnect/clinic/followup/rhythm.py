"""When a reminder may go: at widening gaps after the invitation, and twice at most. The gaps are our design.

A reminder that went later than it could have pushes the next one back: nobody hears from us on two days running.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reconnect.model.occasion import Occasion

MOST = 2  # reminders of an occasion, whoever sends them
# Days after the invitation went, by reminder. Before treatment nobody is reminded by itself: they are about to come.
GAPS: Mapping[Occasion, tuple[int, int]] = {
    Occasion.PRE: (7, 21),
    Occasion.POST: (7, 21),
    Occasion.FOLLOW_UP: (14, 42),
}
BY_ITSELF = frozenset({Occasion.POST, Occasion.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Next:
    """The message that comes next: its number (0 is the invitation), and the first day on which it may go."""

    number: int
    from_day: date | None


def next_message(moment: Occasion, went_on: Sequence[date | None]) -> Next | None:
    """What comes after the messages so far, or None after the last reminder.

    ``went_on`` holds the day of each message in order, None for one that never went: what reached nobody keeps
    nobody waiting, but it was one of the three.
    """
    number = len(went_on)
    if number > MOST:
        return None
    known = [day for day in went_on if day is not None]
    if number == 0 or not known:
        return Next(number, None)
    gaps = (0, *GAPS[moment])
    since_last = gaps[number] - gaps[number - 1]
    return Next(number, max(known[0] + timedelta(days=gaps[number]), known[-1] + timedelta(days=since_last)))
