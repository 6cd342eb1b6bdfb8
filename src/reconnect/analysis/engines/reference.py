"""The readable engine: plain Python over rows, and what every faster one must agree with."""

from collections import defaultdict

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.moments import PairMoments, pair_moments
from reconnect.analysis.outcomes import Outcomes
from reconnect.model.occasion import Occasion

Number = int | float


def cell_moments(outcomes: Outcomes) -> dict[Cell, PairMoments]:
    """The moments of every cell that the data were to hold, empty ones included: complete pairs only.

    In the order of the measures, then strata, then comparisons.
    """
    values = _values(outcomes)
    return {
        Cell(measure.id, stratum, comparison): pair_moments(
            (answers[comparison.earlier], answers[comparison.later])
            for person in outcomes.participants
            if stratum in person.strata
            and (answers := values[person.id, measure.id]).keys() >= {comparison.earlier, comparison.later}
        )
        for measure in outcomes.measures
        for stratum in outcomes.strata
        for comparison in Comparison
        if {comparison.earlier, comparison.later} <= set(outcomes.occasions[measure.id])
    }


def _values(outcomes: Outcomes) -> dict[tuple[str, str], dict[Occasion, Number]]:
    values: dict[tuple[str, str], dict[Occasion, Number]] = defaultdict(dict)
    for reading in outcomes.readings:
        values[reading.person_id, reading.measure][reading.occasion] = reading.value
    return values
