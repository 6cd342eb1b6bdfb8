"""The team's picture of one skill: a middle and how far apart, in whole points, of five people or more.

It is formed anew each time that five different people have answered, and stands still in between: whoever looks
before and after a colleague answers, or leaves, sees no difference that is theirs. No name, no single answer, no
share of a point and no figure of fewer than five people is shown.

What is not protected: colleagues who tell each other their own answers can narrow down those of the others, and a
width of 0 says that at least the middle half agree.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from reconnect.analysis.quartiles import quartiles

FEWEST = 5
LASTS = timedelta(days=457)  # fifteen months: a year, and time to get round to it


@dataclass(frozen=True, slots=True)
class Said:
    """A member's number for a skill, and when."""

    member: UUID
    at: datetime
    value: int


@dataclass(frozen=True, slots=True)
class Picture:
    """``n`` people are in it, with the median and the width of their middle half, a half rounded up."""

    n: int
    middle: int
    apart: int
    formed_at: datetime


def picture(said: Iterable[Said], now: datetime) -> Picture | None:
    """The picture that stands ``now``, or None where five people never answered, or fifteen months passed since.

    Of everyone the newest answer counts that is not older than fifteen months on the day the picture was formed.
    """
    given = sorted(said, key=lambda each: each.at)
    formed_at = _formed_at(given)
    if formed_at is None or formed_at < now - LASTS:
        return None
    newest = {each.member: each.value for each in given if formed_at - LASTS <= each.at <= formed_at}
    if len(newest) < FEWEST:  # all five, but spread over years
        return None
    found = quartiles(Counter(newest.values()))
    lower, middle, upper = (each or 0 for each in (found.lower, found.median, found.upper))
    return Picture(found.n, int(middle + 0.5), int(upper - lower + 0.5), formed_at)


def _formed_at(given: list[Said]) -> datetime | None:
    """When the fifth different person since the picture before had answered."""
    formed_at, since = None, set()
    for each in given:
        since.add(each.member)
        if len(since) == FEWEST:
            formed_at, since = each.at, set()
    return formed_at
