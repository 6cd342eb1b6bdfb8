"""120 people who do not exist: every figure agrees with R's. golden.R says how R's were got."""

import csv
import hashlib
from math import isclose
from pathlib import Path

import pytest

from reconnect.analysis import evaluate
from reconnect.exchange.figures import figures
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library

HERE = Path(__file__).parent
DATA = HERE / "outcomes.csv"
GOLDEN = list(csv.DictReader((HERE / "golden.csv").read_text("utf-8").splitlines()))
# The digests that R wrote, each with the file it was to have read.
READ = {
    "outcomes": "outcomes.csv",
    "effects": "outcomes.csv",
    "individuals": "outcomes.csv",
    "reliability": "items.csv",
    "funnel": "network.csv",
    "ingredients": "network.csv",
}
WORDS = ("measure", "stratum", "comparison")
MOMENTS = {"pre": "start", "post": "end", "follow_up": "later"}
# R and the code under test reach the tails of the t distribution by different series.
TOLERANCE = {"p": 1e-7, "p_bonferroni": 1e-7}


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str | int | float | None]]:
    read = read_outcomes(DATA, HERE / "map.toml", shipped_library().measures)
    return [figures(result) for result in evaluate(read.outcomes, read.family).results]


def test_the_lines_are_those_of_r_in_the_same_order(lines: list[dict[str, object]]) -> None:
    assert [[line[word] for word in WORDS] for line in lines] == [[line[word] for word in WORDS] for line in GOLDEN]
    assert len(GOLDEN) == 18


@pytest.mark.parametrize("number", range(len(GOLDEN)), ids=lambda number: " ".join(GOLDEN[number][w] for w in WORDS))
def test_every_figure_is_that_of_r(number: int, lines: list[dict[str, object]]) -> None:
    expected, found = GOLDEN[number], lines[number]
    assert found.keys() >= expected.keys()  # the others are held to R in test_effects.py and the specifications
    for column in expected.keys() - set(WORDS):
        value, text = found[column], expected[column]
        if text == "":
            assert value is None, column
        else:
            assert isinstance(value, int | float), column
            tolerance = TOLERANCE.get(column, 1e-9)
            absolute = 0 if column in TOLERANCE else tolerance
            assert isclose(value, float(text), rel_tol=tolerance, abs_tol=absolute), column


@pytest.mark.parametrize("made", READ)
def test_r_read_the_very_file_that_is_read_here(made: str) -> None:
    data = (HERE / READ[made]).read_bytes()
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()  # R has no SHA-256 before 4.5
    assert digest == (HERE / f"{made}.md5").read_text("utf-8").strip(), "run the R code again"


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: " ".join(line[word] for word in WORDS))
def test_n_is_the_number_of_complete_pairs_counted_plainly(line: dict[str, str]) -> None:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    earlier, later = (
        {
            row["person"]
            for row in rows
            if row["moment"] == MOMENTS[occasion]
            and row[line["measure"]] not in {"", "NA"}
            and line["stratum"] in {"all", row["gender"]}
        }
        for occasion in line["comparison"].split("-")
    )
    assert len(earlier & later) == int(line["n"])
