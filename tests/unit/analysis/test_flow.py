"""Who came and who was heard from again: every count from a table small enough to check by eye."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.flow import Flow, flow
from reconnect.analysis.outcomes import Outcomes, Participant, Reading
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

PRE, POST, FOLLOW_UP = Occasion
TOUCH, SEX = (Measure(name, name, 0, 10, Better.LOWER) for name in ("touch", "sex"))
DAY = date(2026, 1, 31)

# person: gender and the occasions at which they answered
CAME: Mapping[str, tuple[str | None, tuple[Occasion, ...]]] = {
    "everything": ("woman", (PRE, POST, FOLLOW_UP)),
    "no follow-up": ("woman", (PRE, POST)),
    "no post": ("man", (PRE, FOLLOW_UP)),
    "pre only": ("woman", (PRE,)),
    "late": ("man", (POST, FOLLOW_UP)),
    "never": (None, ()),
}


def outcomes(planned: tuple[Occasion, ...] = tuple(Occasion)) -> Outcomes:
    return Outcomes(
        "data.csv",
        (TOUCH,),
        {"touch": planned},
        tuple(Participant(name, gender) for name, (gender, _) in CAME.items()),
        tuple(
            Reading(name, "touch", occasion, 0)
            for name, (_, occasions) in CAME.items()
            for occasion in occasions
            if occasion in planned
        ),
    )


def with_start_dates(*started: str) -> Outcomes:
    data = outcomes()
    people = tuple(replace(each, started_on=DAY if each.id in started else None) for each in data.participants)
    return replace(data, participants=people, background=frozenset({"person_id", "started"}))


def test_without_start_dates_those_who_answered_at_pre_have_started() -> None:
    everyone, men, women = flow(outcomes())
    assert everyone == Flow("all", eligible=6, started=4, post=2, follow_up=2, complete=1, heard=3, late=1)
    assert men == Flow("man", eligible=2, started=1, post=0, follow_up=1, complete=0, heard=1, late=1)
    assert women == Flow("woman", eligible=3, started=3, post=2, follow_up=1, complete=1, heard=2, late=0)


def test_those_not_heard_from_are_those_who_started_and_never_answered_again() -> None:
    assert [each.unheard for each in flow(outcomes())] == [1, 0, 1]


def test_with_start_dates_those_who_have_one_have_started_whatever_they_answered() -> None:
    everyone, *_ = flow(with_start_dates("everything", "late", "never"))
    assert everyone == Flow("all", eligible=6, started=3, post=2, follow_up=2, complete=1, heard=2, late=2)
    assert everyone.unheard == 1


def test_a_start_date_counts_only_where_the_people_table_has_that_column() -> None:
    data = replace(with_start_dates("never"), background=frozenset({"person_id", "age"}))
    assert flow(data)[0].started == 4


def test_with_a_start_column_that_is_empty_nobody_has_started() -> None:
    everyone, *_ = flow(with_start_dates())
    assert (everyone.started, everyone.unheard, everyone.late) == (0, 0, 4)


def test_an_occasion_that_the_data_were_never_to_hold_has_no_count_and_is_not_needed_to_be_complete() -> None:
    everyone, *_ = flow(outcomes((PRE, POST)))
    assert everyone == Flow("all", eligible=6, started=4, post=2, follow_up=None, complete=2, heard=2, late=1)
    everyone, *_ = flow(outcomes((PRE, FOLLOW_UP)))
    assert (everyone.post, everyone.follow_up, everyone.complete) == (None, 2, 2)


def test_an_answer_to_any_measure_counts_as_being_heard() -> None:
    data = outcomes()
    answered = (*data.readings, Reading("pre only", "sex", POST, 4), Reading("pre only", "sex", FOLLOW_UP, 4))
    data = replace(
        data, measures=(TOUCH, SEX), occasions={"touch": (PRE,), "sex": (POST, FOLLOW_UP)}, readings=answered
    )
    everyone, *_ = flow(data)
    assert (everyone.post, everyone.follow_up, everyone.complete, everyone.unheard) == (3, 3, 2, 0)


@pytest.mark.parametrize("started", [(), ("late",), tuple(CAME)])
def test_the_strata_add_up_to_everyone_but_for_those_of_unknown_gender(started: tuple[str, ...]) -> None:
    everyone, *strata = flow(with_start_dates(*started))
    unknown = sum(name in started for name, (gender, _) in CAME.items() if gender is None)
    assert sum(each.started for each in strata) + unknown == everyone.started
    assert sum(each.eligible for each in strata) + 1 == everyone.eligible


def test_where_nothing_later_was_to_be_asked_nobody_is_complete() -> None:
    everyone, *_ = flow(outcomes((PRE,)))
    assert (everyone.started, everyone.heard, everyone.complete) == (4, 0, 0)
    assert (everyone.last, everyone.lost) == (None, None)


@pytest.mark.parametrize(
    ("planned", "last", "lost"),
    [(tuple(Occasion), FOLLOW_UP, 2), ((PRE, FOLLOW_UP), FOLLOW_UP, 2), ((PRE, POST), POST, 2)],
)
def test_those_lost_started_and_did_not_answer_at_the_last_occasion(
    planned: tuple[Occasion, ...], last: Occasion, lost: int
) -> None:
    everyone, *_ = flow(outcomes(planned))
    assert (everyone.last, everyone.lost) == (last, lost)


OCCASIONS = st.sets(st.sampled_from(Occasion))
PERSON = st.tuples(st.sampled_from([None, "man", "woman"]), st.booleans(), OCCASIONS)


@given(people=st.lists(PERSON, max_size=8), planned=OCCASIONS, dated=st.booleans())
def test_whatever_the_data_complete_is_within_heard_within_started_within_eligible(
    *, people: list[tuple[str | None, bool, set[Occasion]]], planned: set[Occasion], dated: bool
) -> None:
    data = Outcomes(
        "data.csv",
        (TOUCH,),
        {"touch": tuple(planned)},
        tuple(
            Participant(str(place), gender, started_on=DAY if began else None)
            for place, (gender, began, _) in enumerate(people)
        ),
        tuple(
            Reading(str(place), "touch", when, 1)
            for place, (_, _, occasions) in enumerate(people)
            for when in occasions
        ),
        frozenset({"started"} if dated else ()),
    )
    for each in flow(data):
        assert 0 <= each.complete <= each.heard <= each.started <= each.eligible
        assert each.lost is None or 0 <= each.unheard <= each.lost <= each.started
