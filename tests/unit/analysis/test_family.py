"""The family of tests: which cells are in it, and what Bonferroni makes of a p."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.evaluate import evaluate
from reconnect.analysis.family import Adjusted, Family, default_family
from reconnect.analysis.outcomes import Outcomes, Participant, Reading
from reconnect.model.measure import Better, Measure
from reconnect.model.occasion import Occasion

PRE, POST, FOLLOW_UP = Occasion
ANXIETY, TOUCH = Measure("anxiety", "Anxiety", 0, 20, Better.LOWER), Measure("touch", "Touch", 0, 10, Better.LOWER)
EIGHT = Family(tuple(Cell(f"m{number}", "all", Comparison.PRE_POST) for number in range(8)))


def outcomes(occasions: Mapping[str, tuple[Occasion, ...]]) -> Outcomes:
    measures = tuple(measure for measure in (ANXIETY, TOUCH) if measure.id in occasions)
    people = (Participant("a", "woman"), Participant("b", "man"), Participant("c", "woman"))
    values = {"a": (12, 9, 8), "b": (10, 10, 7), "c": (5, 1, 2)}
    readings = tuple(
        Reading(person, measure.id, occasion, value)
        for person, given in values.items()
        for measure in measures
        for occasion, value in zip(Occasion, given, strict=True)
        if occasion in occasions[measure.id]
    )
    return Outcomes("data.csv", measures, occasions, people, readings)


def test_by_default_it_is_every_measure_from_pre_to_post_and_to_follow_up_among_everyone() -> None:
    data = outcomes({"anxiety": tuple(Occasion), "touch": tuple(Occasion)})
    assert default_family(data).tests == (
        Cell("anxiety", "all", Comparison.PRE_POST),
        Cell("anxiety", "all", Comparison.PRE_FOLLOW_UP),
        Cell("touch", "all", Comparison.PRE_POST),
        Cell("touch", "all", Comparison.PRE_FOLLOW_UP),
    )


@pytest.mark.parametrize(
    ("occasions", "expected"),
    [
        ((PRE, POST), [Comparison.PRE_POST]),
        ((PRE, FOLLOW_UP), [Comparison.PRE_FOLLOW_UP]),
        ((POST, FOLLOW_UP), []),
        ((PRE,), []),
        ((), []),
    ],
)
def test_by_default_it_leaves_out_what_the_data_were_never_to_hold(
    occasions: tuple[Occasion, ...], expected: list[Comparison]
) -> None:
    assert [cell.comparison for cell in default_family(outcomes({"anxiety": occasions})).tests] == expected


def test_p_is_multiplied_by_the_number_of_tests_planned() -> None:
    assert EIGHT.bonferroni(EIGHT.tests[0], 0.00625) == pytest.approx(0.05)


@pytest.mark.parametrize("p", [0.125, 0.2, 1.0])
def test_a_corrected_p_is_never_above_1(p: float) -> None:
    assert EIGHT.bonferroni(EIGHT.tests[3], p) == 1


@pytest.mark.parametrize(
    "cell",
    [
        Cell("m0", "woman", Comparison.PRE_POST),
        Cell("m0", "all", Comparison.PRE_FOLLOW_UP),
        Cell("m8", "all", Comparison.PRE_POST),
    ],
)
def test_a_cell_outside_the_family_has_no_corrected_p(cell: Cell) -> None:
    assert EIGHT.bonferroni(cell, 0.001) is None


def test_a_test_that_could_not_be_computed_has_no_corrected_p_and_still_counts() -> None:
    assert EIGHT.bonferroni(EIGHT.tests[0], None) is None
    assert EIGHT.bonferroni(EIGHT.tests[1], 0.01) == pytest.approx(0.08)


def test_the_results_carry_the_corrected_p_of_the_family_that_was_planned() -> None:
    data = outcomes({"anxiety": tuple(Occasion), "touch": tuple(Occasion)})
    planned = Family((Cell("anxiety", "woman", Comparison.PRE_FOLLOW_UP), Cell("touch", "all", Comparison.PRE_POST)))
    results = evaluate(data, planned).results
    corrected = {
        Cell(each.measure.id, each.stratum, each.comparison): each.p_bonferroni
        for each in results
        if each.p_bonferroni is not None
    }
    raw = {Cell(each.measure.id, each.stratum, each.comparison): each.test and each.test.p for each in results}
    assert corrected == {cell: pytest.approx(min(1, 2 * (raw[cell] or 0))) for cell in planned.tests}


def test_an_empty_family_that_was_planned_is_kept_and_corrects_nothing() -> None:
    evaluation = evaluate(outcomes({"anxiety": tuple(Occasion)}), Family(()))
    assert evaluation.family == Family(())
    assert {each.p_bonferroni for each in evaluation.results} == {None}


def test_post_to_follow_up_is_shown_but_stands_outside_the_default_family() -> None:
    results = evaluate(outcomes({"anxiety": tuple(Occasion)})).results
    (shown,) = [each for each in results if each.stratum == "all" and each.comparison is Comparison.POST_FOLLOW_UP]
    assert shown.test is not None
    assert shown.p_bonferroni is None


def test_a_family_is_declared_unless_it_is_the_default() -> None:
    assert EIGHT.declared
    assert not default_family(outcomes({"anxiety": tuple(Occasion)})).declared


PS = st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=8)


@given(PS)
def test_holm_and_benjamini_hochberg_lie_between_p_and_bonferroni(ps: list[float | None]) -> None:
    tests = EIGHT.tests[: len(ps)]
    adjusted = Family(tests).adjust(dict(zip(tests, ps, strict=True)))
    assert set(adjusted) == {cell for cell, p in zip(tests, ps, strict=True) if p is not None}
    for cell, p in zip(tests, ps, strict=True):
        if p is not None:
            found = adjusted[cell]
            chain = (p, found.benjamini_hochberg, found.holm, found.bonferroni, 1.0)
            assert all(low <= high * (1 + 1e-12) for low, high in pairwise(chain)), "5 p / 5 may round above p"
            assert found.bonferroni == Family(tests).bonferroni(cell, p)


@given(PS)
def test_a_test_without_p_counts_as_one_whose_p_is_1(ps: list[float | None]) -> None:
    tests = EIGHT.tests[: len(ps)]
    adjusted = Family(tests).adjust(dict(zip(tests, ps, strict=True)))
    filled = Family(tests).adjust({cell: 1.0 if p is None else p for cell, p in zip(tests, ps, strict=True)})
    assert {cell: filled[cell] for cell in adjusted} == adjusted


def test_ps_outside_the_family_are_left_out_and_do_not_count() -> None:
    other = Cell("m0", "woman", Comparison.PRE_POST)
    assert EIGHT.adjust({other: 0.001}) == {}
    (only,) = EIGHT.adjust({other: 0.001, EIGHT.tests[0]: 0.01}).values()
    assert only == Adjusted(pytest.approx(0.08), pytest.approx(0.08), pytest.approx(0.08))


def test_equal_ps_are_corrected_alike() -> None:
    adjusted = EIGHT.adjust(dict.fromkeys(EIGHT.tests[:3], 0.01))
    assert len({(each.holm, each.benjamini_hochberg) for each in adjusted.values()}) == 1
