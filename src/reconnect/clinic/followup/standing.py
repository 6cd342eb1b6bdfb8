"""How an occasion stands on a day: dates in, one word out. The days are our design; the paper gives only "9-12 months".

Windows are those of ``people/windows.py``: local dates, both ends included, clamped to the month's end.

===========  ================================  ======================  =====================  ==================
occasion     soon                              due                     late                   lost
===========  ================================  ======================  =====================  ==================
pre          never: it is due at once          until 8 days before     7 days before it, to   after the day of
             the first contact                 the first contact       that day               the first contact
post         28 days before its window opens   from its opening        28 days after the end  after its window
follow-up    28 days before its window opens   from its opening        42 days after opening  after its window
===========  ================================  ======================  =====================  ==================

While nobody recorded a first contact, pre is due; while nobody recorded an end, post and follow-up have no day.
Ended on 29 February 2024: post opens on 15 February, is late from 28 March and lost from 30 May; follow-up opens on
29 November 2024, is late from 10 January 2025 and lost from 1 March 2025.

What was answered wins over what was stopped, and both over the days. Answers to a follow-up are taken for three more
calendar months after its window closed. They stand as OUTSIDE, and no figure of 9-12 months counts them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from reconnect.clinic.people.windows import Window, add_months, window
from reconnect.model.occasion import Occasion

SOON = timedelta(days=28)
LATE_BEFORE_START = timedelta(days=7)
LATE_AFTER_END = timedelta(days=28)
LATE_AFTER_OPENING = timedelta(days=42)
STILL_TAKEN = 3  # months


class Standing(StrEnum):
    """One each. OUTSIDE is answered as well, on a day that does not count for the occasion."""

    NOT_DATED = "not dated"
    NOT_YET = "not yet"
    SOON = "soon"
    DUE = "due"
    LATE = "late"
    LOST = "lost"
    ANSWERED = "answered"
    OUTSIDE = "answered outside its window"
    PART = "part"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that an episode's occasions hang on; ``stopped_on`` is when the person wanted to hear no more."""

    started_on: date | None
    ended_on: date | None
    stopped_on: date | None = None


def standing(moment: Occasion, days: Days, answered_on: Iterable[date], asked: int, today: date) -> Standing:
    """How the occasion stands ``today``. ``answered_on`` holds a day for each of the ``asked`` that was submitted.

    Raises ValueError where nothing is asked: nothing could be said to be answered.
    """
    if asked < 1:
        raise ValueError("At least one questionnaire is asked at an occasion.")
    span = window(moment, days.started_on, days.ended_on)
    given = tuple(answered_on)
    if len(given) >= asked:
        inside = span is not None and all(span.holds(day) for day in given)
        return Standing.ANSWERED if inside else Standing.OUTSIDE
    on_its_day = timing(moment, days, today)
    if days.stopped_on is not None and days.stopped_on <= today and not _closed(span, days.stopped_on):
        return Standing.STOPPED
    return Standing.PART if given else on_its_day


def timing(moment: Occasion, days: Days, today: date) -> Standing:
    """Where ``today`` lies, whatever was answered or stopped: NOT_DATED, NOT_YET, SOON, DUE, LATE or LOST."""
    span = window(moment, days.started_on, days.ended_on)
    if span is None:
        return Standing.NOT_DATED
    if _closed(span, today):
        return Standing.LOST
    late_from = _late_from(moment, days, span)
    if late_from is not None and late_from <= today:
        return Standing.LATE
    if span.opens is None or span.opens <= today:
        return Standing.DUE
    return Standing.SOON if span.opens - SOON <= today else Standing.NOT_YET


def taken_until(moment: Occasion, days: Days) -> date | None:
    """The last day on which answers are taken at all; None is open-ended.

    Before the first contact and at the end it is the window's last day: a later answer tells of another time.
    """
    span = window(moment, days.started_on, days.ended_on)
    if span is None or span.closes is None:
        return None
    return add_months(span.closes, STILL_TAKEN) if moment is Occasion.FOLLOW_UP else span.closes


def _closed(span: Window | None, day: date) -> bool:
    return span is not None and span.closes is not None and span.closes < day


def _late_from(moment: Occasion, days: Days, span: Window) -> date | None:
    if moment is Occasion.PRE:
        return None if days.started_on is None else days.started_on - LATE_BEFORE_START
    if moment is Occasion.POST:
        return None if days.ended_on is None else days.ended_on + LATE_AFTER_END
    return None if span.opens is None else span.opens + LATE_AFTER_OPENING
