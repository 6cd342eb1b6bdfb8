"""The restricted likelihood is the textbook's, and its derivatives are exact."""

from collections.abc import Callable

import numpy as np
import pytest
from invented_scores import Array, rows, scores
from scipy import stats

from reconnect.analysis.missing.likelihood import constant, derivatives, deviance, directions
from reconnect.analysis.missing.piles import Piles, pile_up
from reconnect.analysis.patterns import OCCASIONS, pattern_moments

STEP = 1e-30  # a complex step does not cancel, however small


@pytest.fixture(params=["one stratum", "two strata", "returning people", "two occasions"])
def piles(request: pytest.FixtureRequest) -> Piles:
    tables = {
        "one stratum": [scores(60, 1)],
        "two strata": [scores(60, 2), scores(30, 3)],
        "returning people": [scores(80, 4, monotone=False)],
        "two occasions": [scores(60, 5)],
    }[request.param]
    occasions = OCCASIONS[:2] if request.param == "two occasions" else OCCASIONS
    found = pile_up([pattern_moments(rows(table)) for table in tables], occasions)
    assert found is not None
    return found


@pytest.fixture
def covariance(piles: Piles) -> Array:
    size = len(piles.unit)
    root = np.tril(np.random.default_rng(6).normal(size=(size, size)), -1) * 0.4 + np.eye(size)
    return np.asarray(root @ root.T)


def by_complex_step(of: Callable[[Array], Array], covariance: Array) -> Array:
    """The derivative of ``of`` by each parameter, in the last axis."""
    lifts = directions(len(covariance))
    return np.stack([np.asarray(of(covariance + 1j * STEP * lift)).imag / STEP for lift in lifts], axis=-1)


def test_the_gradient_is_that_of_the_value(piles: Piles, covariance: Array) -> None:
    found = derivatives(piles, covariance)
    assert found.value == pytest.approx(deviance(piles, covariance), rel=1e-14)
    assert found.gradient == pytest.approx(by_complex_step(lambda at: deviance(piles, at), covariance), rel=1e-11)


def test_the_hessian_is_that_of_the_gradient(piles: Piles, covariance: Array) -> None:
    reference = by_complex_step(lambda at: derivatives(piles, at).gradient, covariance)
    found = derivatives(piles, covariance).hessian
    assert found == pytest.approx(reference, rel=1e-10, abs=1e-10)
    assert found == pytest.approx(found.T, rel=1e-12)


def test_the_best_means_move_as_their_slopes_say(piles: Piles, covariance: Array) -> None:
    reference = by_complex_step(lambda at: derivatives(piles, at).means, covariance)
    assert derivatives(piles, covariance).slopes == pytest.approx(reference, rel=1e-10, abs=1e-12)


def test_the_value_is_the_restricted_likelihood_of_every_person() -> None:
    table = scores(40, 7, monotone=False)
    piles = pile_up([pattern_moments(rows(table))], OCCASIONS)
    assert piles is not None
    sigma = np.array([[41.0, 20, 22], [20, 42, 30], [22, 30, 46]])
    standard = sigma / np.outer(piles.unit, piles.unit)
    means = derivatives(piles, standard).means[0] * piles.unit + piles.origin
    total, precision = 0.0, np.zeros((3, 3))
    for row in table:
        seen = np.flatnonzero(~np.isnan(row))
        if len(seen):
            part = sigma[np.ix_(seen, seen)]
            total += stats.multivariate_normal(means[seen], part).logpdf(row[seen])
            precision[np.ix_(seen, seen)] += np.linalg.inv(part)
    # The N log 2 pi of the likelihood becomes (N - p) log 2 pi in the restricted one.
    expected = -2 * total + np.log(np.linalg.det(precision)) - 3 * np.log(2 * np.pi)
    assert float(deviance(piles, standard)) + constant(piles) == pytest.approx(expected, rel=1e-12)
