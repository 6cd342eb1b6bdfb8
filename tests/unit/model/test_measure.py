"""Measures, shelves and the library's newest editions."""

from pathlib import Path

import pytest

from reconnect.model.load import load_library, shipped_library
from reconnect.model.measure import Better, Measure


@pytest.mark.parametrize(("value", "held"), [(0, True), (20, True), (7.5, True), (-0.1, False), (20.01, False)])
def test_a_measure_holds_the_values_on_its_scale_ends_included(value: float, held: bool) -> None:  # noqa: FBT001
    assert Measure("m", "M", 0, 20, Better.LOWER).holds(value) is held


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_measure_holds_nothing_that_is_no_number(value: float) -> None:
    assert not Measure("m", "M", 0, 20, Better.LOWER).holds(value)


def test_better_says_which_sign_of_a_change_is_an_improvement() -> None:
    assert {better: better.sign for better in Better} == {Better.LOWER: -1, Better.HIGHER: 1}


def test_the_library_gives_every_measure_with_its_range_and_direction() -> None:
    measures = shipped_library().measures
    assert {name: (each.low, each.high, each.better) for name, each in measures.items()} == {
        "embarrassment": (0, 10, Better.LOWER),
        "pain_interference": (0, 10, Better.LOWER),
        "avoid_touch": (0, 10, Better.LOWER),
        "avoid_sex": (0, 10, Better.LOWER),
        "msq_anxiety": (0, 20, Better.LOWER),
    }
    assert all(name == each.id for name, each in measures.items())


def test_a_new_version_stands_beside_the_old_and_its_measures_are_the_ones_in_use(content: Path) -> None:
    folder = content / "questionnaires/msq-anxiety"
    text = (folder / "1.toml").read_text("utf-8").replace("version = 1", "version = 10", 1)
    (folder / "10.toml").write_text(text.replace('name = "MSQ anxiety"', 'name = "MSQ anxiety, new"'), "utf-8")
    (folder / "9.toml").write_text(text.replace("version = 10", "version = 9", 1), "utf-8")
    library = load_library(content)
    versions = sorted(each.version for each in library.questionnaires if each.id == "msq-anxiety")
    assert versions == [1, 9, 10]
    assert library.questionnaires.newest["msq-anxiety"].version == 10  # 10 follows 9 as numbers, not as text
    assert library.measures["msq_anxiety"].name == "MSQ anxiety, new"
