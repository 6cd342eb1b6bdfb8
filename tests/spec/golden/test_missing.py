"""Leavers, weights, pooling and imputation of the 120 people who do not exist agree with R; missing.R says how."""

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.missing.imputation import ImputationRows, imputed_changes
from reconnect.analysis.missing.leavers import leavers
from reconnect.analysis.missing.logistic import logistic
from reconnect.analysis.missing.pooling import Pooled, pool
from reconnect.analysis.missing.weighting import weighted_changes
from reconnect.analysis.patterns import pattern_moments
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion

Array = npt.NDArray[np.float64]

HERE = Path(__file__).parent
GOLDEN: dict[str, dict[str, float]] = {}
for line in csv.DictReader((HERE / "missing.csv").read_text("utf-8").splitlines()):
    GOLDEN.setdefault(line["about"], {})[line["figure"]] = float(line["value"])

MEASURES = ("worry", "closeness")


@pytest.fixture(scope="module")
def scores() -> dict[str, Array]:
    """(people, 3) by measure, NaN where missing."""
    outcomes = read_outcomes(HERE / "outcomes.csv", HERE / "map.toml", shipped_library().measures).outcomes
    found = {(each.person_id, each.measure, each.occasion): float(each.value) for each in outcomes.readings}
    return {
        measure.id: np.array(
            [
                [found.get((person.id, measure.id, occasion), np.nan) for occasion in Occasion]
                for person in outcomes.participants
            ]
        )
        for measure in outcomes.measures
    }


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("later", [Occasion.POST, Occasion.FOLLOW_UP])
def test_leavers_and_stayers_are_those_of_welchs_test(measure: str, later: Occasion, scores: dict[str, Array]) -> None:
    moments = pattern_moments(
        tuple(None if np.isnan(value) else float(value) for value in row)  # type: ignore[misc]
        for row in scores[measure]
    )
    found, expected = leavers(moments, later, Better.HIGHER), GOLDEN[f"leavers {measure} {later}"]
    assert found.difference is not None
    assert {
        "n_left": found.leavers.n,
        "n_stayed": found.stayers.n,
        "mean_left": found.leavers.mean,
        "sd_stayed": found.stayers.sd,
        "difference": found.difference.difference,
        "df": found.difference.df,
        "low": found.difference.low,
        "high": found.difference.high,
        "raw_standardised": found.difference.standardised,
    } == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_chances_of_answering_are_those_of_glm(measure: str, scores: dict[str, Array]) -> None:
    table, expected = scores[measure], GOLDEN[f"weights {measure}"]
    for place, name in ((1, "post"), (2, "follow_up")):
        staying = table[~np.isnan(table[:, :place]).any(axis=1)]
        design = np.column_stack([np.ones(len(staying)), staying[:, :place]])
        found, exists = logistic(design, (~np.isnan(staying[:, place])).astype(float), np.ones((1, len(staying))))
        assert exists.all()
        assert found[0] == pytest.approx([expected[f"{name}_{number}"] for number in range(1, place + 2)], rel=1e-9)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_weighted_change_is_that_of_r(measure: str, scores: dict[str, Array]) -> None:
    table = scores[measure]
    for each in weighted_changes(table, np.empty((len(table), 0)), [None] * len(table), 1, resamples=50):
        assert each.mean is not None
        assert each.mean.change == pytest.approx(GOLDEN[f"weights {measure}"][str(each.comparison)], rel=1e-9)


POOLS: dict[str, Pooled] = {
    "few": pool([1.2, 0.7, 1.9, 1.4, 1.1], [0.30, 0.28, 0.35, 0.31, 0.29], 39),
    "many": pool([float(np.sin(i)) for i in range(1, 101)], [0.5 + float(np.cos(i)) / 10 for i in range(1, 101)], 371),
    "little missing": pool([3 + float(np.sin(i)) / 50 for i in range(1, 21)], [0.25] * 20, 59),
}


@pytest.mark.parametrize("name", POOLS)
def test_pooling_is_that_of_mice(name: str) -> None:
    found = POOLS[name]
    figures = {"qbar": found.estimate, "t": found.se**2, "df": found.df, "fmi": found.fmi}
    assert figures == pytest.approx(GOLDEN[f"pool {name}"], rel=1e-9)


def test_imputed_changes_are_those_of_mice_but_for_chance(scores: dict[str, Array]) -> None:
    rows = ImputationRows(scores["worry"], scores["closeness"][:, :1])
    for each in imputed_changes({"all": rows}, 3, m=1000):
        expected = GOLDEN[f"mice {each.comparison.later}"]
        assert each.pooled is not None
        assert each.auxiliaries == 1
        # Both are means of draws: 1,000 here and 2,000 there.
        chance = expected["se"] * (expected["fmi"] * (1 / 1000 + 1 / 2000)) ** 0.5
        assert each.pooled.estimate == pytest.approx(expected["estimate"], abs=4 * chance)
        assert each.pooled.se == pytest.approx(expected["se"], rel=0.03)
        assert each.comparison in Comparison
