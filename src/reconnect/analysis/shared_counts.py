"""Counts of people so coarse that no few follow (``disclosure`` says why so)."""

from reconnect.analysis.flow import Flow
from reconnect.analysis.isolation import FEWEST, few
from reconnect.analysis.shared import HIDDEN, NEAR, Count, SharedFlow

ROUND = 5


def shared_flow(exact: Flow) -> SharedFlow:
    """Everyone's flow, each step held against those who started."""
    started = rounded(exact.started)
    beside = started != HIDDEN and few(exact.eligible - exact.started)
    return SharedFlow(
        NEAR if beside and exact.started else rounded(exact.eligible),
        started,
        None if exact.post is None else _step(exact.post, exact.started),
        None if exact.follow_up is None else _step(exact.follow_up, exact.started),
    )


def rounded(people: int) -> Count:
    """0 as it is, 1 to 7 hidden, others to the nearest 5."""
    return HIDDEN if few(people) else (people + ROUND // 2) // ROUND * ROUND


def _step(people: int, started: int) -> Count:
    return _near(started) if few(started - people) and people >= FEWEST else rounded(people)


def compared(people: int, step: Count | None, started: int) -> Count:
    """How many were compared: near where the step is and they are, or they would say that hardly anybody left."""
    return _step(people, started) if step in (NEAR, HIDDEN) else rounded(people)


def _near(started: int) -> str:
    """Of 8 to 12 who started, 8 or more who are left would say that at most 4 are not."""
    return NEAR if rounded(started) != rounded(FEWEST) else HIDDEN
