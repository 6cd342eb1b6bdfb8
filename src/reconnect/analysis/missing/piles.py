"""People piled up by stratum and pattern, as the arrays on which the likelihood works."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from reconnect.analysis.patterns import PATTERNS, Pattern, PatternMoments

# Real numbers, or complex ones where a derivative is checked by a complex step.
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Piles:
    """P piles of people over q occasions in s strata, in standard units: raw = origin + unit * standard.

    ``n`` (P): people in a pile; ``seen`` (P, q): 1 where they answered, or else 0; ``means`` (P, q) and ``scatter``
    (P, q, q): their means and centred sums of products, 0 where not seen; ``member`` (P, s): 1 in a pile's stratum.
    """

    n: Array
    seen: Array
    means: Array
    scatter: Array
    member: Array
    origin: Array
    unit: Array

    @property
    def answers(self) -> Array:
        """How many answered, by stratum and occasion (s, q)."""
        return np.asarray(self.member.T @ (self.n[:, None] * self.seen))

    @property
    def complete(self) -> Array:
        """How many answered at every occasion, by stratum (s)."""
        return np.asarray(self.member.T @ (self.n * self.seen.all(axis=1)))


def pile_up(strata: Sequence[PatternMoments], occasions: Pattern) -> Piles | None:
    """The people of ``strata`` who answered at one of ``occasions`` at least; None where an occasion has no spread.

    Origin and unit of an occasion are the mean of all its scores and their SD within strata, so that no size of scale
    strains the sums.
    """
    raw = [
        (place, pattern, moments.pooled(pattern, absent=set(occasions) - set(pattern)).centred())
        for place, moments in enumerate(strata)
        for pattern in PATTERNS
        if pattern and set(pattern) <= set(occasions)
    ]
    raw = [each for each in raw if each[2].n]
    count, size = len(raw), len(occasions)
    n, seen, means = np.zeros(count), np.zeros((count, size)), np.zeros((count, size))
    scatter, member = np.zeros((count, size, size)), np.zeros((count, len(strata)))
    for row, (place, pattern, moments) in enumerate(raw):
        columns = [occasions.index(occasion) for occasion in pattern]
        upper = np.triu_indices(len(columns))
        square = np.zeros((len(columns), len(columns)))
        square[upper] = square.T[upper] = moments.squares
        n[row], seen[row, columns], means[row, columns], member[row, place] = moments.n, 1, moments.means, 1
        scatter[row][np.ix_(columns, columns)] = square
    total = n @ seen
    if not (total > 1).all():
        return None
    origin = n @ means / total
    gaps = (means - origin) * seen
    answers = np.maximum(member.T @ (n[:, None] * seen), 1)
    within = (gaps - member @ (member.T @ (n[:, None] * gaps) / answers)) * seen
    unit = np.sqrt((np.einsum("pjj->j", scatter) + n @ within**2) / total)
    if not (unit > 1e-12 * np.abs(origin)).all():
        return None
    return Piles(n, seen, gaps / unit, scatter / np.outer(unit, unit), member, origin, unit)
