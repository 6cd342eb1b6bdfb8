"""The family of tests: which cells are in it, and what Bonferroni makes of a p."""

from collections.abc import Mapping

import pytest

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.evaluate import evaluate
from reconnect.analysis.family import Family, default_family
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
