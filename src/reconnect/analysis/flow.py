"""Who came, and who was heard from again."""

from collections import defaultdict
from dataclasses import dataclass

from reconnect.analysis.outcomes import Outcomes
from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Flow:
    """Counts of people in a stratum.

    ``eligible``: everyone in the people table, or else in the data, whatever their rows hold. ``started``: with a
    start date where the people table has one, or else with an answer at pre. ``post`` and ``follow_up``: started and
    answered at least one measure then; None where the data were never to hold that occasion. ``heard``: started and
    answered at any later occasion. ``complete``: heard, and answered at every occasion the data were to hold.
    ``late``: did not start, and yet answered later. Always 0 <= complete <= heard <= started <= eligible.
    """

    stratum: str
    eligible: int
    started: int
    post: int | None
    follow_up: int | None
    complete: int
    heard: int
    late: int

    @property
    def unheard(self) -> int:
        """People who started and never answered again."""
        return self.started - self.heard

    @property
    def last(self) -> Occasion | None:
        """The last occasion the data were to hold; None where there was to be none but pre."""
        if self.follow_up is not None:
            return Occasion.FOLLOW_UP
        return None if self.post is None else Occasion.POST

    @property
    def lost(self) -> int | None:
        """People who started and did not answer at the last occasion; None where there is none."""
        answered = self.post if self.follow_up is None else self.follow_up
        return None if answered is None else self.started - answered


def flow(outcomes: Outcomes) -> tuple[Flow, ...]:
    """A Flow for each stratum, ``all`` first."""
    answered: dict[str, set[Occasion]] = defaultdict(set)
    for reading in outcomes.readings:
        answered[reading.person_id].add(reading.occasion)
    started = started_people(outcomes)
    planned = {occasion for occasions in outcomes.occasions.values() for occasion in occasions}
    return tuple(_stratum_flow(stratum, outcomes, answered, started, planned) for stratum in outcomes.strata)


def started_people(outcomes: Outcomes) -> set[str]:
    """The ids of those who started: with a start date where the data have such a column, or else an answer at pre."""
    if "started" in outcomes.background:
        return {person.id for person in outcomes.participants if person.started_on is not None}
    return {reading.person_id for reading in outcomes.readings if reading.occasion is Occasion.PRE}


def _stratum_flow(
    stratum: str,
    outcomes: Outcomes,
    answered: dict[str, set[Occasion]],
    started: set[str],
    planned: set[Occasion],
) -> Flow:
    people = [person.id for person in outcomes.participants if stratum in person.strata]
    stayed = [answered[person] for person in people if person in started]
    later = planned - {Occasion.PRE}

    def count(occasion: Occasion) -> int | None:
        return sum(occasion in occasions for occasions in stayed) if occasion in planned else None

    return Flow(
        stratum,
        eligible=len(people),
        started=len(stayed),
        post=count(Occasion.POST),
        follow_up=count(Occasion.FOLLOW_UP),
        complete=sum(occasions >= planned and bool(occasions & later) for occasions in stayed),
        heard=sum(bool(occasions & later) for occasions in stayed),
        late=sum(person not in started and bool(answered[person] & later) for person in people),
    )
