"""120 people who do not exist: effects, ranks, quartiles and ends agree with R's. effects.R says how R's were got."""

import csv
from dataclasses import dataclass
from math import isclose
from pathlib import Path

import pytest

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.counts import PairCounts
from reconnect.analysis.directions import directions
from reconnect.analysis.effects import Effect, effects
from reconnect.analysis.ends import ends
from reconnect.analysis.engines.reference import cell_moments, programme_moments, stratum_counts
from reconnect.analysis.moments import spread
from reconnect.analysis.outcomes import Outcomes
from reconnect.analysis.quartiles import quartiles
from reconnect.analysis.wilcoxon import signed_ranks
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library
from reconnect.model.measure import Measure

HERE = Path(__file__).parent
GOLDEN = list(csv.DictReader((HERE / "effects.csv").read_text("utf-8").splitlines()))
COMPARISONS = {str(comparison): comparison for comparison in Comparison}
NAMES = [" ".join(line[word] for word in ("measure", "stratum", "comparison")) for line in GOLDEN]


@dataclass(frozen=True)
class Found:
    cell: Cell
    measure: Measure
    counts: PairCounts
    outcomes: Outcomes


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    return read_outcomes(HERE / "outcomes.csv", HERE / "map.toml", shipped_library().measures).outcomes


@pytest.fixture(params=range(len(GOLDEN)), ids=NAMES)
def line(request: pytest.FixtureRequest) -> dict[str, str]:
    return GOLDEN[request.param]


@pytest.fixture
def found(line: dict[str, str], outcomes: Outcomes) -> Found:
    cell = Cell(line["measure"], line["stratum"], COMPARISONS[line["comparison"]])
    (measure,) = [each for each in outcomes.measures if each.id == cell.measure]
    counts = stratum_counts(outcomes)[cell.measure, cell.stratum].pairs(cell.comparison)
    return Found(cell, measure, counts, outcomes)


def assert_figures(found: dict[str, float | None], line: dict[str, str], relative: float) -> None:
    for name, value in found.items():
        assert value is not None, name
        assert isclose(value, float(line[name]), rel_tol=relative, abs_tol=1e-12), name


def parts(name: str, effect: Effect | None) -> dict[str, float | None]:
    assert effect is not None
    assert effect.formula.name == name
    return {name: effect.d, f"{name}_low": effect.low, f"{name}_high": effect.high}


def test_counts_hold_the_pairs_of_the_moments(line: dict[str, str], found: Found) -> None:
    assert found.counts.n == int(line["n"])
    whole, counted = cell_moments(found.outcomes)[found.cell].centred(), found.counts.moments.centred()
    assert (counted.n, counted.mean_d) == (whole.n, pytest.approx(whole.mean_d, rel=1e-12, abs=1e-12))
    assert counted.squares_d == pytest.approx(whole.squares_d, rel=1e-12)


def test_d_and_its_interval_are_those_of_r(line: dict[str, str], found: Found) -> None:
    all_effects = effects(spread(found.counts.moments), found.measure.better)
    assert_figures(parts("d_av", all_effects.d_av), line, 1e-9)
    assert_figures(parts("d_z", all_effects.d_z), line, 1e-9)


def test_g_is_that_of_metafor_to_eleven_digits_and_keeps_the_interval_of_its_d(
    line: dict[str, str], found: Found
) -> None:
    every = effects(spread(found.counts.moments), found.measure.better)
    for g, d in ((every.g_pre, every.d_pre), (every.g_av, every.d_av), (every.g_z, every.d_z)):
        assert g is not None
        assert d is not None
        assert_figures({g.formula.name: g.d}, line, 1e-11)
        assert (g.low, g.high) == (d.low, d.high)
    assert every.g_pre is not None
    assert_figures({"g_pre_heteroscedastic": every.g_pre.d}, line, 1e-11)


def test_ranks_and_the_middle_of_the_changes_are_those_of_r(line: dict[str, str], found: Found) -> None:
    ranks = signed_ranks(found.counts, found.measure.better)
    assert (ranks.n, ranks.zeros) == (int(line["n"]), int(line["zeros"]))
    assert ranks.pratt is not None
    assert ranks.nonzero is not None
    assert (ranks.pratt.n, ranks.nonzero.n) == (ranks.n, ranks.n - ranks.zeros)
    figures = {"z_pratt": ranks.pratt.z, "p_pratt": ranks.pratt.p, "p_nonzero": ranks.nonzero.p}
    assert_figures(figures, line, 1e-9)
    middle = {"": ranks.middle, "_low": ranks.low, "_high": ranks.high}
    assert_figures({f"pseudo_median{end}": value for end, value in middle.items()}, line, 1e-9)


def test_quartiles_ends_and_directions_are_those_of_r(line: dict[str, str], found: Found) -> None:
    counts, measure = found.counts, found.measure
    earlier, change = quartiles(counts.earlier), quartiles(counts.changes)
    moved, before, after = (
        directions(counts, measure.better),
        ends(counts.earlier, measure),
        ends(counts.later, measure),
    )
    figures = {
        "lower_pre": earlier.lower,
        "median_pre": earlier.median,
        "upper_pre": earlier.upper,
        "median_later": quartiles(counts.later).median,
        "lower_change": change.lower,
        "median_change": change.median,
        "upper_change": change.upper,
        "worse": moved.worse,
        "same": moved.same,
        "better": moved.better,
        "lowest_pre": before.lowest,
        "highest_pre": before.highest,
        "lowest_later": after.lowest,
        "highest_later": after.highest,
    }
    assert_figures(figures, line, 1e-9)


def test_the_moments_of_the_programmes_add_up(outcomes: Outcomes) -> None:
    for cell, programmes in programme_moments(outcomes).items():
        assert set(programmes) <= {person.cohort_id for person in outcomes.participants}
        assert sum(each.n for each in programmes.values()) == cell_moments(outcomes)[cell].n
