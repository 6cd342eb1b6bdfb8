"""Write an evaluation's files: all of them, each whole."""

from pathlib import Path

from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange.report.render import render_report
from reconnect.exchange.results_csv import results_csv
from reconnect.exchange.results_json import results_json
from reconnect.exchange.whole_files import write_whole

REPORT = "report.html"


def write_evaluation(evaluation: Evaluation, ignored: tuple[str, ...], out: Path, note: str = "") -> Path:
    """Write report.html, results.csv and results.json below ``out`` (made if need be); return the report's path.

    ``note`` is what the report says first. Raises UnwritableError, with what became of earlier files, where ``out``
    cannot be written: old files are replaced only once all new ones are whole.
    """
    files = {
        REPORT: render_report(evaluation, ignored, note).encode(),
        "results.csv": results_csv(evaluation).encode(),
        "results.json": results_json(evaluation).encode(),
    }
    write_whole(files, out)
    return out / REPORT
