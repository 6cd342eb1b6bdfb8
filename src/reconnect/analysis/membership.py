"""Who stands behind each figure."""

from collections import defaultdict

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.outcomes import Outcomes
from reconnect.model.occasion import Occasion

STEPS = ("eligible", "started", "post", "follow_up")


def cell_people(outcomes: Outcomes) -> dict[Cell, frozenset[str]]:
    """The ids of the people with both values, for every cell that the data were to hold."""
    answered: dict[str, dict[str, set[Occasion]]] = {measure.id: defaultdict(set) for measure in outcomes.measures}
    for reading in outcomes.readings:
        answered[reading.measure][reading.person_id].add(reading.occasion)
    return {
        Cell(measure.id, stratum, comparison): frozenset(
            person.id
            for person in outcomes.participants
            if stratum in person.strata
            and {comparison.earlier, comparison.later} <= answered[measure.id].get(person.id, set())
        )
        for measure in outcomes.measures
        for stratum in outcomes.strata
        for comparison in Comparison
        if {comparison.earlier, comparison.later} <= set(outcomes.occasions[measure.id])
    }


def step_people(outcomes: Outcomes) -> dict[str, frozenset[str]]:
    """The ids of the people at each step of the flow of everyone, as ``flow`` counts them."""
    answered: dict[Occasion, set[str]] = defaultdict(set)
    for reading in outcomes.readings:
        answered[reading.occasion].add(reading.person_id)
    everyone = frozenset(person.id for person in outcomes.participants)
    dated = {person.id for person in outcomes.participants if person.started_on is not None}
    started = everyone & (dated if "started" in outcomes.background else answered[Occasion.PRE])
    later = (started & answered[occasion] for occasion in (Occasion.POST, Occasion.FOLLOW_UP))
    return dict(zip(STEPS, (everyone, started, *later), strict=True))
