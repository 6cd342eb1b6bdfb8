"""What would have changed among everyone who started: one measure, estimated, and how far the missing could move it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.jackknife import Jackknife
from reconnect.analysis.missing.imputation import ImputedChange
from reconnect.analysis.missing.leavers import Leavers, leavers
from reconnect.analysis.missing.mmrm import Mmrm, ModelledChange, mmrm
from reconnect.analysis.missing.programmes import jackknifed_changes
from reconnect.analysis.missing.tipping import Tipping, tipping
from reconnect.analysis.missing.weighting import WeightedChange
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.patterns import PatternMoments
from reconnect.analysis.reason import Reason
from reconnect.analysis.sums import Sums
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion

# Raw points as shares of the scale's width: a tenth is about a third of an SD on the measures that ship.
DELTAS = (0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One comparison of everyone who started: the primary estimate, its interval over programmes, the scenarios."""

    comparison: Comparison
    modelled: ModelledChange
    by_programme: Jackknife | None
    tipping: Tipping
    leavers: Leavers


@dataclass(frozen=True, slots=True)
class Everyone:
    """One measure. ``estimates``: a line a primary comparison that was planned; ``mmrm`` has the strata too.

    ``imputed`` and ``weighted`` are the other ways round the missing, empty where rows were not at hand.
    """

    measure: Measure
    mmrm: Mmrm
    estimates: tuple[Estimate, ...]
    imputed: tuple[ImputedChange, ...] = ()
    weighted: tuple[WeightedChange, ...] = ()

    def estimate(self, comparison: Comparison) -> Estimate | None:
        """The line of ``comparison``, None where it was not planned."""
        return next((each for each in self.estimates if each.comparison is comparison), None)


def everyone(
    measure: Measure,
    occasions: tuple[Occasion, ...],
    sums: Sums,
    imputed: tuple[ImputedChange, ...] = (),
    weighted: tuple[WeightedChange, ...] = (),
) -> Everyone | None:
    """The measure among those who started; None where nobody started, or nothing but pre was planned."""
    parts = sums.parts(measure.id)
    comparisons = [each for each in PRIMARY if {each.earlier, each.later} <= set(occasions)]
    if not parts or not comparisons:
        return None
    programmes, together = sums.programmes(measure.id), _together(parts)
    whole = mmrm(parts, measure.better, occasions)
    intervals = jackknifed_changes(programmes, whole) if len(programmes) > 1 else {}
    if any(line.reason is Reason.LEFT_OUT for line in whole.changes):
        pooled = mmrm({ALL: together}, measure.better, occasions)
        merged = [{ALL: _together(each)} for each in programmes]
        intervals |= jackknifed_changes(merged, pooled) if len(merged) > 1 else {}
        whole = _with_everyone_pooled(whole, pooled)
    return Everyone(
        measure,
        whole,
        tuple(_estimate(measure, each, whole, intervals, together) for each in comparisons),
        imputed,
        weighted,
    )


def _with_everyone_pooled(whole: Mmrm, pooled: Mmrm) -> Mmrm:
    """The strata's own lines, and ``all`` from a model without strata.

    A service with a few people of a third gender would else have no figure for everyone, since means for each gender
    need two answers at each occasion. Leaving them out would be the worse answer.
    """
    everyone_together = [replace(line, formula=f"{line.formula}, genders together") for line in pooled.changes]
    return Mmrm((*everyone_together, *(line for line in whole.changes if line.stratum != ALL)), whole.models)


def _estimate(
    measure: Measure,
    comparison: Comparison,
    whole: Mmrm,
    intervals: Mapping[tuple[str, Comparison], Jackknife],
    together: PatternMoments,
) -> Estimate:
    modelled = whole.change(ALL, comparison)
    deltas = [share * (measure.high - measure.low) for share in DELTAS]
    return Estimate(
        comparison,
        modelled,
        intervals.get((ALL, comparison)),
        tipping(modelled, together, measure.better, deltas),
        leavers(together, comparison.later, measure.better),
    )


def _together(parts: Mapping[str, PatternMoments]) -> PatternMoments:
    first, *others = parts.values()
    for each in others:
        first += each
    return first
