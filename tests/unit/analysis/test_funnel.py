"""Funnels: refused for few services, blind to where a service started, and never a ranking."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconnect.analysis.funnel import Funnel, Place, Point, between, change_funnel, completion_funnel
from reconnect.analysis.moments import PairMoments, pair_moments
from reconnect.analysis.refusal import Reason, Refusal

AROUND = [
    (-2, -1),
    (-2, 1),
    (2, -1),
    (2, 1),
]  # how far the start and the end lie off: the one says nothing of the other


def service(start: int, change: int, *, people: int = 12) -> PairMoments:
    """``people``, a multiple of 4, around ``start``: half of it is kept, and from 10 they change by ``change``."""
    off = [AROUND[person % 4] for person in range(people)]
    return pair_moments((start + x, 10 + change + (start + x - 10) / 2 + y) for x, y in off)


def funnel(services: dict[str, PairMoments]) -> Funnel:
    found = change_funnel(services)
    assert isinstance(found, Funnel)
    return found


def network(**others: PairMoments) -> dict[str, PairMoments]:
    return {f"s{number:02d}": service(10, -2) for number in range(12)} | others


def test_nine_services_are_refused_and_ten_are_not() -> None:
    ten = {f"s{number}": service(10, -2) for number in range(10)}
    nine = dict(list(ten.items())[:9])
    assert change_funnel(nine) == Refusal(Reason.FEW_SERVICES, 9)
    assert change_funnel(nine | {"empty": pair_moments([])}) == Refusal(Reason.FEW_SERVICES, 9)
    assert isinstance(change_funnel(ten), Funnel)
    shares = {f"s{number}": (5, 10) for number in range(10)}
    assert isinstance(completion_funnel(shares), Funnel)
    assert completion_funnel(dict(list(shares.items())[:9]) | {"none": (0, 0)}) == Refusal(Reason.FEW_SERVICES, 9)


def test_a_service_with_nobody_to_count_is_named() -> None:
    assert funnel(network(empty=pair_moments([]))).left_out == ("empty",)


@pytest.mark.parametrize("start", [4, 10, 16])
def test_where_a_services_people_started_makes_no_difference(start: int) -> None:
    found = {point.service_id: point for point in funnel(network(other=service(start, -2))).points}
    assert found["other"].value == pytest.approx(found["s00"].value, abs=1e-9)
    assert found["other"].place is Place.INSIDE


@pytest.mark.parametrize("change", [-30, 30])
def test_a_service_far_off_lies_outside_either_way_where_others_are_alike(change: int) -> None:
    others = {f"n{number:03d}": service(10, -2) for number in range(150)}
    found = {point.service_id: point.place for point in funnel(others | {"other": service(10, change)}).points}
    assert found["other"] is Place.OUTSIDE_998
    assert found["n000"] is Place.INSIDE


def test_limits_are_wider_for_small_services_and_998_outside_95() -> None:
    found = funnel(network(small=service(10, -2, people=4)))
    (small,) = [point for point in found.points if point.service_id == "small"]
    large = found.points[0]
    assert small.limits.high_95 - small.limits.low_95 > large.limits.high_95 - large.limits.low_95
    for point in found.points:
        limits = point.limits
        assert limits.low_998 < limits.low_95 < found.centre < limits.high_95 < limits.high_998
        assert limits == found.limits(point.n)


@given(st.permutations(range(12)))
def test_points_stand_in_the_order_of_their_ids_whatever_their_values_and_hold_no_rank(order: list[int]) -> None:
    services = {f"s{number:02d}": service(10, -place) for place, number in enumerate(order)}
    found = funnel(dict(reversed(services.items())))
    assert [point.service_id for point in found.points] == sorted(services)
    assert not {field.name for field in fields(Point) + fields(Funnel)} & {"rank", "place_in_order", "best", "worst"}


def test_without_spread_or_a_degree_of_freedom_it_is_refused() -> None:
    same = {f"s{number}": pair_moments([(5, 4), (5, 3)]) for number in range(10)}
    alone = {f"s{number}": pair_moments([(number, 4)]) for number in range(10)}
    exact = {f"s{number}": pair_moments([(1, 2), (3, 4), (5, 6)]) for number in range(10)}
    for services in (same, alone, exact):
        found = change_funnel(services)
        assert isinstance(found, Refusal)
        assert found.reason is Reason.FEW_PEOPLE


def test_completion_stays_between_nobody_and_everybody() -> None:
    found = completion_funnel({f"s{number:02d}": (number % 3 + 1, 3) for number in range(12)})
    assert isinstance(found, Funnel)
    for point in found.points:
        assert 0 <= point.limits.low_998 <= point.limits.low_95
        assert point.limits.high_95 <= point.limits.high_998 <= 1


@pytest.mark.parametrize("completed", [0, 10])
def test_completion_of_nobody_or_everybody_has_no_funnel(completed: int) -> None:
    services = {f"s{number}": (completed, 10) for number in range(10)}
    assert completion_funnel(services) == Refusal(Reason.FEW_PEOPLE, 100)


@pytest.mark.parametrize("counts", [(11, 10), (-1, 10)])
def test_more_completed_than_started_is_an_error(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="between 0 and started"):
        completion_funnel({"s": counts})


def test_services_that_agree_better_than_chance_have_nothing_between_them() -> None:
    assert between([(10, 1.0)] * 10, 4.0) == 0
    # Weights 10 / 4; Q = 2.5 x (5 x 1 + 5 x 1) = 25; (25 - 9) / (25 - 2.5).
    assert between([(10, 0.0), (10, 2.0)] * 5, 4.0) == pytest.approx(16 / 22.5)
