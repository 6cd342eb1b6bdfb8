"""Shares of people with their intervals, against R 4.2: prop.test(x, n, correct = FALSE)$conf.int."""

import pytest

from reconnect.analysis.proportion import proportion

R = [
    (14, 89, 9.607809667, 24.688785007),
    (0, 10, 0.0, 27.753279986),
    (10, 10, 72.246720014, 100.0),
    (1, 1, 20.654931437, 100.0),
]


@pytest.mark.parametrize(("part", "whole", "low", "high"), R)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    found = proportion(part, whole)
    assert found.percent == pytest.approx(100 * part / whole)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-7)


def test_of_nobody_there_is_no_share() -> None:
    assert (proportion(0, 0).percent, proportion(0, 0).low) == (None, None)


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3)])
def test_a_part_is_no_more_than_its_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="between 0 and the whole"):
        proportion(part, whole)
