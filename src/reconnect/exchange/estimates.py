"""Every estimate of everyone who started as a line: the model, the ways beside it, and what the missing could do."""

from collections.abc import Iterator

from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.everyone import Estimate, Everyone
from reconnect.analysis.missing.imputation import ImputedChange
from reconnect.analysis.missing.mmrm import ModelledChange
from reconnect.analysis.missing.tipping import Scenario
from reconnect.analysis.missing.weighting import WeightedChange
from reconnect.analysis.outcomes import ALL
from reconnect.exchange.figures import Figure
from reconnect.exchange.provenance import provenance

Line = dict[str, Figure]

NAMES = (
    *("measure", "stratum", "comparison", "estimate", "started", "answered", "missing", "left_out", "mean_pre"),
    *("change", "se", "df", "low", "high", "t", "p", "d_pre", "d_pre_low", "d_pre_high"),
    *("delta", "programmes", "sets", "fmi", "auxiliaries", "largest_weight", "effective_n", "seed"),
    *("reason", "formula", "scoring", "first_day", "last_day"),
)
KENWARD_ROGER = "MMRM, REML, Kenward and Roger 1997"
NO_CHANGE = "who lacks one of the two scores kept the score they had; Student's t on all who started"
TIPPING = "delta in points, worse and of the missing only, at which the interval reaches no change"


def estimate_lines(evaluation: Evaluation) -> Iterator[Line]:
    """A line an estimate, in the order of ``NAMES``; None where a figure is undefined or of no meaning there."""
    for each in evaluation.everyone:
        told = {"measure": each.measure.id} | provenance(evaluation, each.measure)
        for line in _lines(each):
            missing = None if line.get("answered") is None else _count(line["started"]) - _count(line["answered"])
            yield {name: (told | {"missing": missing} | line).get(name) for name in NAMES}


def _count(figure: Figure) -> int:
    return figure if isinstance(figure, int) else 0


def _lines(everyone: Everyone) -> Iterator[Line]:
    for change in everyone.mmrm.changes:
        yield from _modelled(change)
    for estimate in everyone.estimates:
        yield from _scenarios(estimate)
    for imputed in everyone.imputed:
        yield _imputed(imputed)
    for weighted in everyone.weighted:
        yield _weighted(weighted)


def _modelled(change: ModelledChange) -> Iterator[Line]:
    told: Line = {
        "stratum": change.stratum,
        "comparison": str(change.comparison),
        "started": change.people,
        "answered": change.answered,
        "left_out": change.left_out,
        "reason": change.reason,
    }
    figures = change.figures
    if figures is None:
        yield told | {"estimate": "mmrm", "formula": change.formula}
        return
    shared = told | {"mean_pre": figures.mean_pre, "change": figures.change}
    effect, other = figures.effect, figures.kenward_roger
    yield shared | {
        "estimate": "mmrm",
        "formula": change.formula,
        "t": figures.t,
        "p": figures.p,
        "d_pre": effect.d,
        "d_pre_low": effect.low,
        "d_pre_high": effect.high,
        **_interval(figures.se, figures.df, figures.low, figures.high),
    }
    interval = _interval(other.se, other.df, other.low, other.high)
    yield shared | {"estimate": "mmrm-kenward-roger", "formula": KENWARD_ROGER} | interval


def _interval(se: float | None, df: float | None, low: float, high: float) -> Line:
    return {"se": se, "df": df, "low": low, "high": high}


def _scenarios(estimate: Estimate) -> Iterator[Line]:
    modelled, by_programme, tipping = estimate.modelled, estimate.by_programme, estimate.tipping
    told: Line = {
        "stratum": ALL,
        "comparison": str(estimate.comparison),
        "started": modelled.people,
        "answered": modelled.answered,
    }
    if by_programme is not None:
        found = by_programme.interval
        line: Line = told | {"estimate": "mmrm-by-programme", "programmes": by_programme.programmes}
        line |= {"formula": by_programme.formula, "reason": by_programme.reason}
        if found is not None:
            line |= {"change": found.estimate} | _interval(found.se, found.df, found.low, found.high)
        yield line
    for each in tipping.deltas:
        yield told | {"estimate": "delta", "delta": each.delta, "formula": tipping.formula} | _scenario(each.scenario)
    if tipping.no_change is not None:
        yield told | {"estimate": "no-change", "formula": NO_CHANGE} | _scenario(tipping.no_change)
    yield told | {"estimate": "tipping-point", "delta": tipping.point, "reason": tipping.reason, "formula": TIPPING}


def _scenario(scenario: Scenario) -> Line:
    return {"change": scenario.change, "low": scenario.low, "high": scenario.high}


def _imputed(each: ImputedChange) -> Line:
    told: Line = {
        "estimate": "imputed",
        "stratum": each.stratum,
        "comparison": str(each.comparison),
        "started": each.people,
        "answered": each.answered,
        "left_out": each.left_out,
        "auxiliaries": each.auxiliaries,
        "seed": each.seed,
        "reason": each.reason,
        "formula": each.formula,
    }
    found = each.pooled
    if found is None:
        return told
    told |= {"change": found.estimate, "p": found.p, "sets": found.m, "fmi": found.fmi}
    return told | _interval(found.se, found.df, found.low, found.high)


def _weighted(each: WeightedChange) -> Line:
    told: Line = {
        "estimate": "weighted",
        "stratum": ALL,
        "comparison": str(each.comparison),
        "started": each.people,
        "answered": each.used,
        "left_out": each.unused,
        "seed": each.seed,
        "reason": each.reason,
        "formula": each.formula,
    }
    found = each.mean
    if found is None:
        return told
    told |= {"change": found.change, "largest_weight": found.largest, "effective_n": found.effective}
    return told | _interval(found.se, None, found.low, found.high)
