"""results.csv: a line a result, numbers at full precision, undefined ones empty."""

import csv
import io

from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange.figures import NAMES, Figure, result_lines

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")


def results_csv(evaluation: Evaluation) -> str:
    """The file's text, with lines that end in CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(NAMES)
    for line in result_lines(evaluation):
        writer.writerow([harmless(figure) for figure in line.values()])
    return out.getvalue()


def harmless(figure: Figure) -> Figure:
    """``figure``, or text with an apostrophe before it where a spreadsheet would take it for a formula."""
    if isinstance(figure, str) and figure.startswith(FORMULA_STARTS):
        return f"'{figure}"
    return figure
