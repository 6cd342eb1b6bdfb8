"""Can sums and differences of published groups of people come down to a handful of them?"""

from collections import Counter
from collections.abc import Collection

import numpy as np

FEWEST = 8  # people: one to seven are never told of, as in NHS England's rule for hospital statistics


def isolates(groups: Collection[frozenset[str]]) -> bool:
    """Whether a combination of averages over ``groups`` (sets of people) tells of small parts of them alone.

    The people fall into parts, each of those who are in the same groups. A combination of groups with any factors
    that cancels on every part of at least ``FEWEST`` people, and not on all the smaller ones, tells of the latter:
    everyone minus the women, this year minus the last, three years minus each of them. There is one exactly where the
    groups' 0/1 matrix has a lower rank on the large parts than on all of them. A little too strict: several small
    parts that can only be had together are refused too, also where they are eight people between them.
    """
    parts = Counter(tuple(person in group for group in groups) for person in frozenset().union(*groups))
    large = [part for part, people in parts.items() if people >= FEWEST]
    return _rank(large) < _rank(list(parts))


def few(people: int) -> bool:
    """Whether so many are too few to tell of."""
    return 0 < people < FEWEST


def _rank(columns: list[tuple[bool, ...]]) -> int:
    return int(np.linalg.matrix_rank(np.array(columns, dtype=float))) if columns else 0
