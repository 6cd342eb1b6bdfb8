"""Which cells an evaluation has, and that complete pairs, and only those, are in them."""

import statistics
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis import Outcomes, Participant, Reading, evaluate
from reconnect.analysis.comparison import Comparison
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

PRE, POST, FOLLOW_UP = Occasion
TOUCH = Measure("touch", "Touch", 0, 10, Better.LOWER)
MOOD = Measure("mood", "Mood", 0, 10, Better.HIGHER)

ANSWERS = st.tuples(*[st.none() | st.integers(0, 10)] * 3)
PEOPLE = st.lists(st.tuples(st.sampled_from([None, "man", "woman"]), ANSWERS), max_size=12)


def outcomes(people: list[tuple[str | None, tuple[int | None, ...]]], measure: Measure = TOUCH) -> Outcomes:
    return Outcomes(
        "data.csv",
        (measure,),
        {measure.id: tuple(Occasion)},
        tuple(Participant(f"p{place}", gender) for place, (gender, _) in enumerate(people)),
        tuple(
            Reading(f"p{place}", measure.id, occasion, value)
            for place, (_, values) in enumerate(people)
            for occasion, value in zip(Occasion, values, strict=True)
            if value is not None
        ),
    )


@given(PEOPLE)
def test_every_cell_holds_the_complete_pairs_of_its_stratum_as_a_plain_count_finds_them(
    people: list[tuple[str | None, tuple[int | None, ...]]],
) -> None:
    places = {PRE: 0, POST: 1, FOLLOW_UP: 2}
    for result in evaluate(outcomes(people)).results:
        earlier, later = places[result.comparison.earlier], places[result.comparison.later]
        pairs = [
            (values[earlier], values[later])
            for gender, values in people
            if result.stratum in {"all", gender} and values[earlier] is not None and values[later] is not None
        ]
        assert result.spread.n == len(pairs)
        if pairs:
            assert result.spread.mean_earlier == pytest.approx(statistics.fmean(first for first, _ in pairs))
            assert result.spread.mean_later == pytest.approx(statistics.fmean(second for _, second in pairs))
        else:
            assert (result.spread.change, result.test, result.effect) == (None, None, None)


@given(PEOPLE)
def test_there_is_a_line_for_every_stratum_and_comparison_also_where_nobody_has_a_pair(
    people: list[tuple[str | None, tuple[int | None, ...]]],
) -> None:
    strata = ["all", *sorted({gender for gender, _ in people if gender is not None})]
    lines = [(result.stratum, result.comparison) for result in evaluate(outcomes(people)).results]
    assert lines == list(product(strata, Comparison))


@given(PEOPLE)
def test_the_figures_do_not_depend_on_the_order_of_the_people_or_of_the_readings(
    people: list[tuple[str | None, tuple[int | None, ...]]],
) -> None:
    data = outcomes(people)
    turned = Outcomes(data.source, data.measures, data.occasions, data.participants[::-1], data.readings[::-1])
    assert evaluate(turned).results == evaluate(data).results


def test_improvement_is_positive_whichever_way_is_better() -> None:
    fell: list[tuple[str | None, tuple[int | None, ...]]] = [(None, (9, 4, 3)), (None, (7, 5, 3)), (None, (8, 8, 2))]
    for measure, sign in ((TOUCH, 1), (MOOD, -1)):
        for result in evaluate(outcomes(fell, measure)).results:
            assert result.test is not None
            assert result.effect is not None
            assert result.spread.change is not None
            assert result.spread.change < 0
            assert (result.test.t * sign > 0, result.effect.d * sign > 0) == (True, True)
            assert result.test.low < result.spread.change < result.test.high


def test_measures_come_in_their_order_and_only_with_the_occasions_they_have() -> None:
    data = Outcomes(
        "data.csv", (TOUCH, MOOD), {"touch": (PRE, POST), "mood": (PRE, FOLLOW_UP)}, (Participant("a"),), ()
    )
    assert [(each.measure.id, str(each.comparison)) for each in evaluate(data).results] == [
        ("touch", "pre-post"),
        ("mood", "pre-follow_up"),
    ]


def test_a_person_of_unknown_gender_counts_among_everyone_only() -> None:
    evaluation = evaluate(outcomes([(None, (5, 4, 3)), ("woman", (5, 4, 3))]))
    counts = {(each.stratum, str(each.comparison)): each.spread.n for each in evaluation.results}
    assert (counts["all", "pre-post"], counts["woman", "pre-post"]) == (2, 1)


def test_the_dates_of_answering_reach_from_the_first_to_the_last_and_are_none_without_dates() -> None:
    data = outcomes([(None, (1, 2, 3))])
    assert data.date_range is None
    days = [date(2026, 1, 31), None, date(2025, 12, 1)]
    dated = tuple(replace(each, answered_on=day) for each, day in zip(data.readings, days, strict=True))
    assert replace(data, readings=dated).date_range == (date(2025, 12, 1), date(2026, 1, 31))
