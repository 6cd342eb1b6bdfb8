"""Write an evaluation's files: all of them, each whole."""

from pathlib import Path

from reconnect.analysis.evaluate import Evaluation
from reconnect.errors import DataError, Problem
from reconnect.exchange.report.render import render_report
from reconnect.exchange.results_csv import results_csv
from reconnect.exchange.results_json import results_json

REPORT = "report.html"


def write_evaluation(evaluation: Evaluation, ignored: tuple[str, ...], out: Path) -> Path:
    """Write report.html, results.csv and results.json below ``out`` (made if need be); return the report's path.

    Raises DataError where ``out`` cannot be written. A file is replaced only by a whole new one.
    """
    texts = {
        REPORT: render_report(evaluation, ignored),
        "results.csv": results_csv(evaluation),
        "results.json": results_json(evaluation),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            fresh = out / f".{name}.new"
            fresh.write_bytes(text.encode("utf-8"))
            fresh.replace(out / name)
    except OSError as error:
        raise DataError([Problem(str(out), f"the report cannot be written here: {error.strerror}")]) from None
    return out / REPORT
