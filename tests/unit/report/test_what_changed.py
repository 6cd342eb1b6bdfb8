"""The headline of each comparison: which way, how much, and how clear once every test is counted."""

from collections.abc import Callable

import pytest

from reconnect.analysis import Evaluation
from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.family import Family
from reconnect.model.measure import Better, Measure

Evaluated = Callable[..., Evaluation]
Words = Callable[..., str]

PRE_POST = Cell("touch", "all", Comparison.PRE_POST)
OTHERS = tuple(Cell(f"other{number}", "all", Comparison.PRE_POST) for number in range(9))
# Changes -1 -2 -3 -1 -2 -3: mean -2, t = 5.477 with 5 degrees of freedom, p = .0028; -1 -2 -3: p = .074.
SIX = {name: (9, 9 - fall) for name, fall in zip("abcdef", (1, 2, 3, 1, 2, 3), strict=True)}
THREE = {name: SIX[name] for name in "abc"}


def test_a_change_is_clear_where_it_stays_so_once_all_tests_are_counted(evaluated: Evaluated, words: Words) -> None:
    text = words(evaluated(SIX, family=Family((PRE_POST, *OTHERS))), "changed")
    assert "By the end the average fell by 2.0 points (−2.9 to −1.1): better, and clearly so." in text


def test_a_change_that_is_clear_only_on_its_own_says_so(evaluated: Evaluated, words: Words) -> None:
    evaluation = evaluated(SIX, family=Family((PRE_POST, *OTHERS, *OTHERS)))
    assert 0.05 < (evaluation.results[0].p_bonferroni or 0) < 0.06
    assert "better; clear on its own, but not once all 19 tests are counted." in words(evaluation, "changed")
    assert "People changed" not in words(evaluation, "unknown")


@pytest.mark.parametrize("family", [Family((PRE_POST,)), Family(OTHERS)])
def test_a_change_whose_interval_holds_0_is_too_unsure(evaluated: Evaluated, words: Words, family: Family) -> None:
    text = words(evaluated(THREE, family=family), "changed")
    assert "fell by 2.0 points (−4.5 to +0.5): better, but too unsure to tell from no change." in text


def test_outside_the_family_the_interval_decides_and_the_plan_is_named(evaluated: Evaluated, words: Words) -> None:
    text = words(evaluated(SIX, family=Family(OTHERS)), "changed")
    assert "better, and clearly so, though not a planned test." in text


def test_the_way_that_is_better_is_the_measures(evaluated: Evaluated, words: Words) -> None:
    ease = Measure("touch", "Ease", 0, 10, Better.HIGHER)
    assert "fell by 2.0 points (−2.9 to −1.1): worse, and clearly so." in words(
        evaluated(SIX, ease, Family((PRE_POST,))), "changed"
    )


def test_nobody_changed_is_said_only_where_every_change_is_0(evaluated: Evaluated, words: Words) -> None:
    still = words(evaluated({"a": (3, 3), "b": (7, 7)}), "changed")
    assert "By the end nobody had changed: the average stayed at 5.0." in still
    level = words(evaluated({"a": (3, 4), "b": (7, 6), "c": (5, 5)}), "changed")
    assert "the average was the same, but it may be up to 2.5 points better or worse." in level
    assert "stayed" not in level


def test_floats_whose_changes_cancel_are_level_in_spite_of_rounding(evaluated: Evaluated, words: Words) -> None:
    text = words(evaluated({"a": (0.1, 0.2), "b": (0.7, 0.6)}), "changed")
    assert "the average was the same" in text


def test_a_change_that_rounds_to_0_is_less_than_what_is_printed(evaluated: Evaluated, words: Words) -> None:
    text = words(evaluated({"a": (3, 3.01), "b": (5, 5), "c": (7, 7.02)}), "changed")
    assert "rose by less than 0.1 points (0.0 to 0.0): worse, but too unsure" in text


def test_everyone_changing_alike_has_no_interval_and_says_why(evaluated: Evaluated, words: Words) -> None:
    assert "fell by 2.0 points: better, by the same for everyone." in words(
        evaluated({"a": (5, 3), "b": (9, 7)}), "changed"
    )


@pytest.mark.parametrize(("values", "said"), [((5, 3), "fell by 2.0 points: better"), ((5, 5), "stayed at 5.0")])
def test_one_person_tells_nothing_of_others(
    evaluated: Evaluated, words: Words, values: tuple[int, int], said: str
) -> None:
    text = words(evaluated({"a": values}), "changed")
    assert f"{said}, though one person tells nothing of others. 1 person answered both times." in text


def test_nobody_with_both_values_is_said(evaluated: Evaluated, words: Words) -> None:
    text = words(evaluated({"a": (5, None), "b": (None, 3)}), "changed")
    assert "Nobody answered both at the start and at the end." in text


def test_a_comparison_counts_everyone_who_answered_both_times_whether_a_start_is_recorded_or_not(
    evaluated: Evaluated, words: Words
) -> None:
    text = words(evaluated({"a": (5, 3), "b": (9, 6), "c": (9, 5), "d": (2, 1)}, started=("a", "never")), "changed")
    assert "4 people answered both times." in text
    assert "No estimate of everyone who started: fewer than two people answered" in text


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 1, "fell by 0.20 points"),
        (0, 0.5, "fell by 0.200 points"),
        (0, 100, "fell by 0.2 points"),
    ],
)
def test_a_short_scale_has_more_decimals(
    evaluated: Evaluated, words: Words, low: float, high: float, told: str
) -> None:
    measure = Measure("touch", "Touch", low, high, Better.LOWER)
    assert told in words(evaluated({"a": (0.4, 0.2), "b": (0.3, 0.1)}, measure), "changed")


def test_the_last_line_says_that_people_changed_only_where_a_change_is_clear(
    evaluated: Evaluated, words: Words
) -> None:
    assert words(evaluated(SIX), "unknown").endswith("People changed; this cannot show why.")
    for unclear in ({"a": (3, 3), "b": (4, 4)}, THREE, {"a": (3, None)}):
        assert words(evaluated(unclear), "unknown").endswith("Whatever changed or did not, this cannot show why.")


def test_what_the_bar_means_is_said(evaluated: Evaluated, words: Words) -> None:
    assert "Where it covers the open circle, there may have been no change" in words(evaluated(SIX), "changed")
    assert "95 of 100 bars would hold the true average change" in words(evaluated(SIX), "sure")
