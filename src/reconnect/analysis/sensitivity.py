"""The other ways round the missing, from rows: what is known of each person who started, as arrays."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from reconnect.analysis.flow import started_people
from reconnect.analysis.missing.imputation import ImputationRows, ImputedChange, imputed_changes
from reconnect.analysis.missing.weighting import WeightedChange, weighted_changes
from reconnect.analysis.outcomes import Outcomes, Participant
from reconnect.analysis.sums import UNKNOWN
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion

Array = npt.NDArray[np.float64]

SEED = 2019  # stored with every figure that chance had a part in


def ways_round_the_missing(
    outcomes: Outcomes, measure: Measure, seed: int = SEED
) -> tuple[tuple[ImputedChange, ...], tuple[WeightedChange, ...]]:
    """The measure's change by imputation and by weighting; empty where nobody started, or only pre was planned.

    Auxiliaries of the imputation are the sessions attended and the answer basis at pre, as far as they are known.
    Weights use the scores alone, since they need their covariates of everyone.
    """
    occasions = outcomes.occasions[measure.id]
    started = started_people(outcomes)
    people = [person for person in outcomes.participants if person.id in started]
    if not people or Occasion.PRE not in occasions or len(occasions) < 2:
        return (), ()
    scores, bases = _scores(outcomes, measure, people)
    parts: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        parts[person.gender or UNKNOWN].append(place)
    auxiliaries = _auxiliaries(people, bases)
    rows = {part: ImputationRows(scores[places], auxiliaries[places]) for part, places in sorted(parts.items())}
    programmes = [person.cohort_id for person in people]
    return (
        imputed_changes(rows, seed, occasions),
        weighted_changes(scores, np.empty((len(people), 0)), programmes, seed, occasions),
    )


def _scores(
    outcomes: Outcomes, measure: Measure, people: Sequence[Participant]
) -> tuple[Array, dict[str, AnswerBasis | None]]:
    occasions = outcomes.occasions[measure.id]
    row = {person.id: place for place, person in enumerate(people)}
    scores = np.full((len(people), len(occasions)), np.nan)
    bases: dict[str, AnswerBasis | None] = {}
    for reading in outcomes.readings:
        if reading.measure == measure.id and reading.person_id in row and reading.occasion in occasions:
            scores[row[reading.person_id], occasions.index(reading.occasion)] = reading.value
            if reading.occasion is Occasion.PRE:
                bases[reading.person_id] = reading.answer_basis
    return scores, bases


def _auxiliaries(people: Sequence[Participant], bases: dict[str, AnswerBasis | None]) -> Array:
    """Sessions attended, and whether the relationship in mind was a past or an imagined one; NaN where not known."""
    columns = [[np.nan if person.sessions is None else float(person.sessions) for person in people]]
    for basis in (AnswerBasis.PAST, AnswerBasis.IMAGINED):
        said = [bases.get(person.id) for person in people]
        columns.append([np.nan if each in {None, AnswerBasis.DECLINED} else float(each is basis) for each in said])
    return np.array(columns).T
