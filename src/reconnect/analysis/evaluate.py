"""The evaluation: from outcomes to everything a service is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconnect.analysis.basis import BasisCount, basis_counts
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.dose import DoseLine, dose_lines
from reconnect.analysis.engines.reference import service_moments, sums
from reconnect.analysis.everyone import Everyone, everyone
from reconnect.analysis.family import Family, default_family
from reconnect.analysis.flow import Flow, flow
from reconnect.analysis.helpful import HelpfulLine, helpful_lines
from reconnect.analysis.network import Network, network
from reconnect.analysis.outcomes import Outcomes
from reconnect.analysis.participants import Participants, participants
from reconnect.analysis.reliably import KnownReliability, ReliableLine, reliable_lines
from reconnect.analysis.result import Result
from reconnect.analysis.results import results
from reconnect.analysis.sensitivity import ways_round_the_missing


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of it: a Result a cell, a Flow and a column of Participants a stratum, and the family of tests.

    ``everyone`` holds, a measure each, the primary estimates: of everyone who started. ``bases`` counts changes of the
    answer basis; empty where the data hold none. ``reliable`` is empty where no reliability is known, ``dose`` where
    there is no dose table, ``helpful`` where nobody was asked what helped, and ``network`` None where there is one
    service. ``sensitivity``: imputation and weighting were asked for.
    """

    outcomes: Outcomes
    results: tuple[Result, ...]
    flow: tuple[Flow, ...]
    participants: tuple[Participants, ...]
    family: Family
    bases: Mapping[Comparison, BasisCount]
    everyone: tuple[Everyone, ...] = ()
    reliable: tuple[ReliableLine, ...] = ()
    dose: tuple[DoseLine, ...] = ()
    helpful: tuple[HelpfulLine, ...] = ()
    network: Network | None = None
    sensitivity: bool = True

    def of_everyone(self, measure: str) -> Everyone | None:
        """The measure among those who started; None where nothing could be asked of it."""
        return next((each for each in self.everyone if each.measure.id == measure), None)


def evaluate(
    outcomes: Outcomes,
    family: Family | None = None,
    *,
    reliabilities: Mapping[str, KnownReliability] | None = None,
    components: Mapping[str, str] | None = None,
    sensitivity: bool = True,
) -> Evaluation:
    """Evaluate ``outcomes``.

    ``family`` is what was planned, by default ``default_family``; ``reliabilities`` by measure, without which nobody
    is counted as reliably changed; ``components`` says which component a technique of the dose table belongs to.
    Imputation and weighting take seconds: without ``sensitivity`` they are left out.
    """
    family = family or default_family(outcomes)
    formed = sums(outcomes)
    flows = flow(outcomes)
    ways = {each.id: ways_round_the_missing(outcomes, each) if sensitivity else ((), ()) for each in outcomes.measures}
    lines = (
        everyone(measure, outcomes.occasions[measure.id], formed, *ways[measure.id]) for measure in outcomes.measures
    )
    return Evaluation(
        outcomes,
        results(outcomes.measures, formed, family),
        flows,
        participants(outcomes),
        family,
        basis_counts(outcomes),
        tuple(each for each in lines if each is not None),
        reliable_lines(outcomes.measures, formed, reliabilities or {}, flows[0].started),
        dose_lines(outcomes, components or {}),
        helpful_lines(outcomes),
        network(outcomes, service_moments(outcomes)),
        sensitivity,
    )
