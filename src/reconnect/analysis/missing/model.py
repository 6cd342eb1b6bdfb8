"""Which strata are modelled with which occasions, and whether they share a covariance."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconnect.analysis.missing.fit import Fit, fit
from reconnect.analysis.missing.piles import pile_up
from reconnect.analysis.patterns import Pattern, PatternMoments
from reconnect.analysis.reason import Reason

FEW_COMPLETE = 20
# Of the people who started: how many may be in strata too small to model before no combined figure is given.
LEFT_OUT = 0.05


@dataclass(frozen=True, slots=True)
class StratumFit:
    """Fitted means (q) and covariance (q rows of q) in raw points; ``complete`` of the people answered every time."""

    stratum: str
    people: int
    complete: int
    means: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Strata fitted at ``occasions``, and why others are not; ``shared``: all have one covariance.

    ``deviance`` is -2 REML log likelihood over all fits, None where there is none. Each of ``fits`` has its strata's
    names in front, in the order of its rows.
    """

    occasions: Pattern
    shared: bool
    deviance: float | None
    strata: tuple[StratumFit, ...]
    refused: Mapping[str, Reason]
    fits: tuple[tuple[tuple[str, ...], Fit], ...]


def fit_model(strata: Mapping[str, PatternMoments], occasions: Pattern, near: Model | None = None) -> Model:
    """Fit ``strata`` by REML: a covariance each, or one for all where a stratum has under 20 complete people.

    A stratum with fewer than two answers at an occasion cannot have a mean there and is refused. ``near`` is a model
    of nearly the same people, to start from and to share a covariance as it does.
    """
    refused = {
        name: Reason.NOBODY
        for name, moments in strata.items()
        if any(moments.count([occasion]) < 2 for occasion in occasions)
    }
    kept = {name: moments for name, moments in strata.items() if name not in refused}
    few = any(moments.count(occasions) < FEW_COMPLETE for moments in kept.values())
    shared = near.shared if near else len(kept) > 1 and few
    blocks = [tuple(kept)] if shared else [(name,) for name in kept]
    starts = {each.stratum: np.array(each.covariance) for each in near.strata} if near else {}
    fits: list[tuple[tuple[str, ...], Fit]] = []
    for names in blocks:
        piles = pile_up([kept[name] for name in names], occasions)
        found = fit(piles, starts.get(names[0])) if piles else Reason.NO_SPREAD
        if isinstance(found, Reason):
            refused |= dict.fromkeys(names, found)
        else:
            fits.append((names, found))
    return Model(
        occasions,
        shared,
        sum(found.deviance for _, found in fits) if fits else None,
        tuple(each for names, found in fits for each in _strata(names, found, kept)),
        refused,
        tuple(fits),
    )


def _strata(names: tuple[str, ...], found: Fit, kept: Mapping[str, PatternMoments]) -> list[StratumFit]:
    piles = found.piles
    means = found.at.means * piles.unit + piles.origin
    covariance = found.covariance * np.outer(piles.unit, piles.unit)
    return [
        StratumFit(
            name,
            kept[name].people,
            int(complete),
            tuple(float(mean) for mean in row),
            tuple(tuple(float(each) for each in line) for line in covariance),
        )
        for name, row, complete in zip(names, means, piles.complete, strict=True)
    ]
