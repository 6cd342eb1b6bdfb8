"""Multiple imputation: the mixed model's answer without auxiliaries, a better one with them, the same for a seed."""

from collections.abc import Sequence

import numpy as np
import pytest
from invented_scores import Array, rows, scores

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.missing.imputation import ImputationRows, ImputedChange, imputed_changes
from reconnect.analysis.missing.mmrm import mmrm
from reconnect.analysis.missing.posterior import completed_sets
from reconnect.analysis.patterns import pattern_moments
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better
from reconnect.model.occasion import Occasion

SEED = 20190614


def alone(table: Array) -> ImputationRows:
    return ImputationRows(table, np.empty((len(table), 0)))


def line(lines: Sequence[ImputedChange], stratum: str, comparison: Comparison) -> ImputedChange:
    (found,) = [each for each in lines if (each.stratum, each.comparison) == (stratum, comparison)]
    return found


@pytest.mark.parametrize("monotone", [True, False])
def test_without_auxiliaries_it_repeats_the_mixed_model(*, monotone: bool) -> None:
    tables = {"a": scores(300, 1, monotone=monotone), "b": scores(150, 2, monotone=monotone)}
    lines = imputed_changes({name: alone(table) for name, table in tables.items()}, SEED, m=200)
    model = mmrm({name: pattern_moments(rows(table)) for name, table in tables.items()}, Better.LOWER)
    for each in lines:
        figures, pooled = model.change(each.stratum, each.comparison).figures, each.pooled
        assert figures is not None
        assert pooled is not None
        chance = 4 * pooled.se * (pooled.fmi / 200) ** 0.5
        assert pooled.estimate == pytest.approx(figures.change, abs=chance + 0.1 * figures.se)
        assert pooled.se == pytest.approx(figures.se, rel=0.12)
        assert 100 * pooled.fmi < pooled.m


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    one = {"all": alone(scores(80, 3))}
    assert imputed_changes(one, 1, m=10) == imputed_changes(one, 1, m=10)
    assert imputed_changes(one, 1, m=10) != imputed_changes(one, 2, m=10)


def test_by_default_there_are_enough_data_sets_and_the_seed_is_kept() -> None:
    for each in imputed_changes({"all": alone(scores(120, 4))}, SEED):
        assert each.pooled is not None
        assert each.pooled.m >= 100 * each.pooled.fmi
        assert each.seed == SEED


def test_attendance_that_tells_who_left_and_how_they_fared_takes_the_bias_away() -> None:
    rng = np.random.default_rng(5)
    pre = rng.normal(12, 6, 3000)
    sessions = rng.normal(6, 2, 3000)
    post = 0.5 * pre - 1.5 * (sessions - 6) + 4 + rng.normal(0, 3, 3000)  # true change: -2
    gone = rng.random(3000) < 1 / (1 + np.exp(sessions - 5.5))
    table = np.column_stack([pre, np.where(gone, np.nan, post)])
    occasions = (Occasion.PRE, Occasion.POST)
    (without, _) = imputed_changes({"x": alone(table)}, SEED, occasions, m=30)
    (with_it, _) = imputed_changes({"x": ImputationRows(table, sessions[:, None])}, SEED, occasions, m=30)
    true = float((post - pre).mean())
    assert without.pooled is not None
    assert with_it.pooled is not None
    assert without.pooled.high < true
    assert with_it.pooled.low < true < with_it.pooled.high
    assert (without.auxiliaries, with_it.auxiliaries) == (0, 1)


def test_auxiliaries_that_say_nothing_new_are_left_out_and_missing_ones_imputed() -> None:
    table = scores(150, 6)
    sessions = np.random.default_rng(7).integers(0, 10, 150).astype(float)
    sessions[::9] = np.nan
    columns = [sessions, sessions * 2 + 1, np.zeros(150), np.where(np.isnan(table[:, 2]), 1.0, 0.0), table[:, 0]]
    lines = imputed_changes({"all": ImputationRows(table, np.column_stack(columns))}, SEED, m=5)
    assert {each.auxiliaries for each in lines} == {1}
    assert all(each.pooled for each in lines)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (np.empty((0, 3)), Reason.TOO_FEW),
        (scores(200, 8)[:6], Reason.TOO_FEW),
        (np.column_stack([np.arange(30.0), np.arange(30.0) + 2, np.arange(30.0) % 7]), Reason.NO_SPREAD),
        (np.column_stack([np.arange(30.0), np.arange(30.0) % 7, np.full(30, np.nan)]), Reason.TOO_FEW),
    ],
)
def test_what_cannot_be_imputed_says_why(table: Array, reason: Reason) -> None:
    for each in imputed_changes({"all": alone(table)}, SEED, m=5):
        assert (each.pooled, each.reason) == (None, reason)


def test_a_few_people_of_a_stratum_too_small_are_left_out_and_counted() -> None:
    strata = {"women": alone(scores(200, 11)), "": alone(scores(200, 12)[:4])}
    lines = imputed_changes(strata, SEED, m=5)
    every, unknown = (line(lines, name, Comparison.PRE_POST) for name in ("all", ""))
    assert (every.people, every.left_out, every.reason) == (204, 4, None)
    assert (unknown.pooled, unknown.reason) == (None, Reason.TOO_FEW)
    women = line(lines, "women", Comparison.PRE_POST)
    assert every.pooled is not None
    assert women.pooled is not None
    assert every.pooled.estimate == women.pooled.estimate
    many = imputed_changes(strata | {"men": alone(scores(200, 13)[:14] * np.nan)}, SEED, m=5)
    assert line(many, "all", Comparison.PRE_POST).reason is Reason.LEFT_OUT


def test_rows_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="a score for each occasion"):
        imputed_changes({"all": ImputationRows(np.zeros((5, 2)), np.zeros((5, 0)))}, SEED)
    with pytest.raises(ValueError, match="a row of auxiliaries"):
        imputed_changes({"all": ImputationRows(np.zeros((5, 3)), np.zeros((4, 0)))}, SEED)


def test_what_is_known_stays_as_it_is_in_every_set() -> None:
    table = scores(60, 9, monotone=False)
    table = table[~np.isnan(table).all(axis=1)]
    sets = completed_sets(table, 7, np.random.default_rng(1))
    assert sets.shape == (7, *table.shape)
    assert not np.isnan(sets).any()
    known = ~np.isnan(table)
    assert all((each[known] == table[known]).all() for each in sets)
    assert (sets[:, ~known].std(axis=0) > 0).all()


def test_many_sets_are_made_in_turn_without_growing_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    table = scores(60, 10)
    monkeypatch.setattr("reconnect.analysis.missing.posterior.AT_ONCE", 3 * table.size)
    sets = completed_sets(table, 7, np.random.default_rng(1))
    assert sets.shape == (7, 60, 3)
    assert len({each.tobytes() for each in sets}) == 7
