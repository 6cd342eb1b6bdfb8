"""Weights stand those heard from for everyone who started; R's logistic regressions are in tests/spec/golden."""

import numpy as np
import pytest
from invented_scores import Array, scores

from reconnect.analysis.missing.logistic import logistic
from reconnect.analysis.missing.weighting import WeightedChange, weighted_changes
from reconnect.analysis.reason import Reason
from reconnect.model.occasion import Occasion

SEED = 7


def weighted(
    table: Array, programmes: list[str | None] | None = None, resamples: int = 99
) -> tuple[WeightedChange, ...]:
    return weighted_changes(
        table, np.empty((len(table), 0)), programmes or [None] * len(table), SEED, resamples=resamples
    )


def test_two_groups_have_the_chances_that_counting_gives() -> None:
    group = np.repeat([0.0, 1.0], [10, 20])
    answered = np.array([1.0] * 7 + [0.0] * 3 + [1.0] * 5 + [0.0] * 15)
    found, exists = logistic(np.column_stack([np.ones(30), group]), answered, np.ones((1, 30)))
    assert exists.all()
    assert 1 / (1 + np.exp(-found[0, 0])) == pytest.approx(0.7)
    assert 1 / (1 + np.exp(-found[0].sum())) == pytest.approx(0.25)


def test_counts_are_repeated_rows_and_every_fit_stands_alone() -> None:
    rng = np.random.default_rng(1)
    design = np.column_stack([np.ones(80), rng.normal(size=(80, 2)) * [1, 1000]])
    answered = (rng.random(80) < 0.6).astype(float)
    counts = rng.integers(0, 3, (5, 80)).astype(float)
    found, exists = logistic(design, answered, counts)
    assert exists.all()
    for one, count in zip(found, counts.astype(int), strict=True):
        alone, _ = logistic(np.repeat(design, count, axis=0), np.repeat(answered, count), np.ones((1, count.sum())))
        assert one == pytest.approx(alone[0], rel=1e-9)


@pytest.mark.parametrize("answered", [[0, 0, 0, 1, 1, 1], [1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1]])
def test_a_column_that_tells_exactly_who_answered_has_no_fit(answered: list[int]) -> None:
    design = np.column_stack([np.ones(6), np.arange(6.0)])
    _, exists = logistic(design, np.array(answered, dtype=float), np.ones((1, 6)))
    assert not exists[0]


def test_loss_that_depends_on_seen_scores_is_weighted_away() -> None:
    table = scores(10_000, 1)
    for line, true in zip(weighted(table, resamples=50), (-2.0, -2.5), strict=True):
        assert line.mean is not None
        later = 1 if line.comparison.later is Occasion.POST else 2
        plain = np.nanmean(table[:, later] - table[:, 0])
        # Cutting the largest weights leaves a little of the bias: that is its price.
        assert abs(line.mean.change - true) < 0.35 * abs(plain - true)
        assert line.mean.low < line.mean.change < line.mean.high


def test_where_nobody_is_missing_it_is_the_mean_change_with_a_bootstrap_interval() -> None:
    table = np.random.default_rng(2).normal([12, 10, 9], 5, (100, 3))
    for line, later in zip(weighted(table, resamples=999), (1, 2), strict=True):
        change = table[:, later] - table[:, 0]
        assert line.mean is not None
        assert line.mean.change == pytest.approx(change.mean())
        assert line.mean.se == pytest.approx(change.std(ddof=1) / 10, rel=0.1)
        assert (line.mean.largest, line.mean.effective, line.mean.failed) == (pytest.approx(1), pytest.approx(100), 0)


def test_programmes_are_resampled_whole_from_ten_on() -> None:
    rng = np.random.default_rng(3)
    shared = rng.normal(size=40).repeat(10)
    table = np.column_stack([rng.normal(size=400), np.zeros(400), np.zeros(400)])
    table[:, 1] = table[:, 0] + shared + 0.2 * rng.normal(size=400)
    names: list[str | None] = [str(place // 10) for place in range(400)]
    (by_programme, _), (by_person, _) = weighted(table, names), weighted(table)
    assert (by_programme.by_programme, by_person.by_programme) == (True, False)
    assert by_programme.mean is not None
    assert by_person.mean is not None
    assert by_programme.mean.se > 2 * by_person.mean.se
    assert not weighted(table, [str(place % 9) for place in range(400)])[0].by_programme
    assert not weighted(table, [None, *names[1:]])[0].by_programme


def test_people_who_come_back_are_counted_and_not_used() -> None:
    table = scores(300, 4, monotone=False)
    started = ~np.isnan(table[:, 0])
    post, follow_up = weighted(table)
    assert (post.people, post.unused) == (started.sum(), 0)
    assert follow_up.used == (~np.isnan(table)).all(axis=1).sum()
    assert follow_up.unused == (started & np.isnan(table[:, 1]) & ~np.isnan(table[:, 2])).sum() > 0


def test_the_same_seed_gives_the_same_interval() -> None:
    table = scores(100, 5)
    assert weighted(table) == weighted(table)


def test_a_covariate_takes_part_in_the_weights() -> None:
    table, rng = scores(300, 6), np.random.default_rng(7)
    plain = weighted(table)[0].mean
    other = weighted_changes(table, rng.normal(size=(300, 1)), [None] * 300, SEED, resamples=99)[0].mean
    assert plain is not None
    assert other is not None
    assert plain.change != other.change


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (np.empty((0, 3)), Reason.TOO_FEW),
        (np.column_stack([np.arange(30.0), np.full((30, 2), np.nan)]), Reason.TOO_FEW),
        (
            np.column_stack([np.arange(30.0), np.where(np.arange(30) < 12, np.arange(30.0) % 5, np.nan), np.ones(30)]),
            Reason.SEPARATED,
        ),
    ],
)
def test_what_cannot_be_weighted_says_why(table: Array, reason: Reason) -> None:
    line = weighted(table)[0]
    assert (line.mean, line.reason) == (None, reason)


def test_covariates_are_known_for_everyone_and_rows_fit() -> None:
    table = scores(20, 8)
    with pytest.raises(ValueError, match="covariate is missing"):
        weighted_changes(table, np.full((20, 1), np.nan), [None] * 20, SEED)
    with pytest.raises(ValueError, match="a row has a score"):
        weighted_changes(table, np.empty((20, 0)), [None] * 19, SEED)
