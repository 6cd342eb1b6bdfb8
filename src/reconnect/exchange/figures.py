"""The figures of a result under the names that results.csv and results.json use."""

from collections.abc import Callable, Iterator
from dataclasses import fields

from reconnect.analysis.effects import D_AV, D_PRE, D_Z, G_AV, G_PRE, G_Z, Effects
from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.result import Result
from reconnect.exchange.provenance import provenance

Figure = str | int | float | None
Read = Callable[[Result], Figure]

EFFECTS = {each.name: each for each in (D_PRE, D_AV, D_Z, G_PRE, G_AV, G_Z)}
PROGRAMMES = "delete-one-programme jackknife: change -+ t(.975, programmes - 1) se"

# What each figure is made by, in the names above; ``better`` is +1 where higher is better and -1 where lower is.
FORMULAS: dict[str, str] = {
    "change": "mean_later - mean_pre",
    "change_low": "change - t(.975, df) sd_change / sqrt(n); change_high: +",
    "sd_change": "SD of later - earlier, n - 1",
    "r": "Pearson's r of earlier and later",
    "t": "paired t: better * change / (sd_change / sqrt(n)); above 0 is better",
    "df": "n - 1",
    "p": "two-sided, of t with df degrees of freedom",
    "p_bonferroni": "min(1, m p), m the tests of the family; empty outside it",
    "p_holm": "Holm 1979 within the family; empty outside it",
    "p_benjamini_hochberg": "Benjamini and Hochberg 1995 within the family; empty outside it",
    **{name: f"{each.value}; interval: {each.interval} ({each.source})" for name, each in EFFECTS.items()},
    "z_pratt": "Wilcoxon signed ranks, zeros ranked (Pratt 1959), ties corrected, no continuity correction",
    "z_nonzero": "Wilcoxon signed ranks, zeros left out first, ties corrected, no continuity correction",
    "pseudo_median": "Hodges and Lehmann 1963: median of the means of all pairs of changes",
    "median_pre": "median; lower and upper: quartiles, type 7 of Hyndman and Fan 1996",
    "worse": "people whose score moved at all; same: those whose did not",
    "programmes_low": PROGRAMMES,
}

# The earlier occasion of a comparison fills mean_pre and sd_pre, also where it is post.
FIGURES: dict[str, Read] = {
    "measure": lambda result: result.measure.id,
    "stratum": lambda result: result.stratum,
    "comparison": lambda result: str(result.comparison),
    "n": lambda result: result.spread.n,
    "mean_pre": lambda result: result.spread.mean_earlier,
    "sd_pre": lambda result: result.spread.sd_earlier,
    "mean_later": lambda result: result.spread.mean_later,
    "sd_later": lambda result: result.spread.sd_later,
    "change": lambda result: result.spread.change,
    "change_low": lambda result: result.test.low if result.test else None,
    "change_high": lambda result: result.test.high if result.test else None,
    "sd_change": lambda result: result.spread.sd_change,
    "r": lambda result: result.spread.r,
    "t": lambda result: result.test.t if result.test else None,
    "df": lambda result: result.test.df if result.test else None,
    "p": lambda result: result.test.p if result.test else None,
    "p_bonferroni": lambda result: result.p_bonferroni,
    "p_holm": lambda result: result.adjusted.holm if result.adjusted else None,
    "p_benjamini_hochberg": lambda result: result.adjusted.benjamini_hochberg if result.adjusted else None,
    "zeros": lambda result: result.ranks.zeros,
    "z_pratt": lambda result: result.ranks.pratt.z if result.ranks.pratt else None,
    "p_pratt": lambda result: result.ranks.pratt.p if result.ranks.pratt else None,
    "z_nonzero": lambda result: result.ranks.nonzero.z if result.ranks.nonzero else None,
    "p_nonzero": lambda result: result.ranks.nonzero.p if result.ranks.nonzero else None,
    "pseudo_median": lambda result: result.ranks.middle,
    "pseudo_median_low": lambda result: result.ranks.low,
    "pseudo_median_high": lambda result: result.ranks.high,
    "lower_pre": lambda result: result.quartiles_earlier.lower,
    "median_pre": lambda result: result.quartiles_earlier.median,
    "upper_pre": lambda result: result.quartiles_earlier.upper,
    "lower_later": lambda result: result.quartiles_later.lower,
    "median_later": lambda result: result.quartiles_later.median,
    "upper_later": lambda result: result.quartiles_later.upper,
    "worse": lambda result: result.directions.worse,
    "same": lambda result: result.directions.same,
    "better": lambda result: result.directions.better,
    "programmes": lambda result: result.by_programme.programmes,
    "programmes_se": lambda result: result.by_programme.interval.se if result.by_programme.interval else None,
    "programmes_df": lambda result: result.by_programme.interval.df if result.by_programme.interval else None,
    "programmes_low": lambda result: result.by_programme.interval.low if result.by_programme.interval else None,
    "programmes_high": lambda result: result.by_programme.interval.high if result.by_programme.interval else None,
}

EFFECT_NAMES = tuple(f"{name}{part}" for name in EFFECTS for part in ("", "_low", "_high", "_cautions"))
NAMED = ("t", *EFFECTS, "z_pratt", "pseudo_median", "programmes_low")  # whose formula stands on every line
PROVENANCE = ("scoring", "first_day", "last_day")
NAMES = (
    *(name for each in FIGURES for name in ((each, "missing") if each == "n" else (each,))),
    *EFFECT_NAMES,
    *(f"{name}_formula" for name in NAMED),
    *PROVENANCE,
)


def figures(result: Result) -> dict[str, Figure]:
    """The figures of one result; None where a figure is undefined."""
    return {name: figure(result) for name, figure in FIGURES.items()} | _effects(result.effects)


def _effects(effects: Effects) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for each in fields(effects):
        effect, name = getattr(effects, each.name), each.name
        told = (effect.d, effect.low, effect.high, " ".join(sorted(effect.cautions))) if effect else (None,) * 4
        found |= dict(zip((name, f"{name}_low", f"{name}_high", f"{name}_cautions"), told, strict=True))
    return found


def result_lines(evaluation: Evaluation) -> Iterator[dict[str, Figure]]:
    """A line of results for each result, in the order of ``NAMES``.

    ``missing`` are the people of the stratum who were eligible and are not among the ``n``: they lack one of the two
    values, or both.
    """
    eligible = {flow.stratum: flow.eligible for flow in evaluation.flow}
    for result in evaluation.results:
        line = figures(result) | {"missing": eligible[result.stratum] - result.spread.n}
        line |= {f"{name}_formula": None if line[name] is None else FORMULAS[name] for name in NAMED}
        line |= provenance(evaluation, result.measure)
        yield {name: line[name] for name in NAMES}
