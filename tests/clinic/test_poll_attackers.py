"""What somebody in the room learns from a closed poll, tried for every vote and every few who put theirs together."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations_with_replacement

import pytest

from reconnect.clinic.polls.models import Choice
from reconnect.clinic.polls.outcome import FEWEST, most_together, outcome_of

Counts = tuple[int, ...]  # how often each of the three answers was given
ANSWERS = range(len(Choice))
MOST = 14  # more than sit in a group


def tallies(people: int) -> Iterator[Counts]:
    """Every way that so many may have answered."""
    for first in range(people + 1):
        for second in range(people - first + 1):
            yield first, second, people - first - second


def told(counts: Counts) -> object:
    """What is shown."""
    return outcome_of(dict(zip(Choice, counts, strict=True)))


def exactly(counts: Counts) -> object:
    """What other polls show: how often each was given."""
    return counts


def is_found_out(people: int, together: int, show: Callable[[Counts], object]) -> bool:
    """Whether so many, who know what they answered themselves, are ever sure what any of the others did or did not.

    They are where all tallies that are shown alike and hold their own leave the others one answer, or leave one out.
    """
    alike: dict[object, list[Counts]] = {}
    for counts in tallies(people):
        alike.setdefault(show(counts), []).append(counts)
    for own in map(tuple, (map(held.count, ANSWERS) for held in combinations_with_replacement(ANSWERS, together))):
        for shown in alike.values():
            others = [tuple(all_ - mine for all_, mine in zip(counts, own, strict=True)) for counts in shown]
            possible = [left for left in others if min(left) >= 0]
            if possible and any(_is_sure(possible, answer) for answer in ANSWERS):
                return True
    return False


def _is_sure(possible: list[Counts], answer: int) -> bool:
    """Every one of the others gave this answer, or none of them did, whatever of the possible is so."""
    return all(sum(left) == left[answer] for left in possible) or not any(left[answer] for left in possible)


@pytest.mark.parametrize("people", range(FEWEST, MOST + 1))
def test_a_few_who_put_their_answers_together_are_sure_of_nobody_elses(people: int) -> None:
    for together in range(1, most_together(people) + 1):
        assert not is_found_out(people, together, told), together


@pytest.mark.parametrize("people", range(FEWEST, MOST + 1))
def test_the_number_of_those_who_may_is_no_smaller_than_is_said(people: int) -> None:
    """One more of them can be sure, where they answered so that the others decided: it is said, and not hidden."""
    assert is_found_out(people, most_together(people) + 1, told)


def test_the_numbers_said_are_these() -> None:
    assert {each: most_together(each) for each in (5, 6, 7, 8, 12)} == {5: 1, 6: 1, 7: 2, 8: 2, 12: 4}


@pytest.mark.parametrize("people", range(FEWEST, MOST + 1))
def test_exact_numbers_would_tell_each_of_them_what_all_others_said(people: int) -> None:
    """The guard missing: eight of eight."""
    assert is_found_out(people, 0, exactly)
    assert is_found_out(people, 1, exactly)


@pytest.mark.parametrize("people", range(FEWEST))
def test_of_fewer_than_five_nothing_is_told_apart(people: int) -> None:
    assert {told(counts) for counts in tallies(people)} == {None}


@pytest.mark.parametrize("people", range(FEWEST, MOST + 1))
def test_from_five_on_it_is_said_how_many_and_what_more_than_half_of_them_said(people: int) -> None:
    for counts in tallies(people):
        by_choice: Mapping[Choice, int] = dict(zip(Choice, counts, strict=True))
        outcome = outcome_of(by_choice)
        assert outcome is not None
        assert outcome.answered == people
        assert [outcome.most] == ([each for each, count in by_choice.items() if count > people / 2] or [""])
