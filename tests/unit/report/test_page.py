"""What the rest of the page says: the tests counted, the effect sizes that may mislead, whom people had in mind."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from reconnect.analysis import Evaluation, evaluate
from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.family import Family
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.occasion import Occasion

Evaluated = Callable[..., Evaluation]
Words = Callable[..., str]

PRE_POST = Cell("touch", "all", Comparison.PRE_POST)
CURRENT, PAST = AnswerBasis.CURRENT, AnswerBasis.PAST


def spread_out(people: int) -> dict[str, tuple[int, int]]:
    return {str(number): (number % 7 + 1, number % 5) for number in range(people)}


def test_tests_were_planned_only_where_a_plan_was_declared(evaluated: Evaluated, words: Words) -> None:
    declared = words(evaluated(spread_out(4), family=Family((PRE_POST,))), "sure")
    counted = words(evaluated(spread_out(4)), "sure")
    assert "1 test was planned." in declared
    assert "No plan was given, so 1 test was counted: each measure’s change from the start, in everyone." in counted
    assert "planned" not in counted


@pytest.mark.parametrize(
    ("family", "said"),
    [
        (Family(()), "No tests were planned, so no p value is shown"),
        (Family((), declared=False), "No tests could be counted"),
    ],
)
def test_no_tests_at_all_are_said(evaluated: Evaluated, words: Words, family: Family, said: str) -> None:
    assert said in words(evaluated(spread_out(4), family=family), "sure")


def test_the_formulas_say_what_the_paper_names_and_what_it_does_not(evaluated: Evaluated, words: Words) -> None:
    text = words(evaluated(spread_out(4)), "formulas")
    assert "The 2019 paper calls its figure Cohen’s d and does not say which SD it divides by" in text


@pytest.mark.parametrize(("people", "shown"), [(4, "–"), (5, "0.63†"), (9, "0.76†"), (10, "0.68")])
def test_an_effect_size_of_few_people_is_marked_or_left_out(
    evaluated: Evaluated, words: Words, people: int, shown: str
) -> None:
    evaluation = evaluated(spread_out(people), gender="woman")
    table = words(evaluation, "by-gender")
    row = table.partition("Touch, woman")[2].split()
    assert row[0] == str(people)
    assert row[5] == shown
    assert "it is not shown for fewer than 5 people. † Fewer than 10 people" in table
    assert evaluation.results[0].effect is not None
    assert ("†" in words(evaluation, "every").partition("† Fewer")[0]) == (people < 10)


def with_bases(evaluation: Evaluation, *bases: tuple[AnswerBasis | None, AnswerBasis | None]) -> Evaluation:
    told = {str(number): pair for number, pair in enumerate(bases)}
    readings = tuple(
        replace(each, answer_basis=told.get(each.person_id, (CURRENT, CURRENT))[each.occasion is Occasion.POST])
        for each in evaluation.outcomes.readings
    )
    return evaluate(replace(evaluation.outcomes, readings=readings))


def test_another_relationship_in_mind_is_told_where_it_happened(evaluated: Evaluated, words: Words) -> None:
    data = evaluated(spread_out(6))
    changed = words(with_bases(data, (CURRENT, PAST), (PAST, CURRENT)), "changed")
    assert "Start to end: 2 of 6 had another relationship in mind the second time; they are included." in changed
    assert "not known" not in changed
    unknown = words(with_bases(data, (CURRENT, PAST), (CURRENT, None)), "changed")
    assert "1 of 6 had another relationship in mind the second time; they are included. Of 1 more it is not known." in (
        unknown
    )
    for unchanged in (data, with_bases(data), with_bases(data, (CURRENT, None))):
        assert "relationship" not in words(unchanged, "changed")


def test_a_note_stands_in_the_header_and_only_where_there_is_one(evaluated: Evaluated, words: Words) -> None:
    evaluation = evaluated(spread_out(4))
    assert "data.csv The people of this clinic are <invented>. Did people" in words(
        evaluation, note="The people of this clinic are <invented>."
    )
    assert "invented" not in words(evaluation)


def test_people_in_one_group_are_named_for_being_alike(evaluated: Evaluated, words: Words) -> None:
    assert "How alike people in one group are. They share sessions and staff" in words(
        evaluated(spread_out(4)), "unknown"
    )


def test_without_planned_tests_no_p_is_shown(evaluated: Evaluated, words: Words) -> None:
    with_tests, without = (words(evaluated(spread_out(12), family=each)) for each in (Family((PRE_POST,)), Family(())))
    assert "Tests of no change among complete pairs" in with_tests
    assert "Tests of no change among complete pairs" not in without
    assert evaluated(spread_out(12)).results[0].test is not None
