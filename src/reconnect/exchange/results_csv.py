"""results.csv: a line a cell, numbers at full precision, undefined ones empty."""

import csv
import io

from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange.figures import Figure, figures

COLUMNS = (
    *("measure", "stratum", "comparison", "n", "mean_pre", "sd_pre", "mean_later", "sd_later", "change", "sd_change"),
    *("r", "t", "df", "p", "p_bonferroni", "d_pre", "d_pre_low", "d_pre_high"),
)
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")


def results_csv(evaluation: Evaluation) -> str:
    """The file's text, with lines that end in CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for result in evaluation.results:
        line = figures(result)
        writer.writerow([_cell(line[column]) for column in COLUMNS])
    return out.getvalue()


def _cell(figure: Figure) -> Figure:
    if isinstance(figure, str) and figure.startswith(FORMULA_STARTS):
        return f"'{figure}"
    return figure
