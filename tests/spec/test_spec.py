"""Tables in, numbers out: every case of every TOML file beside this one.

The expected figures were got by hand or by R, never from the code under test; each case says how. Beside the columns
of results.csv a case may expect change_low and change_high, the interval of the raw change, and what ``all_figures``
adds: other effects, ranks, corrected ps, quartiles, directions and ends.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from reconnect.analysis import evaluate
from reconnect.analysis.comparison import Cell
from reconnect.analysis.counts import PairCounts
from reconnect.analysis.directions import directions
from reconnect.analysis.effects import Effect, Effects, effects
from reconnect.analysis.ends import ends
from reconnect.analysis.engines.reference import stratum_counts
from reconnect.analysis.family import Adjusted
from reconnect.analysis.quartiles import quartiles
from reconnect.analysis.result import Result
from reconnect.analysis.wilcoxon import signed_ranks
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
    counts = stratum_counts(read.outcomes)
    cells = {Cell(each.measure.id, each.stratum, each.comparison): each for each in evaluation.results}
    adjusted = read.family.adjust({cell: each.test.p if each.test else None for cell, each in cells.items()})
    lines = (
        all_figures(each, counts[cell.measure, cell.stratum].pairs(cell.comparison), adjusted.get(cell))
        for cell, each in cells.items()
    )
    found = {tuple(line[part] for part in KEY): line for line in lines}
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


def all_figures(result: Result, counts: PairCounts, adjusted: Adjusted | None) -> dict[str, Any]:
    test, measure = result.test, result.measure
    every = effects(result.spread, measure.better)
    ranks, moved = signed_ranks(counts, measure.better), directions(counts, measure.better)
    pratt, nonzero = ranks.pratt, ranks.nonzero
    found: dict[str, Any] = figures(result)
    found |= {"change_low": test.low if test else None, "change_high": test.high if test else None}
    found |= {name: value for d in ("d_av", "d_z", "g_pre", "g_av", "g_z") for name, value in effect(every, d)}
    found |= {"zeros": ranks.zeros, "z_pratt": pratt and pratt.z, "p_pratt": pratt and pratt.p}
    found |= {"p_nonzero": nonzero and nonzero.p, "pseudo_median": ranks.middle}
    found |= {"pseudo_median_low": ranks.low, "pseudo_median_high": ranks.high}
    found |= {"p_holm": adjusted and adjusted.holm, "p_benjamini_hochberg": adjusted and adjusted.benjamini_hochberg}
    for name, values in (("pre", counts.earlier), ("later", counts.later), ("change", counts.changes)):
        found |= {f"{part}_{name}": getattr(quartiles(values), part) for part in ("lower", "median", "upper")}
    for name, values in (("pre", counts.earlier), ("later", counts.later)):
        found |= {f"{end}_{name}": getattr(ends(values, measure), end) for end in ("lowest", "highest")}
    return found | {"worse": moved.worse, "same": moved.same, "better": moved.better}


def effect(every: Effects, name: str) -> Iterator[tuple[str, float | None]]:
    one: Effect | None = getattr(every, name)
    yield name, one and one.d
    yield f"{name}_low", one and one.low
    yield f"{name}_high", one and one.high


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
