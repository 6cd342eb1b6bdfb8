"""estimates.csv: every estimate of everyone who started, with who is missing and the formula's name."""

import csv
import io
import json

import pytest

from reconnect.analysis import Evaluation, evaluate
from reconnect.exchange.estimates import NAMES
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.exchange.results_csv import estimates_csv
from reconnect.exchange.results_json import results_json
from reconnect.model.load import CONTENT, shipped_library

EXAMPLE = CONTENT / "examples" / "fictitious-clinic"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    read = read_outcomes(EXAMPLE / "outcomes.csv", EXAMPLE / "map.toml", shipped_library().measures)
    return evaluate(read.outcomes, read.family)


@pytest.fixture(scope="module")
def lines(evaluation: Evaluation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(estimates_csv(evaluation))))


def test_every_line_has_its_people_its_formula_and_where_it_is_from(lines: list[dict[str, str]]) -> None:
    assert tuple(lines[0]) == NAMES
    for line in lines:
        assert line["formula"]
        assert line["scoring"] in {"msq-anxiety 1", "interference-and-avoidance 1"}
        assert (line["first_day"], line["last_day"]) == ("2023-03-08", "2026-04-30")
        assert int(line["missing"]) == int(line["started"]) - int(line["answered"])
        assert bool(line["reason"]) != bool(line["change"] or line["delta"])


def test_every_way_round_the_missing_is_there_for_every_measure(
    evaluation: Evaluation, lines: list[dict[str, str]]
) -> None:
    ways = {"mmrm", "mmrm-kenward-roger", "mmrm-by-programme", "delta", "no-change", "tipping-point"}
    for measure in evaluation.outcomes.measures:
        mine = [line for line in lines if (line["measure"], line["stratum"]) == (measure.id, "all")]
        assert {line["estimate"] for line in mine} == ways | {"imputed", "weighted"}
        assert {line["seed"] for line in mine if line["estimate"] in {"imputed", "weighted"}} == {"2019"}


def test_a_line_holds_the_models_own_figures(evaluation: Evaluation, lines: list[dict[str, str]]) -> None:
    modelled = evaluation.everyone[0].estimates[0].modelled
    assert modelled.figures is not None
    line = next(each for each in lines if each["estimate"] == "mmrm" and each["stratum"] == "all")
    found = [float(line[name]) for name in ("change", "se", "df", "low", "high", "mean_pre", "d_pre")]
    figures = modelled.figures
    assert found == [
        *(figures.change, figures.se, figures.df, figures.low, figures.high, figures.mean_pre),
        figures.effect.d,
    ]


def test_results_json_holds_the_same_lines_and_the_rest(evaluation: Evaluation, lines: list[dict[str, str]]) -> None:
    document = json.loads(results_json(evaluation))
    assert [
        {name: "" if value is None else str(value) for name, value in line.items()} for line in document["everyone"]
    ] == (lines)
    assert document["answer_basis"]["pre-post"] == {"n": 70, "changed": 3, "unknown": 0}
    assert len(document["leavers"]) == 10
    assert (document["network"], document["reliable"], document["dose"]) == (None, [], [])


def test_a_quick_evaluation_has_neither_imputed_nor_weighted_lines(evaluation: Evaluation) -> None:
    quick = evaluate(evaluation.outcomes, evaluation.family, sensitivity=False)
    told = {line["estimate"] for line in csv.DictReader(io.StringIO(estimates_csv(quick)))}
    assert told == {"mmrm", "mmrm-kenward-roger", "mmrm-by-programme", "delta", "no-change", "tipping-point"}
    assert json.loads(results_json(quick))["sensitivity"] == {"asked": False, "seed": None}
