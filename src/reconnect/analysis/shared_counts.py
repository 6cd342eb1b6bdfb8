"""Counts of people so coarse that no few follow (``disclosure`` says why so)."""

from reconnect.analysis.flow import Flow
from reconnect.analysis.isolation import FEWEST, few
from reconnect.analysis.shared import HIDDEN, NEAR, Count, SharedFlow

ROUND = 5


def shared_flow(exact: Flow) -> SharedFlow:
    """Who started is held against the steps after it, who was eligible against who started.

    Where started is near, eligible is too: a number there would say that 0 or at least 8 never started, and so bound
    those who did.
    """
    started = _holding(exact.started, exact.post or 0, exact.follow_up or 0)
    return SharedFlow(
        NEAR if started == NEAR else _holding(exact.eligible, exact.started),
        started,
        None if exact.post is None else rounded(exact.post),
        None if exact.follow_up is None else rounded(exact.follow_up),
    )


def rounded(people: int) -> Count:
    """0 as it is, 1 to 7 hidden, others to the nearest 5."""
    return HIDDEN if few(people) else (people + ROUND // 2) // ROUND * ROUND


def _holding(people: int, *held: int) -> Count:
    beside = any(few(people - each) for each in held if each >= FEWEST)
    return NEAR if beside else rounded(people)
