"""How helpful people said each technique was. It is what they think: it says nothing of what made them better."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from reconnect.analysis.outcomes import Outcomes
from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class HelpfulLine:
    """One technique at one occasion.

    ``steps`` counts the people who chose each step, the lowest first; ``middle`` is their median step, None where
    nobody chose one. ``not_done`` people said that they did not do it. ``missing`` answered something else at this
    occasion, and nothing about this technique.
    """

    technique: str
    occasion: Occasion
    steps: tuple[int, ...]
    middle: float | None
    not_done: int
    missing: int

    @property
    def n(self) -> int:
        """How many people rated it."""
        return sum(self.steps)


def helpful_lines(outcomes: Outcomes) -> tuple[HelpfulLine, ...]:
    """A line a technique and occasion, in the order of the scale's techniques; empty where nobody was asked."""
    if outcomes.scale is None:
        return ()
    there: dict[Occasion, set[str]] = defaultdict(set)
    said: dict[tuple[str, Occasion], list[int | None]] = defaultdict(list)
    for reading in outcomes.readings:
        there[reading.occasion].add(reading.person_id)
    for rating in outcomes.ratings:
        there[rating.occasion].add(rating.person_id)
        said[rating.technique, rating.occasion].append(rating.step)
    occasions = [each for each in Occasion if any(rating.occasion is each for rating in outcomes.ratings)]
    steps = range(outcomes.scale.low, outcomes.scale.high + 1)
    found = []
    for technique in outcomes.scale.techniques:
        for occasion in occasions:
            words = said[technique, occasion]
            chosen = [step for step in words if step is not None]
            counts = Counter(chosen)
            found.append(
                HelpfulLine(
                    technique,
                    occasion,
                    tuple(counts[step] for step in steps),
                    float(median(chosen)) if chosen else None,
                    len(words) - len(chosen),
                    len(there[occasion]) - len(words),
                )
            )
    return tuple(found)
