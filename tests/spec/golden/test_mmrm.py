"""The modelled changes of the 120 people who do not exist agree with nlme::gls, and with dense matrices in R.

mmrm.R says how R's were got. gls is golden for the estimates: its own optimum is up to 1e-5 off. Standard errors are
R's by differences of the likelihood, person by person, at R's own maximum.
"""

import csv
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from reconnect.analysis.missing.fit import Fit, fit
from reconnect.analysis.missing.inference import sureness
from reconnect.analysis.missing.mmrm import mmrm
from reconnect.analysis.missing.piles import pile_up
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.patterns import OCCASIONS, PatternMoments, pattern_moments
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion

HERE = Path(__file__).parent
GOLDEN = list(csv.DictReader((HERE / "mmrm.csv").read_text("utf-8").splitlines()))
IDS = ["measure", "strata", "stratum", "occasions", "comparison"]


@pytest.fixture(scope="module")
def moments() -> dict[tuple[str, str], PatternMoments]:
    """By measure and stratum."""
    outcomes = read_outcomes(HERE / "outcomes.csv", HERE / "map.toml", shipped_library().measures).outcomes
    found = {(each.person_id, each.measure, each.occasion): each.value for each in outcomes.readings}
    return {
        (measure.id, stratum): pattern_moments(
            (
                found.get((person.id, measure.id, Occasion.PRE)),
                found.get((person.id, measure.id, Occasion.POST)),
                found.get((person.id, measure.id, Occasion.FOLLOW_UP)),
            )
            for person in outcomes.participants
            if stratum in person.strata
        )
        for measure in outcomes.measures
        for stratum in outcomes.strata
    }


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: " ".join(line[word] for word in IDS))
def test_change_and_its_standard_errors_are_those_of_r(
    line: dict[str, str], moments: dict[tuple[str, str], PatternMoments]
) -> None:
    strata = line["strata"].split("+")
    occasions = tuple(Occasion(each) for each in line["occasions"].split("+"))
    piles = pile_up([moments[line["measure"], stratum] for stratum in strata], occasions)
    assert piles is not None
    found = fit(piles)
    assert isinstance(found, Fit)
    contrast = np.zeros_like(found.at.means)
    row = strata.index(line["stratum"])
    contrast[row, occasions.index(Occasion(line["comparison"].split("-")[1]))] = 1
    contrast[row, 0] = -1
    change = float((contrast * found.at.means * piles.unit).sum() + (contrast * piles.origin).sum())
    sure = sureness(found, contrast)
    assert found.deviance == pytest.approx(float(line["gls_deviance"]), abs=3e-5)
    assert found.deviance == pytest.approx(float(line["deviance"]), abs=1e-6)
    assert change == pytest.approx(float(line["gls_change"]), abs=1e-4)
    assert change == pytest.approx(float(line["change"]), abs=1e-6)
    assert sqrt(found.covariance[0, 0]) * piles.unit[0] == pytest.approx(float(line["gls_sd_pre"]), abs=1e-4)
    assert sqrt(sure.observed) == pytest.approx(float(line["se"]), rel=1e-5)
    assert sqrt(sure.adjusted) == pytest.approx(float(line["kr_se"]), rel=1e-6)
    assert sure.kenward_roger_df == pytest.approx(float(line["kr_df"]), rel=1e-5)


@pytest.mark.parametrize("line", [line for line in GOLDEN if "+" not in line["strata"]], ids=str)
def test_the_whole_model_reports_the_same(line: dict[str, str], moments: dict[tuple[str, str], PatternMoments]) -> None:
    occasions = tuple(Occasion(each) for each in line["occasions"].split("+"))
    found = mmrm({line["stratum"]: moments[line["measure"], line["stratum"]]}, Better.LOWER, occasions)
    for change in found.changes:
        if str(change.comparison) == line["comparison"]:
            assert change.stratum in {ALL, line["stratum"]}
            assert change.figures is not None
            assert change.figures.change == pytest.approx(float(line["change"]), abs=1e-6)
            assert change.figures.se == pytest.approx(float(line["se"]), rel=1e-5)
            assert change.figures.kenward_roger.se == pytest.approx(float(line["kr_se"]), rel=1e-6)


def test_every_combination_is_there() -> None:
    assert len(GOLDEN) == 2 * 5 * 4
    assert {line["occasions"] for line in GOLDEN} == {"pre+post+follow_up", "pre+post", "pre+follow_up"}
    assert tuple(Occasion) == OCCASIONS
