"""Scoring MSQ anxiety and the single items: every vector, every gap, and what is refused."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, combinations, permutations, product

import pytest

from reconnect.errors import ScoringError
from reconnect.model.answer import Answer, AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Method, MissingRule, Questionnaire
from reconnect.model.scoring import Score, combine, score

ITEMS = ("anxiety-1", "anxiety-2", "anxiety-3", "anxiety-4", "anxiety-5")
WITHOUT_VALUE = [state for state in AnswerState if state is not AnswerState.VALUE]
SOME_ITEMS = list(chain.from_iterable(combinations(ITEMS, size) for size in range(1, 6)))

# How many of the 5^5 answer vectors reach each score from 0 to 20: the coefficients of (1 + x + x^2 + x^3 + x^4)^5.
VECTORS_A_SCORE = [1, 5, 15, 35, 70, 121, 185, 255, 320, 365, 381, 365, 320, 255, 185, 121, 70, 35, 15, 5, 1]


def msq() -> Questionnaire:
    return shipped_library().questionnaires.newest["msq-anxiety"]


def answers(values: Mapping[str, int], questionnaire: Questionnaire | None = None) -> list[Answer]:
    asked = questionnaire or msq()
    return [Answer(asked.id, asked.version, item, AnswerState.VALUE, value) for item, value in values.items()]


def msq_score(given: Iterable[Answer]) -> Score:
    (result,) = score(msq(), given)
    return result


def digit_sum_in_base_5(number: int) -> int:
    total = 0
    while number:
        number, digit = divmod(number, 5)
        total += digit
    return total


def test_all_3125_answer_vectors_of_msq_anxiety_agree_with_an_independent_tally() -> None:
    reached: Counter[int | None] = Counter()
    for number, vector in enumerate(product(range(5), repeat=5)):
        result = msq_score(answers(dict(zip(ITEMS, vector, strict=True))))
        assert result.value == digit_sum_in_base_5(number), vector
        assert (result.measure_id, result.missing, result.of) == ("msq_anxiety", 0, 5)
        reached[result.value] += 1
    assert reached == dict(enumerate(VECTORS_A_SCORE))
    assert sum(VECTORS_A_SCORE) == 3125


def test_a_complete_score_says_that_it_was_computed_from_all_items() -> None:
    assert msq_score(answers(dict.fromkeys(ITEMS, 4))).explanation == "computed from 5 of 5"


def test_all_items_at_0_score_0_which_is_a_number_and_not_missing() -> None:
    result = msq_score(answers(dict.fromkeys(ITEMS, 0)))
    assert (result.value, result.missing) == (0, 0)


def test_the_order_of_the_answers_does_not_matter() -> None:
    given = answers({item: value for value, item in enumerate(ITEMS)})
    assert {msq_score(order) for order in permutations(given)} == {Score("msq_anxiety", 10, 0, 5)}


@pytest.mark.parametrize("gone", SOME_ITEMS, ids="+".join)
def test_removing_any_items_never_yields_a_number(gone: tuple[str, ...]) -> None:
    result = msq_score(answers({item: 4 for item in ITEMS if item not in gone}))
    assert result.value is None
    assert result.explanation == f"not computable, {len(gone)} of 5 missing"


@pytest.mark.parametrize("state", WITHOUT_VALUE)
@pytest.mark.parametrize("gone", SOME_ITEMS, ids="+".join)
def test_any_items_without_a_value_count_as_missing(gone: tuple[str, ...], state: AnswerState) -> None:
    given = answers({item: 4 for item in ITEMS if item not in gone})
    given += [Answer("msq-anxiety", msq().version, item, state) for item in gone]
    result = msq_score(given)
    assert (result.value, result.missing, result.of) == (None, len(gone), 5)
    assert result.explanation == f"not computable, {len(gone)} of 5 missing"


def test_a_different_reason_for_every_gap_is_still_five_missing() -> None:
    states = [*WITHOUT_VALUE, AnswerState.DECLINED]
    given = [Answer("msq-anxiety", msq().version, item, state) for item, state in zip(ITEMS, states, strict=True)]
    assert msq_score(given).explanation == "not computable, 5 of 5 missing"


@pytest.mark.parametrize("value", range(11))
def test_single_items_score_as_themselves_each_under_its_own_name(value: int) -> None:
    questionnaire = shipped_library().questionnaires.newest["interference-and-avoidance"]
    given = {"embarrassment": value, "pain-interference": 10 - value, "avoid-touch": 0, "avoid-sex": 10}
    results = score(questionnaire, answers(given, questionnaire))
    assert {result.measure_id: result.value for result in results} == {
        "embarrassment": value,
        "pain_interference": 10 - value,
        "avoid_touch": 0,
        "avoid_sex": 10,
    }


def test_a_missing_single_item_leaves_the_other_measures_alone() -> None:
    questionnaire = shipped_library().questionnaires.newest["interference-and-avoidance"]
    results = score(questionnaire, answers({"embarrassment": 3, "avoid-sex": 0}, questionnaire))
    assert [result.explanation for result in results] == [
        "computed from 1 of 1",
        "not computable, 1 of 1 missing",
        "not computable, 1 of 1 missing",
        "computed from 1 of 1",
    ]


def test_scores_come_in_the_order_of_the_file() -> None:
    questionnaire = shipped_library().questionnaires.newest["interference-and-avoidance"]
    measures = [result.measure_id for result in score(questionnaire, [])]
    assert measures == ["embarrassment", "pain_interference", "avoid_touch", "avoid_sex"]


@pytest.mark.parametrize(("method", "values", "value"), [(Method.SUM, [4, 0, 3], 7), (Method.SINGLE, [3], 3)])
def test_each_method_has_its_own_way(method: Method, values: list[int], value: int) -> None:
    assert combine(method, values) == value


def test_a_measure_is_scored_by_the_method_it_names() -> None:
    (scoring,) = msq().measures
    single = replace(msq(), measures=(replace(scoring, method=Method.SINGLE),))
    with pytest.raises(ScoringError, match="'single' takes exactly one item"):
        score(single, answers(dict.fromkeys(ITEMS, 2)))


def test_a_method_or_a_rule_that_scoring_does_not_know_is_never_passed_over() -> None:
    (scoring,) = msq().measures
    for unknown in ({"method": "mean"}, {"missing": "prorated"}):
        with pytest.raises(AssertionError):
            score(replace(msq(), measures=(replace(scoring, **unknown),)), answers(dict.fromkeys(ITEMS, 2)))
    assert {*Method} == {Method.SUM, Method.SINGLE}
    assert {*MissingRule} == {MissingRule.NONE_MISSING}


@pytest.mark.parametrize(("item", "value"), [("anxiety-1", 5), ("anxiety-5", -1), ("anxiety-3", 99), ("anxiety-2", -9)])
def test_a_value_outside_its_items_range_is_refused_without_telling_it(item: str, value: int) -> None:
    given = answers(dict.fromkeys(ITEMS, 2) | {item: value})
    with pytest.raises(ScoringError) as caught:
        score(msq(), given)
    assert str(caught.value) == f"{item}: the value is outside 0 to 4"


def test_an_answer_to_another_questionnaire_is_refused() -> None:
    given = [replace(answer, questionnaire_id="other") for answer in answers({"anxiety-1": 2})]
    with pytest.raises(ScoringError, match="anxiety-1: answered in other version 1, scored as msq-anxiety version 1"):
        score(msq(), given)


def test_an_answer_to_another_version_is_refused() -> None:
    given = [replace(answer, version=2) for answer in answers({"anxiety-1": 2})]
    with pytest.raises(ScoringError, match="msq-anxiety version 2, scored as msq-anxiety version 1"):
        score(msq(), given)


def test_an_answer_to_an_unknown_item_is_refused() -> None:
    with pytest.raises(ScoringError, match="anxiety-6: msq-anxiety has no such item"):
        score(msq(), answers({"anxiety-6": 2}))


@pytest.mark.parametrize("second", [Answer("msq-anxiety", 1, "anxiety-1", state) for state in WITHOUT_VALUE])
def test_an_item_answered_twice_is_refused_even_if_one_answer_has_no_value(second: Answer) -> None:
    first = answers({"anxiety-1": 2})
    for given in ([*first, second], [second, *first], [*first, *first], [second, second]):
        with pytest.raises(ScoringError, match="anxiety-1: answered twice"):
            score(msq(), given)
