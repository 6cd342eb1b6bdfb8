"""The readable engine: plain Python over rows, and what every faster one must agree with."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.counts import JointCounts, Number, Triple, joint_counts
from reconnect.analysis.flow import started_people
from reconnect.analysis.moments import PairMoments, pair_moments
from reconnect.analysis.outcomes import Outcomes, Participant
from reconnect.analysis.patterns import PatternMoments, pattern_moments
from reconnect.analysis.sums import UNKNOWN, Sums
from reconnect.model.occasion import Occasion

Values = dict[tuple[str, str], dict[Occasion, Number]]


def cell_moments(outcomes: Outcomes) -> dict[Cell, PairMoments]:
    """The moments of every cell that the data were to hold, empty ones included: complete pairs only.

    In the order of the measures, then strata, then comparisons.
    """
    values = _values(outcomes)
    return {cell: pair_moments(pair for _, pair in _pairs(cell, outcomes, values)) for cell in _cells(outcomes)}


def programme_moments(outcomes: Outcomes) -> dict[Cell, dict[str | None, PairMoments]]:
    """The same, apart for each programme (``cohort_id``, None where not known) with a pair; they add up to a cell's.

    Leaving out one programme at a time, as the jackknife does, needs no more than these.
    """
    return _apart(outcomes, lambda person: person.cohort_id)


def service_moments(outcomes: Outcomes) -> dict[Cell, dict[str | None, PairMoments]]:
    """The same, apart for each service (``service_id``), as a funnel needs them."""
    return _apart(outcomes, lambda person: person.service_id)


def stratum_counts(outcomes: Outcomes) -> dict[tuple[str, str], JointCounts]:
    """The joint counts of every (measure, stratum), in that order; who has no score of the measure is left out."""
    values = _values(outcomes)
    return {
        (measure.id, stratum): joint_counts(
            (answers.get(Occasion.PRE), answers.get(Occasion.POST), answers.get(Occasion.FOLLOW_UP))
            for person in outcomes.participants
            if stratum in person.strata
            for answers in [values[person.id, measure.id]]
        )
        for measure in outcomes.measures
        for stratum in outcomes.strata
    }


def part_patterns(outcomes: Outcomes) -> dict[tuple[str, str], dict[str | None, PatternMoments]]:
    """Of every (measure, part) the pattern moments of the people who started, apart for each programme of theirs."""
    values, started = _values(outcomes), started_people(outcomes)
    parts = sorted({person.gender or UNKNOWN for person in outcomes.participants if person.id in started})
    rows: dict[tuple[str, str], dict[str | None, list[Triple]]] = {
        (measure.id, part): defaultdict(list) for measure in outcomes.measures for part in parts
    }
    for measure in outcomes.measures:
        for person in outcomes.participants:
            if person.id in started:
                answers = values.get((person.id, measure.id), {})
                triple = (answers.get(Occasion.PRE), answers.get(Occasion.POST), answers.get(Occasion.FOLLOW_UP))
                rows[measure.id, person.gender or UNKNOWN][person.cohort_id].append(triple)
    return {key: {name: pattern_moments(each) for name, each in found.items()} for key, found in rows.items()}


def sums(outcomes: Outcomes) -> Sums:
    """All of them."""
    return Sums(programme_moments(outcomes), part_patterns(outcomes), stratum_counts(outcomes))


def _cells(outcomes: Outcomes) -> Iterator[Cell]:
    for measure in outcomes.measures:
        for stratum in outcomes.strata:
            for comparison in Comparison:
                if {comparison.earlier, comparison.later} <= set(outcomes.occasions[measure.id]):
                    yield Cell(measure.id, stratum, comparison)


def _pairs(cell: Cell, outcomes: Outcomes, values: Values) -> Iterator[tuple[Participant, tuple[Number, Number]]]:
    for person in outcomes.participants:
        answers = values[person.id, cell.measure]
        if cell.stratum in person.strata and answers.keys() >= {cell.comparison.earlier, cell.comparison.later}:
            yield person, (answers[cell.comparison.earlier], answers[cell.comparison.later])


def _apart(outcomes: Outcomes, part: Callable[[Participant], str | None]) -> dict[Cell, dict[str | None, PairMoments]]:
    values = _values(outcomes)
    moments: dict[Cell, dict[str | None, PairMoments]] = {}
    for cell in _cells(outcomes):
        pairs: dict[str | None, list[tuple[Number, Number]]] = defaultdict(list)
        for person, pair in _pairs(cell, outcomes, values):
            pairs[part(person)].append(pair)
        moments[cell] = {name: pair_moments(each) for name, each in pairs.items()}
    return moments


def _values(outcomes: Outcomes) -> Values:
    values: Values = defaultdict(dict)
    for reading in outcomes.readings:
        values[reading.person_id, reading.measure][reading.occasion] = reading.value
    return values
