"""The figures of a result under the names that results.csv and results.json use."""

from collections.abc import Callable, Iterator

from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.result import Result

Figure = str | int | float | None

# What each figure is made by, in the names above; ``better`` is +1 where higher is better and -1 where lower is.
FORMULAS: dict[str, str] = {
    "change": "mean_later - mean_pre",
    "sd_change": "SD of later - earlier, n - 1",
    "r": "Pearson's r of earlier and later",
    "t": "paired t: better * change / (sd_change / sqrt(n)); above 0 is better",
    "df": "n - 1",
    "p": "two-sided, of t with df degrees of freedom",
    "p_bonferroni": "min(1, m p), m the tests of the family; empty outside it",
    "d_pre": "better * change / sd_pre",
    "d_pre_low": "d_pre - 1.96 se; se^2 = sd_change^2 / (n sd_pre^2) + d_pre^2 / (2 (n - 1))",
    "d_pre_high": "d_pre + 1.96 se; se as for d_pre_low",
}

# The earlier occasion of a comparison fills mean_pre and sd_pre, also where it is post.
FIGURES: dict[str, Callable[[Result], Figure]] = {
    "measure": lambda result: result.measure.id,
    "stratum": lambda result: result.stratum,
    "comparison": lambda result: str(result.comparison),
    "n": lambda result: result.spread.n,
    "mean_pre": lambda result: result.spread.mean_earlier,
    "sd_pre": lambda result: result.spread.sd_earlier,
    "mean_later": lambda result: result.spread.mean_later,
    "sd_later": lambda result: result.spread.sd_later,
    "change": lambda result: result.spread.change,
    "sd_change": lambda result: result.spread.sd_change,
    "r": lambda result: result.spread.r,
    "t": lambda result: result.test.t if result.test else None,
    "df": lambda result: result.test.df if result.test else None,
    "p": lambda result: result.test.p if result.test else None,
    "p_bonferroni": lambda result: result.p_bonferroni,
    "d_pre": lambda result: result.effect.d if result.effect else None,
    "d_pre_low": lambda result: result.effect.low if result.effect else None,
    "d_pre_high": lambda result: result.effect.high if result.effect else None,
}


NAMED = ("t", "d_pre")  # the figures whose formula stands beside them on every line
NAMES = (
    *(name for each in FIGURES for name in ((each, "missing") if each == "n" else (each,))),
    *(f"{name}_formula" for name in NAMED),
)


def figures(result: Result) -> dict[str, Figure]:
    """The figures of one result; None where a figure is undefined."""
    return {name: figure(result) for name, figure in FIGURES.items()}


def result_lines(evaluation: Evaluation) -> Iterator[dict[str, Figure]]:
    """A line of results for each result, in the order of ``NAMES``.

    ``missing`` are the people of the stratum who were eligible and are not among the ``n``: they lack one of the two
    values, or both.
    """
    eligible = {flow.stratum: flow.eligible for flow in evaluation.flow}
    for result in evaluation.results:
        line = figures(result) | {"missing": eligible[result.stratum] - result.spread.n}
        line |= {f"{name}_formula": None if line[name] is None else FORMULAS[name] for name in NAMED}
        yield {name: line[name] for name in NAMES}
