"""The team's picture: from five people upward, whole points, and never one colleague's answer by itself."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from reconnect.clinic.training.picture import FEWEST, LASTS, Said, picture

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
NOW = BEGAN + timedelta(days=300)


def by(member: int, day: int, value: int) -> Said:
    return Said(UUID(int=member), BEGAN + timedelta(days=day), value)


def of(*values: int) -> list[Said]:
    return [by(number, number, value) for number, value in enumerate(values)]


def test_four_people_give_no_picture_and_five_do() -> None:
    assert picture(of(3, 5, 7, 9), NOW) is None
    found = picture(of(3, 5, 7, 9, 2), NOW)
    assert (found.n, found.middle, found.apart) == (5, 5, 4)  # 2 3 5 7 9: quarters at 3 and 7


def test_a_half_is_rounded_up_to_a_whole_point() -> None:
    ten = of(*range(10))  # median 4.5, quarters at 2.25 and 6.75
    assert (picture(ten, NOW).middle, picture(ten, NOW).apart) == (5, 5)


def test_one_person_who_answers_five_times_is_one_person() -> None:
    assert picture([by(1, day, 4) for day in range(5)], NOW) is None


def test_of_everyone_the_newest_answer_counts() -> None:
    said = [*of(0, 0, 0, 0, 0), *(by(member, 20 + member, 10) for member in range(5))]
    assert picture(said, NOW).middle == 10


def test_what_is_older_than_fifteen_months_is_left_out_and_so_is_an_old_picture() -> None:
    old = [by(number, number - LASTS.days - 30, 0) for number in range(5)]
    assert picture(old, NOW) is None
    assert picture([*old, *(by(number, number, 10) for number in range(5, 10))], NOW).n == 5
    assert picture(of(1, 2, 3, 4, 5), BEGAN + timedelta(days=4) + LASTS) is not None
    assert picture(of(1, 2, 3, 4, 5), BEGAN + timedelta(days=5) + LASTS) is None


def test_the_sixth_answer_changes_nothing_until_four_others_came() -> None:
    said = of(2, 2, 2, 2, 2)
    before = picture(said, NOW)
    for number in range(5, 9):
        said.append(by(number, number, 10))
        assert picture(said, NOW) == before
    said.append(by(9, 9, 10))
    assert (picture(said, NOW).n, picture(said, NOW).middle) == (10, 6)


@given(some.lists(some.tuples(some.integers(0, 8), some.integers(0, 10)), max_size=60))
def test_whoever_watches_every_answer_arrive_never_sees_a_change_of_fewer_than_five_people(
    told: list[tuple[int, int]],
) -> None:
    said: list[Said] = []
    since: set[int] = set()
    before = None
    for number, (member, value) in enumerate(told):
        said.append(Said(UUID(int=member), BEGAN + timedelta(hours=number), value))
        since.add(member)
        found = picture(said, NOW)
        if found != before:
            assert len(since) >= FEWEST
            assert found is not None
            assert found.n >= FEWEST
            before, since = found, set()


@given(some.lists(some.integers(0, 10), min_size=5, max_size=5), some.integers(0, 10))
def test_an_answer_more_or_less_leaves_the_picture_as_it_was(values: list[int], another: int) -> None:
    assert picture([*of(*values), by(99, 40, another)], NOW) == picture(of(*values), NOW)
