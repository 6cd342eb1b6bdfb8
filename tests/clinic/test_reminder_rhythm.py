"""When a reminder may go: gaps that widen, and two at most, whatever went before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.clinic.followup.rhythm import BY_ITSELF, GAPS, MOST, Next, next_message
from reconnect.model.occasion import Occasion

FIRST = date(2024, 2, 29)
DAYS = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2090, 1, 1)))


@pytest.mark.parametrize(
    ("moment", "went_on", "expected"),
    [
        (Occasion.FOLLOW_UP, [], Next(0, None)),
        (Occasion.FOLLOW_UP, [FIRST], Next(1, date(2024, 3, 14))),
        (Occasion.FOLLOW_UP, [FIRST, date(2024, 3, 20)], Next(2, date(2024, 4, 17))),  # it was late
        (Occasion.FOLLOW_UP, [FIRST, FIRST, FIRST], None),
        (Occasion.POST, [FIRST], Next(1, date(2024, 3, 7))),
        (Occasion.POST, [FIRST, None], Next(2, date(2024, 3, 21))),
        (Occasion.FOLLOW_UP, [None], Next(1, None)),  # it reached nobody, so nobody waits
        (Occasion.FOLLOW_UP, [None, FIRST], Next(2, date(2024, 4, 11))),
        (Occasion.FOLLOW_UP, [None, None, None], None),
    ],
)
def test_what_comes_next_and_from_when(moment: Occasion, went_on: list[date | None], expected: Next | None) -> None:
    assert next_message(moment, went_on) == expected


@given(st.sampled_from(list(Occasion)), st.lists(DAYS, max_size=6))
def test_never_more_than_two_reminders_and_never_before_the_first_gap(
    moment: Occasion, went_on: list[date | None]
) -> None:
    following = next_message(moment, went_on)
    assert (following is None) == (len(went_on) > MOST)
    known = [day for day in went_on if day is not None]
    if following is not None and known and following.number:
        assert following.from_day is not None
        assert following.from_day >= known[0] + timedelta(days=GAPS[moment][0])


def test_the_gaps_widen_and_before_treatment_nothing_goes_by_itself() -> None:
    assert all(0 < first < second - first for first, second in GAPS.values())
    assert frozenset({Occasion.POST, Occasion.FOLLOW_UP}) == BY_ITSELF
