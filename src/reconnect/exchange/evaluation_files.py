"""Write an evaluation's files: all of them, each whole."""

from contextlib import suppress
from errno import EISDIR
from os import strerror
from pathlib import Path

from reconnect.analysis.evaluate import Evaluation
from reconnect.errors import UnwritableError
from reconnect.exchange.report.render import render_report
from reconnect.exchange.report.word import render_document
from reconnect.exchange.results_csv import estimates_csv, results_csv
from reconnect.exchange.results_json import results_json

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
    replaced: list[str] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            _fresh(out, name).write_bytes(data)
            if (out / name).is_dir():
                raise IsADirectoryError(EISDIR, strerror(EISDIR))
        for name in files:
            _fresh(out, name).replace(out / name)
            replaced.append(name)
    except OSError as error:
        became = f"only {', '.join(replaced)} could be replaced" if replaced else "nothing was written"
        raise UnwritableError(f"{out}: the report cannot be written here: {error.strerror}; {became}") from None
    finally:
        for name in files:
            with suppress(OSError):
                _fresh(out, name).unlink()
    return out / REPORT


def _fresh(out: Path, name: str) -> Path:
    return out / f".{name}.new"
