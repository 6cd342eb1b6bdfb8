"""Write an evaluation's files: all of them, each whole."""

from contextlib import suppress
from errno import EISDIR
from os import strerror
from pathlib import Path

from reconnect.analysis.evaluate import Evaluation
from reconnect.errors import UnwritableError
from reconnect.exchange.report.render import render_report
from reconnect.exchange.results_csv import results_csv
from reconnect.exchange.results_json import results_json

REPORT = "report.html"


def write_evaluation(evaluation: Evaluation, ignored: tuple[str, ...], out: Path, note: str = "") -> Path:
    """Write report.html, results.csv and results.json below ``out`` (made if need be); return the report's path.

    ``note`` is what the report says first. Raises UnwritableError, with what became of earlier files, where ``out``
    cannot be written: old files are replaced only once all new ones are whole.
    """
    texts = {
        REPORT: render_report(evaluation, ignored, note),
        "results.csv": results_csv(evaluation),
        "results.json": results_json(evaluation),
    }
    replaced: list[str] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            _fresh(out, name).write_bytes(text.encode("utf-8"))
            if (out / name).is_dir():
                raise IsADirectoryError(EISDIR, strerror(EISDIR))
        for name in texts:
            _fresh(out, name).replace(out / name)
            replaced.append(name)
    except OSError as error:
        became = f"only {' and '.join(replaced)} could be replaced" if replaced else "nothing was written"
        raise UnwritableError(f"{out}: the report cannot be written here: {error.strerror}; {became}") from None
    finally:
        for name in texts:
            with suppress(OSError):
                _fresh(out, name).unlink()
    return out / REPORT


def _fresh(out: Path, name: str) -> Path:
    return out / f".{name}.new"
