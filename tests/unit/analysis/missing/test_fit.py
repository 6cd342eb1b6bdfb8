"""The maximum is found wherever there is one, in any unit and at any size, and where there is none it says so."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented_scores import Array, rows, scores

from reconnect.analysis.missing.fit import Fit, fit
from reconnect.analysis.missing.likelihood import deviance
from reconnect.analysis.missing.piles import Piles, pile_up
from reconnect.analysis.patterns import OCCASIONS, FloatScatter, PatternMoments, Row, pattern_moments
from reconnect.analysis.reason import Reason


def piles_of(*tables: Array) -> Piles:
    found = pile_up([pattern_moments(rows(table)) for table in tables], OCCASIONS)
    assert found is not None
    return found


def fitted(*tables: Array) -> Fit:
    found = fit(piles_of(*tables))
    assert isinstance(found, Fit)
    return found


def raw(found: Fit) -> tuple[Array, Array]:
    unit = found.piles.unit
    return found.at.means * unit + found.piles.origin, found.covariance * np.outer(unit, unit)


@given(st.integers(0, 10_000), st.integers(12, 120), st.booleans())
@example(1583, 12, True)  # noqa: FBT003
@settings(max_examples=30)
def test_it_stands_on_a_maximum_of_a_positive_definite_covariance(seed: int, people: int, monotone: bool) -> None:  # noqa: FBT001
    table = scores(people, seed, monotone=monotone)
    if (np.isfinite(table).sum(axis=0) < 2).any():  # of twelve people hardly anybody may have come to the end
        assert pile_up([pattern_moments(rows(table))], OCCASIONS) is None
        return
    found = fit(piles_of(table))
    if isinstance(found, Reason):
        assert found in {Reason.TOO_FEW, Reason.NOBODY, Reason.NOT_FOUND}
        assert found is not Reason.NOT_FOUND or people < 30
        return
    assert (np.linalg.eigvalsh(found.covariance) > 0).all()
    assert np.abs(found.at.gradient).max() < 1e-6 * people
    best = float(deviance(found.piles, found.covariance))
    for number in range(5):
        turn = np.eye(3) + 0.02 * np.random.default_rng(number).normal(size=(3, 3))
        assert float(deviance(found.piles, turn @ found.covariance @ turn.T)) > best


def test_without_missing_values_the_covariance_is_the_sample_covariance() -> None:
    table = np.random.default_rng(1).normal(size=(15, 3)) @ [[3, 1, 1], [0, 2, 1], [0, 0, 2]] + [12, 10, 9]
    means, covariance = raw(fitted(table))
    assert means[0] == pytest.approx(table.mean(axis=0))
    assert covariance == pytest.approx(np.cov(table.T), rel=1e-8)


@pytest.mark.parametrize(("origin", "unit"), [(0, 1000), (1e6, 1), (-50, 1e-3)])
def test_the_unit_and_the_origin_of_a_scale_do_not_matter(origin: float, unit: float) -> None:
    table = scores(100, 2)
    means, covariance = raw(fitted(table))
    moved, stretched = raw(fitted(table * unit + origin))
    assert moved == pytest.approx(means * unit + origin, rel=1e-9)
    assert stretched == pytest.approx(covariance * unit**2, rel=1e-6)


def test_a_million_times_the_people_have_the_same_covariance_but_for_the_restriction() -> None:
    moments = pattern_moments(rows(scores(100, 3)))
    many = PatternMoments(
        tuple(
            FloatScatter(each.n * 10**6, each.centred().means, tuple(one * 10**6 for one in each.centred().squares))
            for each in moments.scatters
        )
    )
    twice = PatternMoments(
        tuple(
            FloatScatter(each.n * 10**12, each.centred().means, tuple(one * 10**12 for one in each.centred().squares))
            for each in moments.scatters
        )
    )
    found = []
    for each in (many, twice):
        piles = pile_up([each], OCCASIONS)
        assert piles is not None
        one = fit(piles)
        assert isinstance(one, Fit)
        found.append(one.covariance)
    assert found[0] == pytest.approx(found[1], rel=1e-6)


def test_two_strata_that_share_a_covariance_keep_their_own_means() -> None:
    first = scores(60, 4)
    second = np.array([5, -3, 20]) + first
    means, covariance = raw(fitted(first, second))
    assert means[1] - means[0] == pytest.approx([5, -3, 20])
    alone = raw(fitted(first))[1]
    assert np.abs(covariance / alone - 1).max() < 0.05  # only the restriction differs


def test_strata_without_any_spread_within_them_are_refused() -> None:
    first, second = (pattern_moments([(number, number % 2, level) for number in range(9)]) for level in (3, 4))
    assert pile_up([first, second], OCCASIONS) is None


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        pytest.param([], None, id="nobody"),
        pytest.param([(1, 2, 3), (2, 3, 3), (3, 3, 1)], Reason.TOO_FEW, id="three people"),
        pytest.param([(x, x % 3, None) for x in range(20)], None, id="nobody at follow-up"),
        pytest.param(
            [(x, None, x % 5) if x % 2 else (x, x % 3, None) for x in range(40)], Reason.TOO_FEW, id="no triple"
        ),
        pytest.param([(x, 4, x % 5) for x in range(20)], None, id="all alike at post"),
        pytest.param([(x, x + 2, x % 5) for x in range(20)], Reason.NO_SPREAD, id="everyone changed alike"),
        pytest.param([(x, x**2, x + x**2) for x in range(20)], Reason.NO_SPREAD, id="a score that follows from others"),
        pytest.param(  # the change from pre to post is the same in all who have both: of a slope on it nothing is known
            [(0, 1, 2), (0, 1, 3), (2, 3, 0), (7, 8, 0), (0, 0, None)], Reason.NOT_FOUND, id="flat along a slope"
        ),
        pytest.param(
            [(0, 1, 0), (0, 1, 1), (2, 3, 0), (7, 8, 0), (0, 0, None)],
            Reason.NOT_FOUND,
            id="flat, bent down by rounding",
        ),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_its_reason(people: list[Row], reason: Reason | None) -> None:
    piles = pile_up([pattern_moments(people)], OCCASIONS)
    assert (piles is None) == (reason is None)
    if piles is not None:
        assert fit(piles) is reason
