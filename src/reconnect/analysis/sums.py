"""Everything that statistics are made of: what an engine forms from the data, and what adds up across services."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from reconnect.analysis.comparison import Cell
from reconnect.analysis.counts import JointCounts
from reconnect.analysis.moments import PairMoments, pair_moments
from reconnect.analysis.patterns import PatternMoments

UNKNOWN = "not known"  # the part of those whose gender is not known

Programme = str | None


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of some data, apart for each programme (None where it is not known).

    ``pairs``: of every cell that the data were to hold, complete pairs only, a programme without any left out.
    ``patterns``: of every (measure, part), the people who started; parts are the genders and UNKNOWN, so that everyone
    is in one of them. ``counts``: of every (measure, stratum), everyone with a score; it stays inside the service.
    """

    pairs: Mapping[Cell, Mapping[Programme, PairMoments]]
    patterns: Mapping[tuple[str, str], Mapping[Programme, PatternMoments]]
    counts: Mapping[tuple[str, str], JointCounts]

    def moments(self, cell: Cell) -> PairMoments:
        """The pair moments of everyone in the cell."""
        return reduce(add, self.pairs[cell].values(), pair_moments([]))

    def parts(self, measure: str) -> dict[str, PatternMoments]:
        """The pattern moments of each part of those who started."""
        return {
            part: reduce(add, programmes.values())
            for (name, part), programmes in self.patterns.items()
            if name == measure and programmes
        }

    def programmes(self, measure: str) -> list[dict[str, PatternMoments]]:
        """For each known programme, the pattern moments of its parts."""
        found: dict[str, dict[str, PatternMoments]] = {}
        for (name, part), programmes in self.patterns.items():
            if name == measure:
                for programme, moments in programmes.items():
                    if programme is not None:
                        found.setdefault(programme, {})[part] = moments
        return [found[programme] for programme in sorted(found)]
