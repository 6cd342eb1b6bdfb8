"""Joint counts: how many people gave which scores, and so every figure that the moments cannot give.

A whole-number scale has few different answers, so a clinic's people come down to a small table that adds up. Medians,
Wilcoxon's test, reliable change and the ends of a scale follow from it alone. The cells of an uncommon answer are
people one by one: a table of counts stays inside the service.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, log10
from typing import TypeVar

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.moments import ExactPairMoments, PairMoments, pair_moments
from reconnect.model.occasion import Occasion

Number = int | float
K = TypeVar("K")
Triple = tuple[Number | None, Number | None, Number | None]

# Floats that should be equal differ in their 16th digit: changes are compared to 12 digits of the largest score.
DIGITS = 12


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How many people went from one score to another: ``{(earlier, later): people}``, in raw points."""

    cells: Mapping[tuple[Number, Number], int]

    @property
    def n(self) -> int:
        """The number of pairs."""
        return sum(self.cells.values())

    def __add__(self, other: "PairCounts") -> "PairCounts":
        return PairCounts(_sum(self.cells, other.cells))

    @property
    def earlier(self) -> dict[Number, int]:
        """How many people had each score at the earlier occasion."""
        return _sum(*({x: people} for (x, _), people in self.cells.items()))

    @property
    def later(self) -> dict[Number, int]:
        """How many people had each score at the later occasion."""
        return _sum(*({y: people} for (_, y), people in self.cells.items()))

    @property
    def decimals(self) -> int:
        """To how many decimals changes are told apart: 0 where every score is an int."""
        scores = [score for pair in self.cells for score in pair]
        largest = max(map(abs, scores), default=0)
        if largest == 0 or all(isinstance(score, int) for score in scores):
            return 0
        return max(0, DIGITS - ceil(log10(largest)))

    @property
    def changes(self) -> dict[Number, int]:
        """How many people changed by how much (later - earlier): 0.3 - 0.1 and 0.5 - 0.3 are the same change."""
        decimals = self.decimals
        return _sum(*({_change(x, y, decimals): people} for (x, y), people in self.cells.items()))

    @property
    def moments(self) -> PairMoments:
        """The moments of the same pairs, exact where every score is an int."""
        whole = [(int(x), int(y), n) for (x, y), n in self.cells.items() if isinstance(x, int) and isinstance(y, int)]
        if len(whole) < len(self.cells):
            return pair_moments(pair for pair, people in self.cells.items() for _ in range(people))
        return ExactPairMoments(
            self.n,
            sum(n * x for x, _, n in whole),
            sum(n * y for _, y, n in whole),
            sum(n * x * x for x, _, n in whole),
            sum(n * y * y for _, y, n in whole),
            sum(n * x * y for x, y, n in whole),
        )


@dataclass(frozen=True, slots=True)
class JointCounts:
    """How many people gave which scores at the three occasions: ``{(pre, post, follow_up): people}``, None unanswered.

    Tables of different people add up, exactly and in any order.
    """

    cells: Mapping[Triple, int]

    @property
    def n(self) -> int:
        """Everyone with at least one score."""
        return sum(self.cells.values())

    def __add__(self, other: "JointCounts") -> "JointCounts":
        return JointCounts(_sum(self.cells, other.cells))

    def pairs(self, comparison: Comparison) -> PairCounts:
        """The people with a score at both occasions."""
        earlier, later = _place(comparison.earlier), _place(comparison.later)
        return PairCounts(
            _sum(
                *(
                    {(x, y): people}
                    for triple, people in self.cells.items()
                    if (x := triple[earlier]) is not None and (y := triple[later]) is not None
                )
            )
        )

    def at(self, occasion: Occasion) -> dict[Number, int]:
        """How many people had each score at ``occasion``, whether they answered at others or not."""
        place = _place(occasion)
        return _sum(*({x: people} for triple, people in self.cells.items() if (x := triple[place]) is not None))


def pair_counts(pairs: Iterable[tuple[Number, Number]]) -> PairCounts:
    """The counts of ``pairs`` (earlier, later). On a scale of many decimals nearly every pair is a cell of its own."""
    return PairCounts(Counter(pairs))


def joint_counts(triples: Iterable[Triple]) -> JointCounts:
    """The counts of ``triples`` (pre, post, follow_up); who has no score at all is left out."""
    return JointCounts(Counter(triple for triple in triples if triple != (None, None, None)))


def _change(earlier: Number, later: Number, decimals: int) -> Number:
    return round(later - earlier, decimals) if decimals else later - earlier


def _sum(*tables: Mapping[K, int]) -> dict[K, int]:
    total: dict[K, int] = {}
    for table in tables:
        for key, people in table.items():
            total[key] = total.get(key, 0) + people
    return total


def _place(occasion: Occasion) -> int:
    return list(Occasion).index(occasion)
