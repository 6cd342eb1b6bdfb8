"""Who the people are: the participants table (table 2 of the paper)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, stdev

from reconnect.analysis.outcomes import Outcomes


@dataclass(frozen=True, slots=True)
class Average:
    """Mean and SD (n - 1) of the n people whose value is known, in years; None where n leaves it undefined."""

    n: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True, slots=True)
class Participants:
    """One stratum's people; a person with two diagnoses counts in both. ``undiagnosed``: none is recorded."""

    stratum: str
    n: int
    age: Average
    pain_duration: Average
    diagnoses: tuple[tuple[str, int], ...]
    undiagnosed: int


def participants(outcomes: Outcomes) -> tuple[Participants, ...]:
    """The table, a column a stratum; empty where the data have no people table."""
    if not outcomes.background:
        return ()
    return tuple(_column(outcomes, stratum) for stratum in outcomes.strata)


def _column(outcomes: Outcomes, stratum: str) -> Participants:
    people = [person for person in outcomes.participants if stratum in person.strata]
    counts = Counter(diagnosis for person in people for diagnosis in person.diagnoses)
    return Participants(
        stratum,
        len(people),
        _average(person.age for person in people),
        _average(person.pain_duration for person in people),
        tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))),
        sum(not person.diagnoses for person in people),
    )


def _average(values: Iterable[float | None]) -> Average:
    known = [value for value in values if value is not None]
    return Average(len(known), fmean(known) if known else None, stdev(known) if len(known) > 1 else None)
