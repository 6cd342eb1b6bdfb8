"""Who changed reliably, measure by measure, where somebody said how reliable a measure is."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.individuals import Method, ReliableChange, reliable_change
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.refusal import Refusal
from reconnect.analysis.reliability import Reliability
from reconnect.analysis.sums import Sums
from reconnect.model.measure import Measure


@dataclass(frozen=True, slots=True)
class KnownReliability:
    """How reliable a measure is, and from how many ``items`` it is scored."""

    reliability: Reliability
    items: int


@dataclass(frozen=True, slots=True)
class ReliableLine:
    """One measure and comparison in ``all``, by one method; None where it is undefined."""

    measure: Measure
    comparison: Comparison
    method: Method
    figures: ReliableChange | Refusal | None


def reliable_lines(
    measures: tuple[Measure, ...], sums: Sums, known: Mapping[str, KnownReliability], started: int
) -> tuple[ReliableLine, ...]:
    """A line a measure with a known reliability, primary comparison and method; empty where none is known."""
    return tuple(
        ReliableLine(measure, comparison, method, _figures(measure, comparison, method, sums, known, started))
        for measure in measures
        if measure.id in known
        for comparison in PRIMARY
        if any(cell.measure == measure.id and cell.comparison is comparison for cell in sums.pairs)
        for method in Method
    )


def _figures(
    measure: Measure,
    comparison: Comparison,
    method: Method,
    sums: Sums,
    known: Mapping[str, KnownReliability],
    started: int,
) -> ReliableChange | Refusal | None:
    counts, told = sums.counts[measure.id, ALL], known[measure.id]
    unknown = max(0, started - counts.pairs(comparison).n)
    return reliable_change(
        counts,
        comparison,
        measure.better,
        told.reliability,
        items=told.items,
        unknown=unknown,
        method=method,
    )
