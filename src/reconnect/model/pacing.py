"""The timed rule of thumb: how long a step may take, from three tries of somebody's own, and how slowly it may grow.

Source: I-Engage, "How do I pace?" (four fifths of the mean of three tries, a tenth more a week, an even rise that
settles within half an hour is no flare); what two flares in a row do is our own proposal. No trial shows that these
figures are right, so they are a rule of thumb, and every slower pace is as good.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

SHARE = Fraction(8, 10)  # of the mean of the tries, and of a time that is stepped back from
RULE = 10  # per cent a week: nobody's pace is faster
PERCENTS = (0, 5, RULE)
UNIT = 5  # seconds; a time is shown rounded down to it, and never below it
TRIES = 3
WEEK = timedelta(days=7)


class Flare(StrEnum):
    """What the pain did after a try."""

    NONE = "none"  # it did not rise, or settled within half an hour
    SETTLED = "settled"  # it rose, and settled within two days
    LONG = "long"  # it lasted for more than two days
    UNSAID = ""


class Lacking(StrEnum):
    """Why there is no time to begin with."""

    DAYS = "days"  # there are not yet tries on three days
    ZERO = "zero"  # one of them is 0: a share of nothing is no time


@dataclass(frozen=True, slots=True)
class TimedTry:
    """How long a try felt all right, in whole seconds (None where nobody looked), and the flare after it."""

    on: date
    seconds: int | None
    flare: Flare = Flare.UNSAID


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose on a day: how fast the time may grow from then on, and whether to step back right now."""

    on: date
    percent: int = 0
    back: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """The time on a day: exact, as it is shown, and whether a rise since the week before is too small to be seen."""

    exact: Fraction
    same: bool = False

    @property
    def shown(self) -> int:
        """Whole seconds."""
        return shown(self.exact)


def baseline(tries: Iterable[TimedTry]) -> tuple[Fraction, date] | Lacking:
    """Four fifths of the mean of the first timed try of each of the first three days, and the last of those days."""
    first: dict[date, int] = {}
    for each in sorted(tries, key=lambda each: each.on):
        if each.seconds is not None:
            first.setdefault(each.on, each.seconds)
    days = sorted(first)[:TRIES]
    if any(first[day] <= 0 for day in days):
        return Lacking.ZERO
    if len(days) < TRIES:
        return Lacking.DAYS
    return SHARE * sum(first[day] for day in days) / TRIES, days[-1]


def in_week(begin: Fraction, week: int, percent: int = RULE) -> Fraction:
    """``begin`` after so many weeks of growing by ``percent``: compounding, on the time that is not rounded."""
    return begin * (1 + Fraction(min(percent, RULE), 100)) ** week


def shown(exact: Fraction) -> int:
    """Rounded down to whole units; never 0."""
    return max(int(exact / UNIT) * UNIT, UNIT)


def pace_on(day: date, tries: Iterable[TimedTry], choices: Iterable[Choice] = ()) -> Pace | Lacking:
    """The time on ``day``. It grows only by somebody's own choice, once a week, after a week in which it was tried.

    A week with a flare of more than two days, or without a word on flares, leaves it. Two flares in a row step back:
    to the last shorter time that was tried without a flare, or to four fifths.
    """
    known = [each for each in tries if each.on <= day]
    begun = baseline(known)
    if isinstance(begun, Lacking):
        return begun
    begin, start = begun
    events: list[TimedTry | Choice] = [each for each in choices if each.on <= day]
    events += [each for each in known if each.on > start]  # a choice of the same day stands before a try
    state, week_ends = _State(begin), start + WEEK
    for event in sorted(events, key=lambda each: each.on):
        while event.on >= week_ends:
            state.end_week()
            week_ends += WEEK
        state.note(event)
    while day >= week_ends:
        state.end_week()
        week_ends += WEEK
    return Pace(state.exact, state.same)


@dataclass(slots=True)
class _State:
    """The time as the weeks go by."""

    exact: Fraction
    percent: int = 0
    same: bool = False
    easy: list[Fraction] = field(default_factory=list)  # times that were tried without a flare
    flares: int = 0  # in a row
    may_rise: bool = False  # in this week it was tried without a long flare
    held: bool = False

    def note(self, event: TimedTry | Choice) -> None:
        """Take in what was tried, or chosen."""
        if isinstance(event, Choice):
            self.percent = min(event.percent, RULE)
            if event.back:
                self._step_back(SHARE * self.exact)
            return
        if event.flare is Flare.NONE:
            self.easy.append(self.exact)
        if event.flare is not Flare.UNSAID:
            self.flares = self.flares + 1 if event.flare is not Flare.NONE else 0
            self.may_rise = True
        self.held = self.held or event.flare is Flare.LONG
        if self.flares == 2:
            shorter = [each for each in self.easy if each < self.exact]
            self._step_back(shorter[-1] if shorter else SHARE * self.exact)

    def end_week(self) -> None:
        """Let it grow, where it may."""
        before = self.exact
        if self.may_rise and not self.held:
            self.exact = in_week(before, 1, self.percent)
        self.same = self.exact > before and shown(self.exact) == shown(before)
        self.may_rise = self.held = False

    def _step_back(self, to: Fraction) -> None:
        self.exact, self.flares, self.held, self.same = to, 0, True, False
