"""Whom did people have in mind? An answer about another relationship is not quite the same question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.outcomes import Outcomes
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.occasion import Occasion

Bases = Mapping[Occasion, AnswerBasis | None]


@dataclass(frozen=True, slots=True)
class BasisCount:
    """Of ``n`` people with both values of a measure: who had another relationship in mind later, at any measure.

    ``unknown`` counts others whose basis is not recorded, or was declined, at one of the two occasions at least.
    """

    n: int
    changed: int
    unknown: int


def basis_counts(outcomes: Outcomes) -> Mapping[Comparison, BasisCount]:
    """The counts of every comparison in ``all``; empty where the data hold no answer basis."""
    if all(reading.answer_basis is None for reading in outcomes.readings):
        return {}
    people: dict[str, dict[str, dict[Occasion, AnswerBasis | None]]] = defaultdict(lambda: defaultdict(dict))
    for reading in outcomes.readings:
        people[reading.person_id][reading.measure][reading.occasion] = reading.answer_basis
    return {
        comparison: _count([list(_changes(answers.values(), comparison)) for answers in people.values()])
        for comparison in Comparison
    }


def _changes(answers: Iterable[Bases], comparison: Comparison) -> Iterator[bool | None]:
    """For each measure with both values: whether the basis changed, None where that is not known."""
    for bases in answers:
        if bases.keys() >= {comparison.earlier, comparison.later}:
            pair = {bases[comparison.earlier], bases[comparison.later]}
            yield None if pair & {None, AnswerBasis.DECLINED} else len(pair) > 1


def _count(people: list[list[bool | None]]) -> BasisCount:
    return BasisCount(
        sum(bool(person) for person in people),
        sum(True in person for person in people),
        sum(None in person and True not in person for person in people),
    )
