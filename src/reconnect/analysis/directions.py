"""How many people's score moved which way, by raw points: a count, and no claim that a move was more than chance."""

from dataclasses import dataclass

from reconnect.analysis.counts import PairCounts
from reconnect.model.measure import Better


@dataclass(frozen=True, slots=True)
class Directions:
    """Of n people with both scores: worse or better by at least ``points`` raw points, or by less (``same``)."""

    n: int
    worse: int
    same: int
    better: int
    points: float

    def percent(self, people: int) -> float | None:
        """``people`` of 100 with both scores; None of nobody."""
        return 100 * people / self.n if self.n else None


def directions(counts: PairCounts, better: Better, points: float = 0) -> Directions:
    """With ``points`` 0 every move counts, however small. Raises ValueError where ``points`` is below 0."""
    if points < 0:
        raise ValueError("points: a number of raw points, 0 or more")
    worse = same = improved = 0
    for change, people in counts.changes.items():
        moved = better.sign * change
        if moved == 0 or abs(moved) < points:
            same += people
        elif moved > 0:
            improved += people
        else:
            worse += people
    return Directions(worse + same + improved, worse, same, improved, points)
