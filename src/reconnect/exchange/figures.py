"""The figures of a result under the names that results.csv and results.json use."""

from collections.abc import Callable

from reconnect.analysis.result import Result

Figure = str | int | float | None

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


def figures(result: Result) -> dict[str, Figure]:
    """One line of results; None where a figure is undefined."""
    return {name: figure(result) for name, figure in FIGURES.items()}
