"""A release remembered, so that no later one differs from it by a handful of people.

What left cannot be called back. Two frozen snapshots, each safe alone, may differ by one person who came, left, or
whose answer was corrected; their difference is that person's answer. So every release keeps, inside the service, keyed
marks (HMAC-SHA256) of who was behind each figure, and of the answer that went into it: the marks tell how many people
differ, and nobody who is not in the service can tell who.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.isolation import few, isolates
from reconnect.analysis.membership import STEPS, cell_people, step_people
from reconnect.analysis.outcomes import Outcomes
from reconnect.analysis.shared import HIDDEN, Shared

MARK = 16  # bytes: two of a million people share one by chance once in 1e26


@dataclass(frozen=True, slots=True)
class Group:
    """The people behind one released figure, as marks; there are exactly ``n`` of them.

    ``figure`` is what may be added and subtracted between releases: the people at a step, those compared in a cell, or
    the average of a measure at an occasion. ``place`` says which line of the release it stood in.
    """

    figure: str
    place: str
    people: frozenset[str]

    @property
    def n(self) -> int:
        """How many people, exactly."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Release:
    """A frozen snapshot as the ledger keeps it: the period, and the people behind everything that was told."""

    period: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Earlier releases, by period, that together with a new one would tell of 1 to 7 people at ``place``."""

    periods: tuple[str, ...]
    place: str

    def __str__(self) -> str:
        return (
            f"With the release of {' and '.join(self.periods)} this one would tell of 1 to 7 people ({self.place}): "
            "whoever holds both can subtract. Wait until at least 8 more people are in, or share a period of which "
            "nobody was shared before."
        )


def release(evaluation: Evaluation, shared: Shared, key: bytes) -> Release:
    """What ``shared``, made from ``evaluation``, tells of whom; ``key`` is the service's, 32 random bytes.

    The same key must serve every release of a service: marks under two keys never meet.
    """
    return Release(
        shared.period, (*_steps(evaluation.outcomes, shared, key), *_cells(evaluation.outcomes, shared, key))
    )


def first_clash(new: Release, earlier: Sequence[Release]) -> Clash | None:
    """Why ``new`` may not leave after ``earlier``, or None.

    Group by group: 1 to 7 people in one and not in the other, either way, where the two share anybody (groups that
    share nobody cannot be subtracted). And all together: three years less each of them may be a handful.
    """
    for old in earlier:
        known = {(group.figure, group.place): group.people for group in old.groups}
        for group in new.groups:
            people = known.get((group.figure, group.place), frozenset())
            if people & group.people and (few(len(group.people - people)) or few(len(people - group.people))):
                return Clash((old.period,), group.place)
    return next(_clashes_together(new, earlier), None)


def _clashes_together(new: Release, earlier: Sequence[Release]) -> Iterator[Clash]:
    told: dict[str, list[frozenset[str]]] = defaultdict(list)
    periods: dict[str, dict[str, None]] = defaultdict(dict)
    for old in earlier:
        for group in old.groups:
            if not few(group.n):
                told[group.figure].append(group.people)
                periods[group.figure][old.period] = None
    for group in new.groups:
        if not few(group.n):
            before = told[group.figure]
            if before and isolates([*before, group.people]):
                yield Clash(tuple(periods[group.figure]) or (new.period,), group.place)
            before.append(group.people)


def _steps(outcomes: Outcomes, shared: Shared, key: bytes) -> Iterator[Group]:
    people = step_people(outcomes)
    for step in STEPS:
        if getattr(shared.flow, step) is not None:
            yield Group(step, step, frozenset(_mark(key, person) for person in people[step]))


def _cells(outcomes: Outcomes, shared: Shared, key: bytes) -> Iterator[Group]:
    people = cell_people(outcomes)
    values = {(each.person_id, each.measure, each.occasion): each.value for each in outcomes.readings}
    for row in shared.results:
        place = ", ".join(map(str, row.cell))
        yield Group(f"people: {place}", place, frozenset(_mark(key, person) for person in people[row.cell]))
        for occasion, mean in ((row.comparison.earlier, row.mean_earlier), (row.comparison.later, row.mean_later)):
            if mean is not None and mean != HIDDEN:
                marks = (
                    _mark(key, person, row.measure.id, occasion, repr(float(values[person, row.measure.id, occasion])))
                    for person in people[row.cell]
                )
                yield Group(f"average: {row.measure.id}, {occasion}", place, frozenset(marks))


def _mark(key: bytes, *told: str) -> str:
    message = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in told)
    return hmac.new(key, message, hashlib.sha256).digest()[:MARK].hex()
