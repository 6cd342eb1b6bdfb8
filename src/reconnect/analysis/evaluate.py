"""The evaluation: from outcomes to everything a service is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconnect.analysis.basis import BasisCount, basis_counts
from reconnect.analysis.change import paired_t
from reconnect.analysis.comparison import Cell, Comparison
from reconnect.analysis.effects import d_pre
from reconnect.analysis.engines.reference import cell_moments
from reconnect.analysis.family import Family, default_family
from reconnect.analysis.flow import Flow, flow
from reconnect.analysis.moments import PairMoments, spread
from reconnect.analysis.outcomes import Outcomes
from reconnect.analysis.participants import Participants, participants
from reconnect.analysis.result import Result
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of it: a Result a cell, a Flow and a column of Participants a stratum, and the family of tests.

    ``bases`` counts changes of the answer basis; empty where the data hold none.
    """

    outcomes: Outcomes
    results: tuple[Result, ...]
    flow: tuple[Flow, ...]
    participants: tuple[Participants, ...]
    family: Family
    bases: Mapping[Comparison, BasisCount]


def evaluate(outcomes: Outcomes, family: Family | None = None) -> Evaluation:
    """Evaluate ``outcomes``; ``family`` is what was planned, by default ``default_family``."""
    family = family or default_family(outcomes)
    measures = {measure.id: measure for measure in outcomes.measures}
    return Evaluation(
        outcomes,
        tuple(
            _result(cell, moments, measures[cell.measure], family) for cell, moments in cell_moments(outcomes).items()
        ),
        flow(outcomes),
        participants(outcomes),
        family,
        basis_counts(outcomes),
    )


def _result(cell: Cell, moments: PairMoments, measure: Measure, family: Family) -> Result:
    figures = spread(moments)
    test = paired_t(figures, measure.better)
    return Result(
        measure,
        cell.stratum,
        cell.comparison,
        figures,
        test,
        d_pre(figures, measure.better),
        family.bonferroni(cell, test.p if test else None),
    )
