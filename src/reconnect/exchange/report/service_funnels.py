"""The funnels of several services: each with its picture, or with the reason why there is none."""

from dataclasses import dataclass

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.funnel import Funnel
from reconnect.analysis.network import Network
from reconnect.analysis.refusal import Refusal
from reconnect.exchange.report.funnel_chart import FunnelChart, funnel_chart
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class ServiceFunnel:
    """The change of ``measure``, or where that is None the share heard from again; ``chart`` None where refused."""

    measure: Measure | None
    comparison: Comparison | None
    funnel: Funnel | Refusal
    chart: FunnelChart | None


def service_funnels(network: Network | None) -> tuple[ServiceFunnel, ...]:
    """Completion first, then every measure and comparison; empty where there is one service."""
    if network is None:
        return ()
    asked: list[tuple[Measure | None, Comparison | None, Funnel | Refusal]] = [(None, None, network.completion)]
    asked += [(each.measure, each.comparison, each.funnel) for each in network.changes]
    return tuple(
        ServiceFunnel(measure, comparison, funnel, funnel_chart(funnel) if isinstance(funnel, Funnel) else None)
        for measure, comparison, funnel in asked
    )
