"""How much worse would those not heard from have to be before we could not say that it changed?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtrit

from reconnect.analysis.missing.mmrm import MeanChange, ModelledChange
from reconnect.analysis.moments import spread
from reconnect.analysis.patterns import PatternMoments
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better


@dataclass(frozen=True, slots=True)
class Scenario:
    """The mean change of everyone (raw points) with its 95 % interval, if the missing are as the scenario says."""

    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Delta:
    """A scenario: scores that are missing at the later occasion are ``delta`` points worse than the model expects."""

    delta: float
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Tipping:
    """What the missing can do to one modelled change.

    Of ``people`` who started, ``missing`` have no score at the later occasion. ``point`` is the delta at which the
    interval reaches no change, ``point_in_sd`` the same in SDs of the model's earlier scores; None where there is a
    ``reason``. ``no_change``: everyone without both scores kept the score they had; None with fewer than two pairs.
    """

    people: int
    missing: int
    deltas: tuple[Delta, ...]
    no_change: Scenario | None
    point: float | None
    point_in_sd: float | None
    reason: Reason | None
    formula: str = "marginal delta on the MMRM mean"


def tipping(modelled: ModelledChange, moments: PatternMoments, better: Better, deltas: Sequence[float]) -> Tipping:
    """Scenarios of ``modelled`` for ``deltas`` in raw points (0 or more, each in the direction that is worse).

    ``moments`` are those of the people of ``modelled``, all strata together. The model gives the mean under missing
    at random; a delta moves the mean of the missing only, so that of everyone moves by delta times their share f:
    change(delta) = change + worse * delta * f, se(delta)^2 = se^2 + delta^2 f (1 - f) / people,
    the last term because f is a count of people too (binomial, taken as independent of the modelled mean, as in
    Liu and Pang 2016, J Biopharm Stat 26: 924-936). The df stay the model's. The delta is marginal: it is the
    difference at that occasion itself, and is not carried from one occasion to the next as in sequential imputation
    (Cro et al. 2020, doi 10.1002/sim.8569). Setting the nearer end to 0 leaves a quadratic in delta.
    Deltas of 0 to 10 points covered .95 to .98 (benchmarks/coverage_sensitivity.py).
    Raises ValueError for a negative delta.
    """
    if any(delta < 0 for delta in deltas):
        raise ValueError("a delta is 0 or more: it always means worse")
    figures, people = modelled.figures, modelled.people
    missing = people - modelled.answered
    no_change = _no_change(moments, modelled)
    if figures is None:
        return Tipping(people, missing, (), no_change, None, None, modelled.reason)
    share = missing / people
    point = _tipping_point(figures, share, people, better)
    known = None if isinstance(point, Reason) else point
    return Tipping(
        people,
        missing,
        tuple(Delta(delta, _scenario(figures, share, people, better, delta)) for delta in deltas),
        no_change,
        known,
        None if known is None else known / figures.sd_pre,
        point if isinstance(point, Reason) else None,
    )


def _scenario(figures: MeanChange, share: float, people: int, better: Better, delta: float) -> Scenario:
    change = figures.change - better.sign * delta * share
    se = sqrt(figures.se**2 + delta**2 * share * (1 - share) / people)
    reach = float(stdtrit(figures.df, 0.975)) * se
    return Scenario(change, change - reach, change + reach)


def _tipping_point(figures: MeanChange, share: float, people: int, better: Better) -> float | Reason:
    """The positive root of (e - f delta)^2 = t^2 (se^2 + delta^2 f (1 - f) / people) at which e > f delta."""
    if share == 0:
        return Reason.NOBODY_MISSING
    improvement, t = better.sign * figures.change, float(stdtrit(figures.df, 0.975))
    beyond = improvement**2 - (t * figures.se) ** 2
    if improvement <= 0 or beyond <= 0:
        return Reason.NOT_BETTER
    square, middle = share**2 - t**2 * share * (1 - share) / people, improvement * share
    return beyond / (middle + sqrt(middle**2 - square * beyond))


def _no_change(moments: PatternMoments, modelled: ModelledChange) -> Scenario | None:
    """Change of those with both scores and 0 for all others: baseline carried forward, Student's t on all people."""
    pairs = spread(moments.pairs(modelled.comparison.earlier, modelled.comparison.later))
    people = moments.people
    if pairs.change is None or pairs.sd_change is None or people < 2:
        return None
    change = pairs.n * pairs.change / people
    squares = (pairs.n - 1) * pairs.sd_change**2 + pairs.n * (1 - pairs.n / people) * pairs.change**2
    reach = float(stdtrit(people - 1, 0.975)) * sqrt(squares / (people - 1) / people)
    return Scenario(change, change - reach, change + reach)
