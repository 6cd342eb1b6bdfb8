"""Reliable change: off without a source, never of one item, worse told first, and nobody forgotten."""

from dataclasses import fields
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.counts import JointCounts, joint_counts
from reconnect.analysis.individuals import Method, ReliableChange, reliable_change
from reconnect.analysis.refusal import Reason, Refusal
from reconnect.analysis.reliability import Reliability, ReliabilityKind
from reconnect.model.measure import Better

INVENTED = Reliability(0.75, ReliabilityKind.TEST_RETEST, "invented for this test")
SCORE = st.integers(0, 20)
PAIRS = st.lists(st.tuples(SCORE, SCORE), min_size=3, max_size=30)


def table(pairs: list[tuple[int, int]]) -> JointCounts:
    return joint_counts((earlier, later, None) for earlier, later in pairs)


def found_in(
    counts: JointCounts,
    better: Better = Better.LOWER,
    method: Method = Method.JACOBSON_TRUAX,
    reliability: Reliability = INVENTED,
) -> ReliableChange:
    found = reliable_change(counts, Comparison.PRE_POST, better, reliability, items=5, unknown=0, method=method)
    assert isinstance(found, ReliableChange)
    return found


def test_it_is_off_without_a_reliability() -> None:
    counts = table([(8, 2), (10, 10), (12, 20)])
    assert reliable_change(counts, Comparison.PRE_POST, Better.LOWER, None, items=5, unknown=0) is None


@pytest.mark.parametrize("items", [0, 1])
def test_a_measure_of_one_item_is_refused(items: int) -> None:
    counts = table([(8, 2), (10, 10), (12, 20)])
    found = reliable_change(counts, Comparison.PRE_POST, Better.LOWER, INVENTED, items=items, unknown=0)
    assert found == Refusal(Reason.SINGLE_ITEM, items)


@pytest.mark.parametrize("value", [0.0, 1.0, -0.2, 1.2, float("nan")])
def test_a_reliability_lies_between_0_and_1(value: float) -> None:
    with pytest.raises(ValueError, match="above 0 and below 1"):
        Reliability(value, ReliabilityKind.ALPHA, "a paper")


@pytest.mark.parametrize("source", ["", "  "])
def test_a_reliability_without_a_source_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="source"):
        Reliability(0.8, ReliabilityKind.ALPHA, source)


def test_test_retest_is_preferred() -> None:
    assert [Reliability(0.8, kind, "a paper").preferred for kind in ReliabilityKind] == [True, False, False]


def test_a_table_by_hand() -> None:
    # SD of 8 10 12 is 2; S_E = 2 sqrt(1/4) = 1; the error of a change sqrt 2, reliable beyond 2.77 points.
    found = found_in(table([(8, 5), (10, 8), (12, 16)]))
    assert (found.worse, found.unchanged, found.better) == (1, 1, 1)
    assert (found.baseline, found.sd) == (3, 2)
    assert (found.error, found.points) == pytest.approx((sqrt(2), 1.96 * sqrt(2)))


def test_the_sd_is_that_of_everyone_at_the_start_and_not_of_those_who_came_back() -> None:
    counts = joint_counts([(8, 5, None), (10, 8, None), (12, None, None)])
    found = found_in(counts)
    assert (found.baseline, found.pairs, found.sd) == (3, 2, 2)
    later = joint_counts([(8, 5, 5), (10, 8, 8), (12, None, None), (None, 3, 9)])
    between = reliable_change(later, Comparison.POST_FOLLOW_UP, Better.LOWER, INVENTED, items=5, unknown=0)
    assert isinstance(between, ReliableChange)
    assert (between.sd, between.baseline, between.pairs, between.worse) == (2, 3, 3, 1)


def test_a_change_of_just_the_limit_is_unchanged() -> None:
    error = sqrt(2) * 2 * sqrt(1 - 0.75)
    limit = 1.96 * error
    counts = joint_counts([(8.0, 8.0 - limit * (1 - 1e-9), None), (10.0, 10.0, None), (12.0, 12 + limit + 1e-9, None)])
    found = found_in(counts)
    assert (found.worse, found.unchanged, found.better) == (1, 2, 0)


def test_who_is_not_heard_of_counts_among_the_started() -> None:
    counts = table([(8, 2), (10, 10), (12, 20)])
    found = reliable_change(counts, Comparison.PRE_POST, Better.LOWER, INVENTED, items=5, unknown=4)
    assert isinstance(found, ReliableChange)
    assert (found.pairs, found.unknown, found.started) == (3, 4, 7)


def test_worse_stands_first_and_recovered_nowhere() -> None:
    names = [field.name for field in fields(ReliableChange)]
    counted = [name for name in names if name in {"worse", "unchanged", "better", "unknown"}]
    assert counted == ["worse", "unchanged", "better", "unknown"]
    assert not any("recover" in name for name in names)


@pytest.mark.parametrize("method", Method)
@given(pairs=PAIRS)
def test_everyone_with_a_pair_is_counted_once_and_direction_swaps_worse_and_better(
    method: Method, pairs: list[tuple[int, int]]
) -> None:
    counts = table(pairs)
    down, up = (
        reliable_change(counts, Comparison.PRE_POST, better, INVENTED, items=5, unknown=0, method=method)
        for better in (Better.LOWER, Better.HIGHER)
    )
    assume(isinstance(down, ReliableChange) and isinstance(up, ReliableChange))
    assert isinstance(down, ReliableChange)
    assert isinstance(up, ReliableChange)
    assert down.pairs == len(pairs)
    assert (down.worse, down.unchanged, down.better) == (up.better, up.unchanged, up.worse)


@given(PAIRS)
def test_a_less_reliable_measure_never_finds_more_people_changed(pairs: list[tuple[int, int]]) -> None:
    assume(len({earlier for earlier, _ in pairs}) > 1)
    changed = [
        (found := found_in(table(pairs), reliability=Reliability(value, ReliabilityKind.ALPHA, "invented"))).worse
        + found.better
        for value in (0.5, 0.7, 0.9)
    ]
    assert changed == sorted(changed)


@pytest.mark.parametrize("pairs", [[], [(5, 1)], [(5, 1), (5, 9)]])
@pytest.mark.parametrize("method", Method)
def test_it_is_undefined_where_nobody_differed_at_the_start(pairs: list[tuple[int, int]], method: Method) -> None:
    found = reliable_change(
        table(pairs), Comparison.PRE_POST, Better.LOWER, INVENTED, items=5, unknown=0, method=method
    )
    assert found is None


def test_hageman_arrindell_is_undefined_where_changes_hold_nothing_but_error() -> None:
    # SD 5 and reliability .75: S_E = 2.5, so changes by chance alone have a variance of 12.5; these have 0.5.
    counts = table([(5, 5), (10, 11), (15, 15), (10, 11)])
    found = reliable_change(
        counts, Comparison.PRE_POST, Better.LOWER, INVENTED, items=5, unknown=0, method=Method.HAGEMAN_ARRINDELL
    )
    assert found is None
