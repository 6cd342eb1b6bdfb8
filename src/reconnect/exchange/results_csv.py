"""results.csv and estimates.csv: a line a result or an estimate, numbers at full precision, undefined ones empty."""

import csv
import io
from collections.abc import Iterable, Mapping

from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange import estimates, figures
from reconnect.exchange.figures import Figure

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")


def results_csv(evaluation: Evaluation) -> str:
    """The text of results.csv, with lines that end in CR LF (RFC 4180)."""
    return _csv(figures.NAMES, figures.result_lines(evaluation))


def estimates_csv(evaluation: Evaluation) -> str:
    """The text of estimates.csv: what is said of everyone who started, heard from or not."""
    return _csv(estimates.NAMES, estimates.estimate_lines(evaluation))


def _csv(names: Iterable[str], lines: Iterable[Mapping[str, Figure]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for line in lines:
        writer.writerow([harmless(figure) for figure in line.values()])
    return out.getvalue()


def harmless(figure: Figure) -> Figure:
    """``figure``, or text with an apostrophe before it where a spreadsheet would take it for a formula."""
    if isinstance(figure, str) and figure.startswith(FORMULA_STARTS):
        return f"'{figure}"
    return figure
