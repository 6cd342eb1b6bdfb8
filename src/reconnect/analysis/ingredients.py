"""Did people who did more of a part end up better? Minutes of each part of the model against the later score.

Attending and getting better cause each other: who feels better comes more often. No figure here can tell them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from reconnect.analysis.refusal import Reason, Refusal

Matrix = NDArray[np.float64]
FEW_PROGRAMMES = 10
NOTHING = 1e-10  # a share of spread that is rounding
KEPT = 1e-6


class Warned(StrEnum):
    """What a reader must know beside the figures."""

    BOTH_WAYS = "both-ways"  # attending and getting better cause each other
    FEW_PROGRAMMES = "few-programmes"  # fewer than 10


@dataclass(frozen=True, slots=True)
class Attender:
    """A person with both scores, in raw points, ``minutes`` of each component in one order, and sessions attended."""

    programme: str | None
    earlier: float
    later: float
    minutes: tuple[float, ...]
    sessions: float


@dataclass(frozen=True, slots=True)
class Slope:
    """Raw points of the later score per unit of ``name``, with standard error, df and 95 % interval."""

    name: str
    estimate: float
    error: float
    df: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Slopes of n people in so many programmes: per 60 minutes of each component, and per session.

    ``left_out`` people have no known programme, or are alone in theirs.
    """

    n: int
    programmes: int
    left_out: int
    per_hour: tuple[Slope, ...]
    per_session: Slope
    warned: frozenset[Warned]


def ingredients(people: Sequence[Attender], components: tuple[str, ...]) -> Ingredients | Refusal:
    """later = programme + b earlier + sum of c minutes + s sessions, by least squares; intervals by programme.

    Standard errors: cluster-robust CR2 with Satterthwaite df (Bell and McCaffrey 2002, Survey Methodology 28: 169-181;
    with a level for each programme, Pustejovsky and Tipton 2018, J Bus Econ Stat 36: 672-683). The simpler CR1 with
    programmes - 1 df covers as well where programmes are alike, and .87 where minutes differ much in 3 of 10 or 20
    only; CR2 covers .97 to .98 there.

    Refused where the minutes of a component do not vary within any programme, where columns cannot be told apart,
    where a slope rests on one programme alone, under two programmes of two people, and without a degree of freedom.
    Who lacks a score or minutes is left out before.
    """
    groups = _groups(people)
    n = sum(len(group) for group in groups)
    if len(groups) < 2:
        return Refusal(Reason.FEW_PROGRAMMES, len(groups))
    blocks = [_within(group) for group in groups]
    design = np.vstack([x for x, _ in blocks])
    hours = slice(1, 1 + len(components))
    whole = np.array([(p.earlier, *_hours(p), p.sessions) for group in groups for p in group])
    size = np.maximum(np.abs(whole).max(axis=0), 1.0)
    spread = np.abs(design).max(axis=0)
    if (spread[hours] <= NOTHING * size[hours]).any():
        return Refusal(Reason.BETWEEN_PROGRAMMES_ONLY, n)
    if n - len(groups) <= design.shape[1]:
        return Refusal(Reason.FEW_PEOPLE, n)
    if (spread == 0).any() or np.linalg.matrix_rank(design / spread) < design.shape[1]:
        return Refusal(Reason.INSEPARABLE, n)
    slopes = _slopes(blocks, ("earlier", *components, "sessions"))
    if slopes is None:
        return Refusal(Reason.ONE_PROGRAMME, n)
    _, *of_hours, of_sessions = slopes
    few = {Warned.FEW_PROGRAMMES} if len(groups) < FEW_PROGRAMMES else set()
    return Ingredients(
        n,
        len(groups),
        len(people) - n,
        tuple(of_hours),
        of_sessions,
        frozenset({Warned.BOTH_WAYS} | few),
    )


def _groups(people: Sequence[Attender]) -> list[list[Attender]]:
    groups: dict[str, list[Attender]] = {}
    for person in people:
        if person.programme is not None:
            groups.setdefault(person.programme, []).append(person)
    return [group for group in groups.values() if len(group) > 1]


def _hours(person: Attender) -> tuple[float, ...]:
    return tuple(minutes / 60 for minutes in person.minutes)


def _within(group: list[Attender]) -> tuple[Matrix, Matrix]:
    """Columns and later scores of a programme, less their means: its level is taken out."""
    x = np.array([(person.earlier, *_hours(person), person.sessions) for person in group], float)
    y = np.array([person.later for person in group], float)
    return x - x.mean(axis=0), y - y.mean()


def _slopes(blocks: list[tuple[Matrix, Matrix]], names: tuple[str, ...]) -> list[Slope] | None:
    """None where a slope rests on one programme alone: its errors then add up to 0, whatever the truth."""
    design, later = np.vstack([x for x, _ in blocks]), np.concatenate([y for _, y in blocks])
    inner: Matrix = np.asarray(np.linalg.inv(design.T @ design), np.float64)
    found = inner @ design.T @ later
    # Each programme's part of every estimate's error: inner X' (I - H)^(-1/2), a row a name and a column a person.
    shares = [inner @ x.T @ _adjustment(x, inner) for x, _ in blocks]
    scores = [share @ (y - x @ found) for share, (x, y) in zip(shares, blocks, strict=True)]
    slopes = []
    for place, name in enumerate(names):
        products = _products([share[place] for share in shares], [x for x, _ in blocks], inner)
        # CR2's own promise: were all people alike and apart, the expected square would be that of least squares.
        if not np.isclose(np.trace(products), inner[place, place], rtol=KEPT, atol=0):
            return None
        df = float(np.trace(products) ** 2 / (products**2).sum())
        error = sqrt(sum(float(score[place]) ** 2 for score in scores))
        reach, estimate = float(stdtrit(df, 0.975)) * error, float(found[place])
        slopes.append(Slope(name, estimate, error, df, estimate - reach, estimate + reach))
    return slopes


def _adjustment(x: Matrix, inner: Matrix) -> Matrix:
    """(I - H)^(-1/2) of one programme; a direction that the fit takes whole has no error and is left out."""
    values, vectors = np.linalg.eigh(np.eye(len(x)) - x @ inner @ x.T)
    roots = np.array([1 / sqrt(value) if value > NOTHING else 0.0 for value in values])
    root: Matrix = (vectors * roots) @ vectors.T
    return root


def _products(shares: list[Matrix], designs: list[Matrix], inner: Matrix) -> Matrix:
    """G, G_gh = p_g' p_h and p_g = (I - H)' of programme g times its share: df = (sum of G_gg)^2 / sum of squares."""
    on = np.array([x.T @ share for share, x in zip(shares, designs, strict=True)])
    products: Matrix = np.diag([float(share @ share) for share in shares]) - on @ inner @ on.T
    return products
