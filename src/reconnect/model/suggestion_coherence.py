"""What a single suggestion cannot tell: that there is an order, an end to it, and that its facts are of that kind."""

from collections import Counter
from collections.abc import Iterator

from reconnect.model.fact import NUMBERS
from reconnect.model.shelf import Shelf
from reconnect.model.suggestion import Suggestion, When


def suggestion_complaints(shelf: Shelf[Suggestion]) -> Iterator[tuple[Suggestion, str, str]]:
    """Each suggestion that is not right, with field and message."""
    newest = list(shelf.newest.values())
    times = Counter(each.order for each in newest)
    for suggestion in newest:
        if times[suggestion.order] > 1:
            yield suggestion, "order", "two suggestions have this order: which comes first must be plain"
        for number, when in enumerate(suggestion.when, 1):
            complaint = _complaint(when)
            if complaint:
                yield suggestion, f"when[{number}]", complaint
    if newest and not any(not each.when for each in newest):
        last = max(newest, key=lambda each: each.order)
        yield last, "when", "the last one must fit always: give one suggestion without conditions"


def _complaint(when: When) -> str:
    limited = when.at_least is not None or when.at_most is not None
    if when.fact in NUMBERS:
        return "" if limited and when.so is None else "this fact is a number: give at_least or at_most"
    return "" if when.so is not None and not limited else "this fact is yes or no: give so = true or false"
