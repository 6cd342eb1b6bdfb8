"""The timed rule of thumb, by hand and by every life that can be thought of."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reconnect.model.pacing import (
    PERCENTS,
    RULE,
    UNIT,
    Choice,
    Flare,
    Lacking,
    Pace,
    TimedTry,
    baseline,
    in_week,
    pace_on,
    shown,
)

DAY = date(2026, 3, 2)
DAYS = [DAY + timedelta(days=number) for number in range(3)]


def three(*seconds: int) -> list[TimedTry]:
    return [TimedTry(day, each) for day, each in zip(DAYS, seconds, strict=True)]


def on(week: int, flare: Flare = Flare.NONE, day: int = 1) -> TimedTry:
    """A try in that week after the third day."""
    return TimedTry(DAYS[-1] + timedelta(days=7 * week + day), None, flare)


def at(week: int, tries: list[TimedTry], *choices: Choice) -> Pace:
    found = pace_on(DAYS[-1] + timedelta(days=7 * week), tries, choices)
    assert isinstance(found, Pace)
    return found


BY_THE_RULE = Choice(DAYS[-1], RULE)


def test_five_six_and_four_minutes_begin_at_four_and_grow_as_published() -> None:
    begin = baseline(three(300, 360, 240))
    assert begin == (Fraction(240), DAYS[-1])
    times = [shown(in_week(Fraction(240), week)) for week in range(6)]
    assert [f"{each // 60}:{each % 60:02d}" for each in times] == ["4:00", "4:20", "4:50", "5:15", "5:50", "6:25"]


def test_a_life_by_the_rule_goes_through_the_same_times() -> None:
    tries = three(300, 360, 240) + [on(week) for week in range(5)]
    assert [at(week, tries, BY_THE_RULE).shown for week in range(6)] == [240, 260, 290, 315, 350, 385]


def test_three_tries_of_a_minute_begin_at_forty_five_seconds_and_are_kept_exactly() -> None:
    begin = baseline(three(60, 60, 60))
    assert begin == (Fraction(48), DAYS[-1])
    assert shown(Fraction(48)) == 45


def test_a_try_of_nothing_gives_no_time_rather_than_none() -> None:
    assert baseline(three(60, 0, 60)) is Lacking.ZERO
    assert pace_on(DAYS[-1], three(60, 0, 60)) is Lacking.ZERO
    assert baseline([TimedTry(DAY, 0)]) is Lacking.ZERO


def test_three_tries_on_two_days_are_not_three_days() -> None:
    assert baseline([TimedTry(DAY, 60), TimedTry(DAY, 90), TimedTry(DAYS[1], 60)]) is Lacking.DAYS
    assert baseline([*three(60, 60, 60)[:2], TimedTry(DAYS[2], None)]) is Lacking.DAYS


def test_a_rise_that_is_too_small_to_show_is_the_same() -> None:
    tries = three(13, 12, 13) + [on(week) for week in range(8)]  # begins at 10.13 seconds
    assert at(1, tries, BY_THE_RULE) == Pace(Fraction(38, 3) * Fraction(8, 10) * Fraction(11, 10), same=True)
    assert not at(0, tries, BY_THE_RULE).same
    assert not at(5, tries, BY_THE_RULE).same  # 16.3 seconds: now it shows


def test_nothing_grows_unless_somebody_chose_that_it_may() -> None:
    tries = three(300, 360, 240) + [on(week) for week in range(5)]
    assert at(5, tries).exact == 240


def test_a_slower_pace_is_kept_and_a_faster_one_is_not() -> None:
    tries = [*three(300, 360, 240), on(0)]
    assert at(1, tries, Choice(DAYS[-1], 5)).exact == 252
    assert at(1, tries, Choice(DAYS[-1], 50)).exact == 264


def test_a_week_without_a_try_or_without_a_word_on_flares_changes_nothing() -> None:
    tries = three(300, 360, 240)
    assert at(9, tries, BY_THE_RULE).exact == 240
    assert at(1, [*tries, on(0, Flare.UNSAID)], BY_THE_RULE).exact == 240


def test_a_flare_of_more_than_two_days_holds_the_week_and_a_short_one_does_not() -> None:
    tries = three(300, 360, 240)
    assert at(1, [*tries, on(0), on(0, Flare.LONG, 3)], BY_THE_RULE).exact == 240
    assert at(1, [*tries, on(0, Flare.SETTLED)], BY_THE_RULE).exact == 264
    assert at(2, [*tries, on(0, Flare.LONG), on(1)], BY_THE_RULE).exact == 264  # held, not for ever


def test_two_flares_in_a_row_step_back_to_the_last_easy_time_or_to_four_fifths() -> None:
    tries = [*three(300, 360, 240), on(0), on(1, Flare.SETTLED), on(1, Flare.SETTLED, 2)]
    assert at(1, tries, BY_THE_RULE).exact == 264
    assert at(2, tries, BY_THE_RULE).exact == 240
    assert at(1, [*three(300, 360, 240), on(0, Flare.LONG), on(0, Flare.SETTLED, 2)], BY_THE_RULE).exact == 192


def test_a_try_without_a_flare_between_two_flares_is_no_row() -> None:
    flares = [on(0, Flare.SETTLED), on(0, Flare.NONE, 2), on(0, Flare.SETTLED, 3)]
    assert at(0, [*three(300, 360, 240), *flares]).exact == 240


def test_stepping_back_needs_no_reason_and_stays_until_somebody_says_otherwise() -> None:
    tries = three(300, 360, 240) + [on(week) for week in range(5)]
    back = Choice(DAYS[-1] + timedelta(days=15), 0, back=True)
    assert at(3, tries, BY_THE_RULE, back).exact == Fraction(240) * Fraction(121, 100) * Fraction(8, 10)
    assert at(5, tries, BY_THE_RULE, back).exact == at(3, tries, BY_THE_RULE, back).exact


LIVES = st.tuples(
    st.lists(
        st.builds(
            lambda day, seconds, flare: TimedTry(DAY + timedelta(days=day), seconds, flare),
            st.integers(0, 90),
            st.none() | st.integers(1, 3600),
            st.sampled_from(Flare),
        ),
        max_size=30,
    ),
    st.lists(
        st.builds(
            lambda day, percent, back: Choice(DAY + timedelta(days=day), percent, back=back),
            st.integers(0, 90),
            st.sampled_from([*PERCENTS, 50]),
            st.booleans(),
        ),
        max_size=10,
    ),
)


@given(LIVES, st.integers(0, 100))
def test_no_life_is_ever_faster_than_the_rule_and_no_time_is_ever_nothing(
    life: tuple[list[TimedTry], list[Choice]], days: int
) -> None:
    tries, choices = life
    today = DAY + timedelta(days=days)
    pace = pace_on(today, tries, choices)
    if isinstance(pace, Lacking):
        return
    begin, start = baseline([each for each in tries if each.on <= today])  # type: ignore[misc]
    assert 0 < pace.exact <= in_week(begin, (today - start).days // 7)
    assert pace.shown >= UNIT
    assert pace.shown % UNIT == 0
    assert pace.shown <= max(pace.exact, UNIT)


@given(LIVES, st.integers(0, 100))
def test_no_life_grows_without_a_choice_to_grow(life: tuple[list[TimedTry], list[Choice]], days: int) -> None:
    tries, choices = life
    today = DAY + timedelta(days=days)
    pace = pace_on(today, tries, [Choice(each.on, 0, each.back) for each in choices])
    if isinstance(pace, Pace):
        assert pace.exact <= baseline([each for each in tries if each.on <= today])[0]  # type: ignore[index]


@given(LIVES)
def test_what_is_told_later_changes_no_day_before(life: tuple[list[TimedTry], list[Choice]]) -> None:
    tries, choices = life
    today = DAY + timedelta(days=45)
    until = [each for each in tries if each.on <= today], [each for each in choices if each.on <= today]
    assert pace_on(today, tries, choices) == pace_on(today, *until)
