"""The bars of the one page: who changed reliably, where somebody said how reliable a measure is."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.individuals import Method, ReliableChange
from reconnect.analysis.reliably import ReliableLine
from reconnect.exchange.report.reliable_chart import Segment, reliable_segments
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class ReliableBar:
    """One comparison by Jacobson and Truax, as counts and as stretches of a bar."""

    comparison: Comparison
    figures: ReliableChange
    segments: tuple[Segment, ...]


def reliable_bars(lines: Iterable[ReliableLine], measure: Measure) -> tuple[ReliableBar, ...]:
    """The bars of ``measure``; none where nothing could be counted."""
    return tuple(
        ReliableBar(line.comparison, line.figures, reliable_segments(line.figures))
        for line in lines
        if line.measure == measure and line.method is Method.JACOBSON_TRUAX and isinstance(line.figures, ReliableChange)
    )
