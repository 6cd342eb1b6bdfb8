"""Which two occasions are compared, and the cell that a comparison's figures belong to."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from reconnect.model.occasion import Occasion


@dataclass(frozen=True, slots=True)
class _Occasions:
    earlier: Occasion
    later: Occasion


class Comparison(Enum):
    """The three contrasts; post to follow-up is shown, but stands outside the family of tests by default."""

    PRE_POST = _Occasions(Occasion.PRE, Occasion.POST)
    PRE_FOLLOW_UP = _Occasions(Occasion.PRE, Occasion.FOLLOW_UP)
    POST_FOLLOW_UP = _Occasions(Occasion.POST, Occasion.FOLLOW_UP)

    @property
    def earlier(self) -> Occasion:
        """The occasion changed from."""
        return self.value.earlier

    @property
    def later(self) -> Occasion:
        """The occasion changed to."""
        return self.value.later

    def __str__(self) -> str:
        return f"{self.earlier}-{self.later}"


class Cell(NamedTuple):
    """One line of results: a measure, a stratum (``all`` or a gender) and a comparison."""

    measure: str
    stratum: str
    comparison: Comparison
