"""Against R: golden/golden.R holds the code that made golden.csv."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from reconnect.analysis.appraisal.contrast import Contrast, contrast
from reconnect.analysis.appraisal.d_formulas import fit, hedges_j
from reconnect.analysis.appraisal.p_value import two_sided_p
from reconnect.analysis.appraisal.spread import implied_r
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.table import Earlier, Formula, Later, PrintedTest, Row, Table

with (Path(__file__).parent / "golden" / "golden.csv").open(newline="", encoding="utf-8") as file:
    CASES = list(csv.DictReader(file))
FORMULAS = [formula for formula in Formula if formula is not Formula.NOT_STATED]


def typed(case: dict[str, str], d: str, *, places: int, t: bool = True) -> Contrast:
    """The case as a paper prints it, to ``places`` decimals."""

    def to(name: str) -> str:
        return f"{float(case[name]):.{places}f}"

    later = Later(Occasion.POST, to("mean_post"), to("sd_post"), t=to("t") if t else None, df=case["df"], d=d)
    row = Row("row", "Row", Earlier(to("mean_pre"), to("sd_pre")), (later,), n=case["n"])
    return contrast(Table("table", "Table", (row,), test=PrintedTest.PAIRED_T), row, later)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_implied_correlation_is_that_of_the_scores(case: dict[str, str]) -> None:
    found = implied_r(typed(case, "1", places=9))
    assert found is not None
    assert float(found.r) == pytest.approx(float(case["r"]), abs=1e-6)
    assert found.reach.high - found.reach.low < Fraction(1, 10**5)
    rounded = implied_r(typed(case, "1", places=1))
    assert rounded is None or rounded.reach.holds(Fraction(case["r"]))


@pytest.mark.parametrize("hedges", [False, True])
@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_d_is_within_the_reach_of_its_own_formula(case: dict[str, str], formula: Formula, *, hedges: bool) -> None:
    d = float(case[formula.value]) * (float(case["j"]) if hedges else 1)
    for t in (True, False):
        found = fit(formula, typed(case, f"{d:.7f}", places=7, t=t), hedges=hedges)
        assert found is not None
        assert found.fits
        if found.r is not None:
            slack = Fraction(1, 10**4 if hedges else 10**9)
            assert found.r.low - slack <= Fraction(case["r"]) <= found.r.high + slack


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_d_that_is_a_tenth_larger_is_beyond_the_reach_of_a_formula_without_r(case: dict[str, str]) -> None:
    for formula in (Formula.D_PRE, Formula.D_POST, Formula.D_POOLED, Formula.D_AVERAGE, Formula.D_Z):
        found = fit(formula, typed(case, f"{float(case[formula.value]) * 1.1:.7f}", places=7), hedges=False)
        assert found is not None
        assert not found.fits


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_hedges_j_holds_the_exact_one(case: dict[str, str]) -> None:
    j = hedges_j(int(case["n"]))
    assert j.holds(Fraction(case["j"]))
    assert j.high <= 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_p_is_that_of_the_test(case: dict[str, str]) -> None:
    found = typed(case, "1", places=9)
    assert found.t is not None
    p = two_sided_p(found.t, int(case["df"]))
    assert float(p.low) == pytest.approx(float(case["p"]), rel=1e-5)
    assert float(p.low) <= float(case["p"]) * (1 + 1e-9)
    assert float(p.high) >= float(case["p"]) * (1 - 1e-9)
