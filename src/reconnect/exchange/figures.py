"""The figures of a result under the names that results.csv and results.json use."""

from reconnect.analysis.result import Result

Figure = str | int | float | None


def figures(result: Result) -> dict[str, Figure]:
    """One line of results; None where a figure is undefined.

    The earlier occasion of the comparison fills mean_pre and sd_pre, also where it is post.
    """
    spread, test, effect = result.spread, result.test, result.effect
    return {
        "measure": result.measure.id,
        "stratum": result.stratum,
        "comparison": str(result.comparison),
        "n": spread.n,
        "mean_pre": spread.mean_earlier,
        "sd_pre": spread.sd_earlier,
        "mean_later": spread.mean_later,
        "sd_later": spread.sd_later,
        "change": spread.change,
        "sd_change": spread.sd_change,
        "r": spread.r,
        "t": test.t if test else None,
        "df": test.df if test else None,
        "p": test.p if test else None,
        "p_bonferroni": result.p_bonferroni,
        "d_pre": effect.d if effect else None,
        "d_pre_low": effect.low if effect else None,
        "d_pre_high": effect.high if effect else None,
    }
