"""Courses of care of invented people: their days, and what was answered on which."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from reconnect.clinic.demo.groups import LASTS, Group, working_day
from reconnect.clinic.demo.particulars import Particulars
from reconnect.clinic.demo.ratings import drawn_ratings
from reconnect.clinic.demo.scores import HIGHEST, ITEMS
from reconnect.clinic.people.windows import add_months
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.occasion import Occasion as Moment

Said = int | AnswerState  # a value, or why there is none

BASES = {AnswerBasis.CURRENT: 69, AnswerBasis.PAST: 20, AnswerBasis.IMAGINED: 11}  # in 100 people, as published
ANOTHER_BASIS = 0.12  # how often it is drawn anew at a later occasion
BLANK, DECLINED = 0.008, 0.004  # how often a single question is left out, or not answered on purpose
BY_CODE_WITHOUT_GROUP = 0.8


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was answered at one occasion: on paper typed in on ``typed_on``, or by code where that is None.

    ``sent`` is False for answers that were only begun; ``misread`` holds what was typed in at first and corrected.
    """

    moment: Moment
    answered_on: date
    basis: AnswerBasis
    answers: Mapping[str, Said]
    typed_on: date | None
    sent: bool = True
    misread: Mapping[str, Said] | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """One course of care, with what was answered in it."""

    group: str
    referred_on: date
    started_on: date | None
    ended_on: date | None
    sittings: tuple[Sitting, ...]


def drawn_course(
    random: Random,
    place: Group | int,
    told: Particulars,
    scores: Mapping[Moment, Mapping[str, int]],
    heard: Collection[Moment],
    today: date,
) -> Course:
    """A course in a group, or that of somebody who was referred ``place`` days ago; ``heard`` is when they answered."""
    if isinstance(place, Group):
        name, first, by_code, spread = place.name, place.started_on(today), place.by_code, place.spread
        referred = working_day(first - timedelta(days=random.randint(40, 80)))
    else:
        name, first, by_code, spread = "", None, BY_CODE_WITHOUT_GROUP, 0
        referred = working_day(today - timedelta(days=place))
    started = None if told.never_started else first
    ended = None if started is None or told.stopped or started + LASTS >= today else started + LASTS
    basis = _basis(random, told)
    sittings = []
    for moment in Moment:
        day = _day(random, moment, (referred, started, ended), spread, outside=told.out_of_window is moment)
        basis = _basis(random, told) if random.random() < ANOTHER_BASIS else basis
        answers = {item: _said(random, item, value, told) for item, value in scores[moment].items()}
        answers |= drawn_ratings(scores[moment])
        on_paper = random.random() > by_code
        typed_on = None if day is None or not on_paper else day + timedelta(days=random.randint(0, 3))
        if day is not None and moment in heard:
            sittings.append(_as_told(Sitting(moment, day, basis, answers, typed_on), told, today))
    return Course(name, referred, started, ended, tuple(sittings))


def _as_told(sitting: Sitting, told: Particulars, today: date) -> Sitting:
    if told.draft is sitting.moment:
        return replace(sitting, answered_on=today - timedelta(days=2), typed_on=None, sent=False)
    if told.corrected is sitting.moment:
        return replace(sitting, typed_on=sitting.answered_on, misread=_misread(sitting.answers))
    return sitting


def _basis(random: Random, told: Particulars) -> AnswerBasis:
    basis = random.choices(list(BASES), list(BASES.values()))[0]
    return AnswerBasis.DECLINED if told.declines_basis else basis


def _day(
    random: Random, moment: Moment, days: tuple[date, date | None, date | None], spread: int, *, outside: bool
) -> date | None:
    """When they answered: in the occasion's days, or ``outside``; None where those hang on a day that has not come."""
    referred, started, ended = days
    some = random.random()
    if moment is Moment.PRE:
        if started is None:
            return referred + timedelta(days=5 + round(10 * some))
        return started + timedelta(days=3 if outside else -round(7 * some))
    if ended is None:
        return None
    if moment is Moment.POST:
        return ended + timedelta(days=-20 if outside else round(5 * some))
    return add_months(ended, 13) if outside else add_months(ended, 9) + timedelta(days=3 + round(spread * some))


def _said(random: Random, item: str, value: int, told: Particulars) -> Said:
    left = random.random()
    if item in told.does_not_apply:
        return AnswerState.DOES_NOT_APPLY
    if item in told.declines or BLANK <= left < BLANK + DECLINED:
        return AnswerState.DECLINED
    return AnswerState.BLANK if left < BLANK else value


def _misread(answers: Mapping[str, Said]) -> Mapping[str, Said]:
    """The scales read from their wrong end."""
    return {item: HIGHEST - said if item in ITEMS and isinstance(said, int) else said for item, said in answers.items()}
