"""The mean change of everyone who started: a mixed model for repeated measures (MMRM), from pattern moments alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtr, stdtrit

from reconnect.analysis.comparison import Comparison
from reconnect.analysis.effects import FEW, Caution, Effect, Formula
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.missing.inference import Sureness, delta_variance, sureness
from reconnect.analysis.missing.model import LEFT_OUT, Model, StratumFit, fit_model
from reconnect.analysis.missing.piles import Array
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.patterns import OCCASIONS, Pattern, PatternMoments
from reconnect.analysis.reason import Reason
from reconnect.model.measure import Better

MODELLED_D_PRE = Formula(
    "d_pre",
    "improvement / SD of the earlier occasion, both of the model",
    "d -+ 1.96 se, se by the delta method on the model's means and covariance",
    "Becker 1988, doi 10.1111/j.2044-8317.1988.tb00901.x",
)


@dataclass(frozen=True, slots=True)
class KenwardRoger:
    """Standard error, df and 95 % interval by Kenward and Roger 1997: shown for comparison.

    They rest on the expected information, which is too large under missing at random: where loss depends on earlier
    scores their interval covers about .90.
    """

    se: float
    df: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class MeanChange:
    """A modelled mean change (later - earlier, raw points) with its 95 % interval; ``t`` positive where better.

    ``mean_pre`` and ``sd_pre`` are those of everyone's earlier scores according to the model. ``effect`` is d_pre:
    improvement / ``sd_pre``; its interval is d +- 1.96 se by the delta method, which without missing values is the one
    of ``effects.d_pre``.
    """

    change: float
    se: float
    df: float
    low: float
    high: float
    t: float
    p: float
    mean_pre: float
    sd_pre: float
    effect: Effect
    kenward_roger: KenwardRoger


@dataclass(frozen=True, slots=True)
class ModelledChange:
    """One comparison of one stratum, or of ``all``, where strata are weighted by the people who started.

    ``people`` started, ``answered`` at the later occasion; ``occasions`` are those the model rests on; ``left_out``
    people are in strata too small to model. ``figures`` is None where there is a ``reason``.
    """

    stratum: str
    comparison: Comparison
    people: int
    answered: int
    occasions: Pattern
    left_out: int
    figures: MeanChange | None
    reason: Reason | None
    formula: str = "MMRM, REML, observed information, Satterthwaite"


@dataclass(frozen=True, slots=True)
class Mmrm:
    """Changes of every stratum and of ``all``, and the models they come from: one, or one for each comparison."""

    changes: tuple[ModelledChange, ...]
    models: tuple[Model, ...]

    def change(self, stratum: str, comparison: Comparison) -> ModelledChange:
        """The line of ``stratum`` and ``comparison``. Raises KeyError where there is none."""
        for each in self.changes:
            if (each.stratum, each.comparison) == (stratum, comparison):
                return each
        raise KeyError((stratum, comparison))


def mmrm(strata: Mapping[str, PatternMoments], better: Better, occasions: Pattern = OCCASIONS) -> Mmrm:
    """Mean change from pre of everyone who started, whatever they attended, if scores are missing at random.

    ``strata`` part the people who started, each with its moments; ``occasions`` are those the measure was to be taken
    at, pre among them. All raw scores are responses, those of pre included; each stratum has a mean for each occasion
    and an unstructured covariance (see ``fit_model``). Standard errors: ``sureness``. Where not all occasions can
    be modelled together (nobody has reached follow-up yet), each comparison is modelled with its own two.

    The work does not depend on the number of people. Source: Mallinckrodt et al. 2008, doi 10.1177/009286150804200402.
    """
    comparisons = [each for each in PRIMARY if {each.earlier, each.later} <= set(occasions)]
    whole = fit_model(strata, occasions)
    lines = _lines(strata, whole, comparisons, better)
    if len(comparisons) < 2 or all(line.figures for line in lines if line.stratum == ALL):
        return Mmrm(tuple(lines), (whole,))
    models = tuple(fit_model(strata, (each.earlier, each.later)) for each in comparisons)
    return Mmrm(
        tuple(
            line
            for model, each in zip(models, comparisons, strict=True)
            for line in _lines(strata, model, [each], better)
        ),
        models,
    )


def _lines(
    strata: Mapping[str, PatternMoments], model: Model, comparisons: Sequence[Comparison], better: Better
) -> list[ModelledChange]:
    people = {name: moments.people for name, moments in strata.items()}
    started = sum(people.values())
    fitted = {each.stratum for each in model.strata}
    left_out = started - sum(people[name] for name in fitted)
    groups: list[tuple[str, dict[str, float], Reason | None]] = [
        (name, {name: 1.0}, model.refused.get(name)) for name in strata if name != ALL
    ]
    weights = {name: people[name] / (started - left_out) for name in fitted if started > left_out}
    too_many = Reason.LEFT_OUT if left_out > LEFT_OUT * started else None
    groups.insert(0, (ALL, weights, too_many if fitted else next(iter(model.refused.values()), Reason.NOBODY)))
    return [
        ModelledChange(
            name,
            comparison,
            people.get(name, started),
            sum(moments.count([comparison.later]) for each, moments in strata.items() if name in {each, ALL}),
            model.occasions,
            left_out if name == ALL else 0,
            None if reason else _mean_change(model, shares, comparison, better),
            reason,
        )
        for name, shares, reason in groups
        for comparison in comparisons
    ]


def _mean_change(model: Model, shares: Mapping[str, float], comparison: Comparison, better: Better) -> MeanChange:
    """The change of the strata in ``shares`` together, each with its weight; the weights sum to 1."""
    later = model.occasions.index(comparison.later)
    strata = [(shares[each.stratum], each) for each in model.strata if each.stratum in shares]
    change = sum(share * (each.means[later] - each.means[0]) for share, each in strata)
    sure = Sureness(0.0, 0.0, 0.0, 0.0, 0.0)
    for names, fit in model.fits:
        contrast = np.zeros_like(fit.at.means)
        share = np.array([shares.get(name, 0.0) for name in names])
        contrast[:, later], contrast[:, 0] = share, -share
        sure += sureness(fit, contrast) if share.any() else Sureness(0.0, 0.0, 0.0, 0.0, 0.0)
    se, df = sqrt(sure.observed), sure.df
    reach = float(stdtrit(df, 0.975)) * se
    t = better.sign * change / se + 0.0  # never -0.0
    mean_pre, sd_pre, effect = _effect(model, strata, change, later, better)
    other_se, other_df = sqrt(sure.adjusted), sure.kenward_roger_df
    other = float(stdtrit(other_df, 0.975)) * other_se
    return MeanChange(
        change,
        se,
        df,
        change - reach,
        change + reach,
        t,
        float(2 * stdtr(df, -abs(t))),
        mean_pre,
        sd_pre,
        effect,
        KenwardRoger(other_se, other_df, change - other, change + other),
    )


def _effect(
    model: Model, strata: Sequence[tuple[float, StratumFit]], change: float, later: int, better: Better
) -> tuple[float, float, Effect]:
    """Mean and SD (within and between) of the earlier scores of the strata together, and d_pre with its interval."""
    first, last = (_spread(strata, place) for place in (0, later))
    (mean, sd), (_, sd_later) = first, last
    d = better.sign * change / sd + 0.0
    share = {each.stratum: weight for weight, each in strata}
    centre = {each.stratum: each.means[0] - mean for _, each in strata}
    variance = 0.0
    for names, fit in model.fits:
        used = np.array([share.get(name, 0.0) for name in names])
        if used.any():
            gaps: Array = np.array([centre.get(name, 0.0) for name in names])
            by_means = np.zeros_like(fit.at.means)
            by_means[:, later] = used / sd
            by_means[:, 0] = -used / sd - change * used * gaps / sd**3
            by_covariance = np.zeros(len(fit.at.gradient))
            by_covariance[0] = -change * used.sum() / (2 * sd**3)
            variance += delta_variance(fit, by_means, by_covariance)
    reach = 1.96 * sqrt(variance)
    complete = sum(each.complete for _, each in strata)
    found = {Caution.FEW_PAIRS: complete < FEW, Caution.UNLIKE_SDS: not 0.67 * sd_later <= sd <= 1.5 * sd_later}
    cautions = frozenset(caution for caution, holds in found.items() if holds)
    return mean, sd, Effect(d, d - reach, d + reach, complete, MODELLED_D_PRE, cautions)


def _spread(strata: Sequence[tuple[float, StratumFit]], place: int) -> tuple[float, float]:
    mean = sum(share * each.means[place] for share, each in strata)
    variance = sum(share * (each.covariance[place][place] + (each.means[place] - mean) ** 2) for share, each in strata)
    return mean, sqrt(variance)
