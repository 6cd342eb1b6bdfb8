"""Answers of 160 people who do not exist: alpha and omega agree with psych's. reliability.R says how they were got."""

import csv
from pathlib import Path

import pytest

from reconnect.analysis.reliability import ItemMoments, alpha, item_moments, omega

HERE = Path(__file__).parent
GOLDEN = {
    line["figure"]: float(line["value"])
    for line in csv.DictReader((HERE / "reliability.csv").read_text("utf-8").splitlines())
}
Row = tuple[float | None, ...]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    lines = csv.reader((HERE / "items.csv").read_text("utf-8").splitlines()[1:])
    return [tuple(float(cell) if cell else None for cell in line) for line in lines]


@pytest.fixture(scope="module")
def moments(rows: list[Row]) -> ItemMoments:
    return item_moments(rows)


def test_only_complete_rows_count_and_the_others_are_told(rows: list[Row], moments: ItemMoments) -> None:
    assert moments.n == GOLDEN["n"]
    assert moments.n + moments.incomplete == len(rows) == 160


def test_alpha_and_feldts_interval_are_those_of_psych(moments: ItemMoments) -> None:
    found = alpha(moments)
    assert found is not None
    assert (found.n, found.items) == (GOLDEN["n"], 5)
    expected = [GOLDEN[name] for name in ("alpha", "alpha_low", "alpha_high")]
    assert [found.value, found.low, found.high] == pytest.approx(expected, rel=1e-9)


def test_omega_and_its_loadings_are_those_of_one_factor_by_maximum_likelihood(moments: ItemMoments) -> None:
    found = omega(moments)
    assert found is not None
    assert found.value == pytest.approx(GOLDEN["omega"], rel=1e-9)
    assert list(found.loadings) == pytest.approx([GOLDEN[f"loading_{item}"] for item in "abcde"], rel=1e-7)
    assert found.value == pytest.approx(GOLDEN["omega_psych"], rel=1e-7), "psych's search stops earlier"


def test_the_moments_of_two_halves_give_the_same(rows: list[Row], moments: ItemMoments) -> None:
    merged = item_moments(rows[:50]) + item_moments(rows[50:])
    whole, halves = omega(moments), omega(merged)
    assert (merged.n, merged.incomplete) == (moments.n, moments.incomplete)
    assert whole is not None
    assert halves is not None
    assert halves.value == pytest.approx(whole.value, rel=1e-12)
    assert merged.covariance == pytest.approx(moments.covariance, rel=1e-12)
