"""Of those who started, how many came how far: shares with their intervals."""

from dataclasses import dataclass

from reconnect.analysis.flow import Flow
from reconnect.analysis.proportion import Proportion, proportion


@dataclass(frozen=True, slots=True)
class PeopleShares:
    """The shares of one stratum; None where the data were never to hold that occasion."""

    flow: Flow
    started: Proportion
    post: Proportion | None
    follow_up: Proportion | None
    complete: Proportion
    unheard: Proportion


def people_shares(flow: Flow) -> PeopleShares:
    """Started of the eligible, all others of those who started."""
    return PeopleShares(
        flow,
        proportion(flow.started, flow.eligible),
        None if flow.post is None else proportion(flow.post, flow.started),
        None if flow.follow_up is None else proportion(flow.follow_up, flow.started),
        proportion(flow.complete, flow.started),
        proportion(flow.unheard, flow.started),
    )
