"""Write an evaluation's files: all of them, each whole."""

from pathlib import Path

from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange.report.render import render_report
from reconnect.exchange.report.word import render_document
from reconnect.exchange.results_csv import estimates_csv, results_csv
from reconnect.exchange.results_json import results_json
from reconnect.exchange.whole_files import write_whole

REPORT = "report.html"


def write_evaluation(evaluation: Evaluation, ignored: tuple[str, ...], out: Path, note: str = "") -> Path:
    """Write the report as a page and as a Word document, and its figures, below ``out``; return the page's path.

    ``out`` is made if need be. ``note`` is what the report says first. Raises UnwritableError, with what became of
    earlier files, where ``out`` cannot be written: old files are replaced only once all new ones are whole.
    """
    files = {
        REPORT: render_report(evaluation, ignored, note).encode(),
        "report.docx": render_document(evaluation, ignored, note),
        "results.csv": results_csv(evaluation).encode(),
        "estimates.csv": estimates_csv(evaluation).encode(),
        "results.json": results_json(evaluation).encode(),
    }
    write_whole(files, out)
    return out / REPORT
