"""Effects: improvement in SDs, each with its formula's name and its interval."""

from dataclasses import fields
from math import pi, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import nctdtr

from reconnect.analysis.effects import Caution, Effect, d_pre, effects, noncentrality, unbiasing
from reconnect.analysis.moments import Spread, pair_moments, spread
from reconnect.model.measure import Better

Pair = tuple[int | float, int | float]

SCALE = st.integers(0, 20)
PAIRS = st.lists(st.tuples(SCALE, SCALE), min_size=2, max_size=40)


def effect(pairs: list[Pair], better: Better = Better.HIGHER) -> Effect | None:
    return d_pre(spread(pair_moments(pairs)), better)


def test_a_small_table_gives_the_figures_worked_out_by_hand() -> None:
    found = effect([(4, 5), (6, 8), (8, 11)])  # change 2, SD of the earlier 2, SD of the change 1, n 3
    error = sqrt(1 / (3 * 4) + 1 / (2 * 2))
    assert found is not None
    assert found.d == pytest.approx(1)
    assert (found.low, found.high) == pytest.approx((1 - 1.96 * error, 1 + 1.96 * error))


def test_the_earlier_sd_divides_and_not_the_later_one_or_that_of_the_change() -> None:
    figures = Spread(50, 12.0, 6.0, 9.0, 3.0, -3.0, 1.0, 0.5)
    found = d_pre(figures, Better.LOWER)
    assert found is not None
    assert found.d == pytest.approx(0.5)


@given(PAIRS)
def test_d_is_positive_exactly_where_things_got_better(pairs: list[Pair]) -> None:
    assume(len({earlier for earlier, _ in pairs}) > 1)
    change = sum(later - earlier for earlier, later in pairs)
    for better, improvement in ((Better.HIGHER, change), (Better.LOWER, -change)):
        found = effect(pairs, better)
        assert found is not None
        assert (found.d > 0) == (improvement > 0)
        assert (found.d < 0) == (improvement < 0)
        assert found.low <= found.d <= found.high


@given(PAIRS)
def test_direction_mirrors_d_and_its_interval(pairs: list[Pair]) -> None:
    up, down = effect(pairs, Better.HIGHER), effect(pairs, Better.LOWER)
    if up is None or down is None:
        assert up is down is None
        return
    assert (up.d, up.low, up.high) == pytest.approx((-down.d, -down.high, -down.low))


@given(PAIRS, st.integers(2, 9), st.integers(-50, 50))
def test_d_does_not_depend_on_the_unit_or_the_origin_of_the_scale(pairs: list[Pair], unit: int, origin: int) -> None:
    found, moved = effect(pairs), effect([(x * unit + origin, y * unit + origin) for x, y in pairs])
    if found is None or moved is None:
        assert found is moved is None
        return
    assert (moved.d, moved.low, moved.high) == pytest.approx((found.d, found.low, found.high), abs=1e-9)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([], id="no pair"),
        pytest.param([(3, 5)], id="one pair"),
        pytest.param([(3, 5), (3, 9)], id="nobody differed before"),
        pytest.param([(0.3, 5), (0.3, 9), (0.3, 2)], id="nobody differed before, in floats"),
    ],
)
@pytest.mark.parametrize("better", Better)
def test_it_is_undefined_without_two_pairs_or_where_nobody_differed_before(pairs: list[Pair], better: Better) -> None:
    assert effect(pairs, better) is None


def test_everyone_changing_alike_has_a_d_although_it_has_no_t() -> None:
    found = effect([(3, 5), (4, 6), (5, 7)])
    assert found is not None
    assert found.d == pytest.approx(2)
    assert found.high - found.d == pytest.approx(1.96 * sqrt(4 / 4))


@pytest.mark.parametrize("better", Better)
def test_no_mean_change_has_a_d_of_0_without_a_sign(better: Better) -> None:
    found = effect([(3, 5), (5, 3)], better)
    assert found is not None
    assert str(found.d) == "0.0"


@pytest.mark.parametrize(
    ("people", "earlier", "later", "expected"),
    [
        (9, 1.0, 1.0, True),
        (10, 1.0, 1.0, False),
        (50, 3.0, 2.0, False),
        (50, 3.1, 2.0, True),
        (50, 0.67, 1.0, False),
        (50, 0.66, 1.0, True),
        (50, 1.0, 0.0, True),
    ],
)
def test_few_people_or_a_changed_spread_make_it_doubtful(
    people: int, earlier: float, later: float, *, expected: bool
) -> None:
    found = d_pre(Spread(people, 5.0, earlier, 4.0, later, -1.0, 1.0, 0.5), Better.LOWER)
    assert found is not None
    assert found.doubtful is expected


def every(pairs: list[Pair], better: Better = Better.HIGHER) -> dict[str, Effect | None]:
    found = effects(spread(pair_moments(pairs)), better)
    return {field.name: getattr(found, field.name) for field in fields(found)}


@given(PAIRS)
def test_every_effect_bears_its_own_name_and_lies_within_its_interval(pairs: list[Pair]) -> None:
    for name, found in every(pairs).items():
        if found is not None:
            assert found.formula.name == name
            assert found.formula.source
            assert found.n == len(pairs)
            assert found.low <= found.d <= found.high


@given(PAIRS)
def test_direction_mirrors_every_effect(pairs: list[Pair]) -> None:
    for up, down in zip(every(pairs).values(), every(pairs, Better.LOWER).values(), strict=True):
        if up is None or down is None:
            assert up is down is None
        else:
            assert (up.d, up.low, up.high) == pytest.approx((-down.d, -down.high, -down.low), rel=1e-9, abs=1e-9)


@given(st.lists(st.tuples(SCALE, SCALE), min_size=3, max_size=40))
def test_g_is_smaller_than_its_d_and_shares_its_interval(pairs: list[Pair]) -> None:
    found = every(pairs)
    for kind in ("pre", "av", "z"):
        d, g = found[f"d_{kind}"], found[f"g_{kind}"]
        if d is None or g is None:
            assert d is g is None
        else:
            assert abs(g.d) <= abs(d.d)
            assert (g.low, g.high, g.cautions) == (d.low, d.high, d.cautions)


@given(st.floats(-40, 40), st.integers(1, 500), st.sampled_from([0.025, 0.5, 0.975]))
def test_a_noncentrality_puts_its_probability_at_t(t: float, df: int, probability: float) -> None:
    seen = t if abs(t) > 1e-50 else 0.0  # scipy itself has no value nearer to 0
    assert nctdtr(df, noncentrality(t, df, probability), seen) == pytest.approx(probability, abs=1e-9)


@pytest.mark.parametrize("t", [3.6e-135, -1e-300, 0.0])
def test_a_t_next_to_nothing_has_the_noncentralities_of_nothing(t: float) -> None:
    assert noncentrality(t, 1, 0.025) == pytest.approx(1.959963984540054, rel=1e-12)


@pytest.mark.parametrize("t", [1.001e4, -1.001e4, 1e7, -1e7])
@pytest.mark.parametrize("probability", [0.025, 0.975])
def test_a_very_large_t_has_a_noncentrality_as_a_large_one_has(t: float, probability: float) -> None:
    near = noncentrality(9.99e3 * (1 if t > 0 else -1), 7, probability) / 9.99e3
    assert noncentrality(t, 7, probability) / abs(t) == pytest.approx(near, rel=1e-6)


@pytest.mark.parametrize(("df", "expected"), [(2, 1 / sqrt(pi)), (3, sqrt(pi) / 2 / sqrt(1.5))])
def test_hedges_j_by_hand(df: int, expected: float) -> None:
    # gamma(1) / gamma(1/2) = 1 / sqrt(pi), over sqrt(1); gamma(3/2) / gamma(1) = sqrt(pi) / 2, over sqrt(3/2).
    assert unbiasing(df) == pytest.approx(expected, rel=1e-14)


def test_hedges_j_of_many_people_is_as_near_1_as_its_series_says() -> None:
    assert 1 - unbiasing(10**7) == pytest.approx(3 / (4 * 10**7), rel=1e-6)


@pytest.mark.parametrize(
    ("people", "sds", "crowded", "expected", "change_first"),
    [
        (50, (3.0, 3.0), False, set(), False),
        (9, (3.0, 3.0), False, {Caution.FEW_PAIRS}, False),
        (50, (3.1, 2.0), False, {Caution.UNLIKE_SDS}, True),
        (50, (3.0, 3.0), True, {Caution.CROWDED_END}, True),
        (5, (3.0, 1.0), True, set(Caution), True),
    ],
)
def test_cautions_say_why_and_when_the_raw_change_leads(
    people: int, sds: tuple[float, float], *, crowded: bool, expected: set[Caution], change_first: bool
) -> None:
    figures = Spread(people, 5.0, sds[0], 4.0, sds[1], -1.0, 1.0, 0.5)
    every_effect = effects(figures, Better.LOWER, crowded=crowded)
    for found in [getattr(every_effect, field.name) for field in fields(every_effect)]:
        assert found is not None
        assert found.cautions == expected
        assert (found.doubtful, found.change_first) == (bool(expected), change_first)


def test_d_av_is_that_of_the_example_that_bonett_publishes_with_his_own_functions() -> None:
    # statpsych's ci.stdmean.ps(.05, 110.4, 102.1, 15.3, 14.6, .75, 25): 0.5550319, standard error 0.1609934.
    sd_change = sqrt(15.3**2 + 14.6**2 - 2 * 0.75 * 15.3 * 14.6)
    found = effects(Spread(25, 110.4, 15.3, 102.1, 14.6, -8.3, sd_change, 0.75), Better.LOWER).d_av
    assert found is not None
    assert found.d == pytest.approx(0.5550319, abs=5e-8)
    assert (found.high - found.d) / 1.96 == pytest.approx(0.1609934, abs=5e-8)
