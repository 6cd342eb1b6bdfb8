"""Several services in one data set: funnels of change and completion."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.flow import started_people
from reconnect.analysis.funnel import Funnel, change_funnel, completion_funnel
from reconnect.analysis.moments import PairMoments
from reconnect.analysis.outcomes import ALL, Outcomes
from reconnect.analysis.refusal import Refusal
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class ChangeFunnel:
    """Every service's adjusted change of one measure and comparison."""

    measure: Measure
    comparison: Comparison
    funnel: Funnel | Refusal


@dataclass(frozen=True, slots=True)
class Network:
    """Funnels of change, and of the share of those who started that was heard from again."""

    changes: tuple[ChangeFunnel, ...]
    completion: Funnel | Refusal


def network(outcomes: Outcomes, services: Mapping[Cell, Mapping[str | None, PairMoments]]) -> Network | None:
    """The funnels, refused under ten services each; None where the data name fewer than two.

    ``services`` are the pair moments of each cell, apart for each service.
    """
    names = {person.service_id for person in outcomes.participants if person.service_id is not None}
    if len(names) < 2:
        return None
    lines = []
    for measure in outcomes.measures:
        for comparison in PRIMARY:
            moments = services.get(Cell(measure.id, ALL, comparison))
            if moments is not None:
                held = {name: each for name, each in moments.items() if name is not None}
                lines.append(ChangeFunnel(measure, comparison, change_funnel(held)))
    return Network(tuple(lines), completion_funnel(_heard(outcomes)))


def _heard(outcomes: Outcomes) -> dict[str, tuple[int, int]]:
    started = started_people(outcomes)
    later = {each.person_id for each in outcomes.readings if each.occasion is not Occasion.PRE}
    people = [each for each in outcomes.participants if each.service_id is not None and each.id in started]
    begun = Counter(str(each.service_id) for each in people)
    heard = Counter(str(each.service_id) for each in people if each.id in later)
    return {name: (heard[name], count) for name, count in begun.items()}
