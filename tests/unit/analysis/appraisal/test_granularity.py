"""GRIM, GRIMMER and the ends of an SD: against published examples and against every set of scores there is."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest

from reconnect.analysis.appraisal.granularity import SteppedCell
from reconnect.analysis.appraisal.grim import possible_mean
from reconnect.analysis.appraisal.grimmer import possible_sd
from reconnect.analysis.appraisal.interval import exactly, printed
from reconnect.analysis.appraisal.sd_bounds import largest_variance, smallest_variance
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.table import Scale

WHOLE = Scale("whole", step="1")


def cell(mean: str, n: int, sd: str | None = None, scale: Scale = WHOLE) -> SteppedCell:
    return SteppedCell("table.row.pre", "Table, Row", Occasion.PRE, mean, sd, n, scale)


@pytest.mark.parametrize(
    ("mean", "n", "step", "possible"),
    [
        pytest.param("5.19", 28, "1", False, id="Brown and Heathers 2017"),
        pytest.param("5.18", 28, "1", True, id="the mean below it"),
        pytest.param("5.21", 28, "1", True, id="the mean above it"),
        pytest.param("20.95", 12, "1", False, id="ages of twelve students: 251 / 12 is 20.92, 252 / 12 is 21"),
        pytest.param("20.92", 12, "1", True, id="251 / 12"),
        pytest.param("0.80", 4, "0.5", False, id="two items, four people: no eighth is .80"),
        pytest.param("0.80", 5, "0.5", True, id="two items, five people: eight tenths"),
        pytest.param("19.25", 4, "0.333333333", True, id="three items, four people"),
        pytest.param("5.2", 28, "1", True, id="one decimal is too coarse to tell"),
        pytest.param("5.19", 128, "1", True, id="so many people that any mean of two decimals is possible"),
    ],
)
def test_grim(mean: str, n: int, step: str, *, possible: bool) -> None:
    assert possible_mean(cell(mean, n, scale=Scale("scale", step=step))) is possible


@pytest.mark.parametrize(
    ("mean", "sd", "n", "possible"),
    [
        pytest.param("3.44", "2.47", 18, False, id="rsprite2's example of Anaya's test"),
        pytest.param("1.03", "0.41", 40, False, id="Allard's example"),
        pytest.param("30.33", "8.63", 15, True, id="455 / 15, with odd squares"),
        pytest.param("5.2", "1.6", 28, True, id="one decimal"),
    ],
)
def test_grimmer(mean: str, sd: str, n: int, *, possible: bool) -> None:
    found = cell(mean, n, sd)
    assert possible_mean(found)
    assert possible_sd(found, sd) is possible


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 7])
def test_no_set_of_scores_is_called_impossible_and_most_other_figures_are(n: int) -> None:
    reachable = defaultdict(set)
    for scores in combinations_with_replacement(range(6), n):
        mean = Decimal(sum(scores)) / n
        variance = Decimal(n * sum(x * x for x in scores) - sum(scores) ** 2) / (n * (n - 1))
        reachable[f"{mean:.2f}"].add(f"{variance.sqrt():.2f}")
    for mean, sds in reachable.items():
        assert possible_mean(cell(mean, n))
        assert all(possible_sd(cell(mean, n), sd) for sd in sds)
    assert not any(
        possible_mean(cell(f"{hundredth / 100:.2f}", n))
        for hundredth in range(501)
        if f"{hundredth / 100:.2f}" not in reachable
    )
    others = [
        f"{hundredth / 100:.2f}" for hundredth in range(25, 250) if f"{hundredth / 100:.2f}" not in reachable["2.00"]
    ]
    assert sum(not possible_sd(cell("2.00", n), sd) for sd in others) > len(others) * 0.8


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_the_ends_of_an_sd_are_those_of_all_sets_of_scores(n: int) -> None:
    variances = defaultdict(list)
    for scores in combinations_with_replacement(range(5), n):
        variances[sum(scores)].append(Fraction(n * sum(x * x for x in scores) - sum(scores) ** 2, n * (n - 1)))
    for total, found in variances.items():
        mean = exactly(Fraction(total, n))
        assert smallest_variance(mean, n) == min(found)
        assert smallest_variance(mean, None) <= min(found)
        assert largest_variance(mean, Fraction(0), Fraction(4), n) >= max(found)
        assert largest_variance(mean, Fraction(0), Fraction(4), None) >= max(found)
    half = variances[2 * n]
    assert n % 2 or largest_variance(exactly(2), Fraction(0), Fraction(4), n) == max(half)


def test_the_smallest_sd_of_the_paper_is_that_of_262_whole_answers_between_7_45_and_7_55() -> None:
    assert float(smallest_variance(printed("7.5"), 262)) ** 0.5 == pytest.approx(0.4985, abs=5e-5)
    assert smallest_variance(printed("7.5"), None) == Fraction("0.45") * Fraction("0.55")
    assert smallest_variance(printed("8"), None) == 0
