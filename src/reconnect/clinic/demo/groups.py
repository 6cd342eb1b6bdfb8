"""The invented groups: each stands at another stage, so that on any day there is something of everything."""

from dataclasses import dataclass
from datetime import date, timedelta

from reconnect.model.occasion import Occasion as Moment

LASTS = timedelta(weeks=6)  # seven weekly sessions


@dataclass(frozen=True, slots=True)
class Group:
    """A single-sex group. ``began`` is in days before the day that the clinic is built for.

    ``lost_at_end`` and ``lost_at_follow_up`` are how many of those who ended were not heard from then, or not yet; None
    where that moment has not come. ``by_code`` is how often somebody answered by code, else on paper; ``spread`` is
    over how many days of the follow-up window their answers came.
    """

    name: str
    gender: str
    size: int
    began: int
    lost_at_end: int | None = None
    lost_at_follow_up: int | None = None
    by_code: float = 0
    spread: int = 70

    def started_on(self, today: date) -> date:
        """The first session, on a working day."""
        return working_day(today - timedelta(days=self.began))

    def heard_from(self, place: int, ended: int) -> tuple[Moment, ...]:
        """When somebody answered later who stands at ``place`` of the ``ended``; the last places are lost first."""
        lost = {Moment.POST: self.lost_at_end, Moment.FOLLOW_UP: self.lost_at_follow_up}
        return tuple(moment for moment, most in lost.items() if most is not None and place < ended - most)


# The published follow-up figures are of 60 in 100 men and 45 in 100 women.
GROUPS = (
    Group("Link 1", "woman", 12, 960, lost_at_end=1, lost_at_follow_up=2),
    Group("Link 2", "man", 9, 700, lost_at_end=1, lost_at_follow_up=2, by_code=0.3),
    Group("Link 3", "woman", 12, 500, lost_at_end=2, lost_at_follow_up=2, by_code=0.5),
    # Follow-up is open, and so nobody has answered late in it.
    Group("Link 4", "man", 9, 342, lost_at_end=1, lost_at_follow_up=4, by_code=0.7, spread=14),
    Group("Link 5", "woman", 7, 51, lost_at_end=3, by_code=0.8),  # at the end of treatment
    Group("Link 6", "woman", 6, 21, by_code=0.9),  # in the middle of it
)
AGAIN = GROUPS[4]  # where people treated a second time are
WAITING = (62, 41, 27, 12, 3)  # people without a group yet: days since they were referred


def working_day(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
