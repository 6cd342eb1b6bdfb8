"""Minutes of each component beside the later score, from the dose table."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.ingredients import Attender, Ingredients, ingredients
from reconnect.analysis.outcomes import Outcomes
from reconnect.analysis.refusal import Refusal
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class DoseLine:
    """One measure and comparison; ``unknown`` people have both scores, but their minutes or sessions are not known."""

    measure: Measure
    comparison: Comparison
    components: tuple[str, ...]
    unknown: int
    figures: Ingredients | Refusal


def dose_lines(outcomes: Outcomes, components: Mapping[str, str]) -> tuple[DoseLine, ...]:
    """A line a measure and primary comparison; empty without a dose table.

    ``components`` says which component each technique of the table belongs to. Somebody in the dose table had no
    minutes of the techniques that are not named there for them; somebody who is not in it at all is unknown.
    """
    minutes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in outcomes.dose:
        if each.technique in components:
            minutes[each.person_id][components[each.technique]] += each.minutes
    if not minutes:
        return ()
    names = tuple(sorted({name for held in minutes.values() for name in held}))
    scores: dict[tuple[str, str], dict[Occasion, float]] = defaultdict(dict)
    for reading in outcomes.readings:
        scores[reading.person_id, reading.measure][reading.occasion] = reading.value
    return tuple(
        _line(outcomes, measure, comparison, names, minutes, scores)
        for measure in outcomes.measures
        for comparison in PRIMARY
        if {comparison.earlier, comparison.later} <= set(outcomes.occasions[measure.id])
    )


def _line(
    outcomes: Outcomes,
    measure: Measure,
    comparison: Comparison,
    names: tuple[str, ...],
    minutes: Mapping[str, Mapping[str, float]],
    scores: Mapping[tuple[str, str], Mapping[Occasion, float]],
) -> DoseLine:
    people, unknown = [], 0
    for person in outcomes.participants:
        held = scores.get((person.id, measure.id), {})
        if not held.keys() >= {comparison.earlier, comparison.later}:
            continue
        if person.id not in minutes or person.sessions is None:
            unknown += 1
            continue
        mine = minutes[person.id]
        people.append(
            Attender(
                person.cohort_id,
                held[comparison.earlier],
                held[comparison.later],
                tuple(mine.get(name, 0.0) for name in names),
                person.sessions,
            )
        )
    return DoseLine(measure, comparison, names, unknown, ingredients(people, names))
