"""Tables in, numbers out: every case of every TOML file beside this one.

The expected figures were got by hand or by R, never from the code under test; each case says how. Beside the columns
of results.csv a case may expect change_low and change_high, the interval of the raw change.
"""

import csv
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from reconnect.analysis import evaluate
from reconnect.analysis.result import Result
from reconnect.exchange.figures import figures
from reconnect.exchange.outcomes_files import OutcomesRead, read_outcomes
from reconnect.model.load import shipped_library
from reconnect.model.typed_toml import read_typed_toml

HERE = Path(__file__).parent
RELATIVE = 1e-9  # R prints 15 digits
NOTHING = 1e-12  # what an expected 0 may differ by
KEY = ("measure", "stratum", "comparison")


@dataclass(frozen=True)
class Case:
    """One table and its figures; ``every_line`` where ``expected`` holds all lines of the results, in their order."""

    name: str
    by: str
    how: str
    data: str
    map: str | None = None
    people: str | None = None
    every_line: bool = False
    expected: str = ""
    expected_flow: str = ""


@dataclass(frozen=True)
class Spec:
    """One statistic or rule."""

    title: str
    about: str
    formula: str
    source: str
    cases: tuple[Case, ...]


CASES = [
    pytest.param(case, id=f"{file.stem}: {case.name}")
    for file in sorted(HERE.glob("*.toml"))
    for case in read_typed_toml(file.read_text("utf-8"), Spec, file.name).cases
]


@pytest.mark.parametrize("case", CASES)
def test_the_figures_are_the_expected_ones(case: Case, tmp_path: Path) -> None:
    read = read_case(case, tmp_path)
    evaluation = evaluate(read.outcomes, read.family)
    found = {tuple(line[part] for part in KEY): line for line in map(all_figures, evaluation.results)}
    expected = {tuple(line[part] for part in KEY): line for line in rows(case.expected)}
    if case.every_line:
        assert list(found) == list(expected)
    for key, line in expected.items():
        assert_line(found[key], line)
    flows = {flow.stratum: flow for flow in evaluation.flow}
    for line in rows(case.expected_flow):
        assert_line({column: getattr(flows[line["stratum"]], column) for column in line}, line)


def test_each_case_expects_something_and_says_how_it_was_got() -> None:
    for param in CASES:
        case: Any = param.values[0]
        assert rows(case.expected) or rows(case.expected_flow), case.name
        assert case.by == "hand" or case.by.startswith("R 4."), case.name


def read_case(case: Case, folder: Path) -> OutcomesRead:
    for name, text in (("data.csv", case.data), ("map.toml", case.map), ("people.csv", case.people)):
        if text is not None:
            (folder / name).write_text(text, "utf-8")
    map_file = folder / "map.toml" if case.map is not None else None
    return read_outcomes(folder / "data.csv", map_file, shipped_library().measures)


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(table.strip().splitlines()))


def all_figures(result: Result) -> dict[str, Any]:
    test = result.test
    return figures(result) | {"change_low": test.low if test else None, "change_high": test.high if test else None}


def assert_line(found: dict[str, Any], expected: dict[str, str]) -> None:
    """``found`` holds what a line of text says: words as they are, an empty cell for None, whole counts exactly."""
    for column, text in expected.items():
        value = found[column]
        where = f"{column}: {value}, expected {text or 'nothing'}, in {expected}"
        if text == "" or isinstance(value, str | None):
            assert value == (text or None), where
        elif isinstance(value, int):
            assert value == int(text), where
        else:
            assert isclose(value, float(text), rel_tol=RELATIVE, abs_tol=NOTHING), where
