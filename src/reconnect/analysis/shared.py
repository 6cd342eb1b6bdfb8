"""The form of an evaluation that may leave a service; ``disclosure`` says how it is made, and why so."""

from dataclasses import dataclass

from reconnect.analysis.comparison import Cell, Comparison
from reconnect.model.measure import Measure

HIDDEN = "*"
NEAR = "~"

Count = int | str
Figure = float | str | None


@dataclass(frozen=True, slots=True)
class SharedFlow:
    """Everyone's flow, rounded to 5 or ``HIDDEN``; None where the data were never to hold the occasion.

    ``started`` is ``NEAR`` where it is 1 to 7 more than a step after it; ``eligible`` so, or where ``started`` is.
    """

    eligible: Count
    started: Count
    post: Count | None
    follow_up: Count | None


@dataclass(frozen=True, slots=True)
class SharedResult:
    """A cell's figures to one decimal, or ``HIDDEN``; None where nobody has both values.

    ``low`` and ``high`` bound the change, no closer than the exact 95 % interval; ``d_pre`` is positive where things
    got better. Both are made from the printed means, so that they may be 0.1 points off.
    """

    measure: Measure
    stratum: str
    comparison: Comparison
    n: Count
    mean_earlier: Figure
    sd_earlier: Figure
    mean_later: Figure
    sd_later: Figure
    change: Figure
    low: Figure
    high: Figure
    d_pre: Figure

    @property
    def cell(self) -> Cell:
        """Which line it is."""
        return Cell(self.measure.id, self.stratum, self.comparison)

    @property
    def has_figures(self) -> bool:
        """Whether an average is told."""
        return any(isinstance(mean, float) for mean in (self.mean_earlier, self.mean_later))


@dataclass(frozen=True, slots=True)
class Shared:
    """The form of an evaluation that may leave; ``period`` is what it is about, in the service's words."""

    period: str
    flow: SharedFlow
    results: tuple[SharedResult, ...]
