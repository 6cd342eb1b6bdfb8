"""Write the form of an evaluation that may leave the service, once the ledger holds it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from reconnect import __version__
from reconnect.analysis.disclosure import shared_form
from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.membership import STEPS
from reconnect.analysis.outcomes import Outcomes
from reconnect.analysis.release import release
from reconnect.analysis.shared import Shared, SharedResult
from reconnect.errors import DisclosureError
from reconnect.exchange.ledger import Ledger
from reconnect.exchange.results_csv import harmless
from reconnect.exchange.share_report.render import render_share
from reconnect.exchange.whole_files import write_whole

REPORT = "report.html"
USE = "may leave the service"

Shown = str | int | float | None

SHARED_FIGURES: dict[str, Callable[[SharedResult], Shown]] = {
    "measure": lambda row: row.measure.id,
    "stratum": lambda row: row.stratum,
    "comparison": lambda row: str(row.comparison),
    "n": lambda row: row.n,
    "mean_pre": lambda row: row.mean_earlier,
    "sd_pre": lambda row: row.sd_earlier,
    "mean_later": lambda row: row.mean_later,
    "sd_later": lambda row: row.sd_later,
    "change": lambda row: row.change,
    "change_low": lambda row: row.low,
    "change_high": lambda row: row.high,
    "d_pre": lambda row: row.d_pre,
}


def write_share(evaluation: Evaluation, period: str, out: Path, ledger: Ledger, note: str = "") -> Path:
    """Note the release in ``ledger``, then write report.html, results.csv and results.json below ``out``.

    Nothing exact is among them. Returns the report's path. Raises DisclosureError, and then nothing left: the ledger
    refused. Raises UnwritableError where ``out`` cannot be written: the release is noted, and may be written again.
    """
    if out.resolve() in ledger.file.resolve().parents:
        raise DisclosureError(f"{ledger.file}: the ledger must stay inside the service: keep it outside {out}.")
    shared = shared_form(evaluation, period)
    files = share_files(shared, note)
    ledger.add(release(evaluation, shared, ledger.key()))
    write_whole(files, out)
    return out / REPORT


def share_files(shared: Shared, note: str = "") -> dict[str, bytes]:
    """The three files' contents by name, all with the same figures."""
    return {
        REPORT: render_share(shared, note).encode(),
        "results.csv": shared_csv(shared).encode(),
        "results.json": shared_json(shared).encode(),
    }


def shared_lines(shared: Shared) -> list[dict[str, Shown]]:
    """A line a result under the names that results.csv and results.json use; None where nobody is compared."""
    return [{name: figure(row) for name, figure in SHARED_FIGURES.items()} for row in shared.results]


def shared_csv(shared: Shared) -> str:
    """The results as a table: hidden figures are * or ~, undefined ones empty; lines end in CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(SHARED_FIGURES)
    for line in shared_lines(shared):
        writer.writerow([harmless(figure) for figure in line.values()])
    return out.getvalue()


def shared_json(shared: Shared) -> str:
    """The results and the flow for machines: hidden figures are the texts * and ~, undefined ones null."""
    document = {
        "version": __version__,
        "use": USE,
        "period": shared.period,
        "results": shared_lines(shared),
        "flow": {step: getattr(shared.flow, step) for step in STEPS},
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def period_of(outcomes: Outcomes) -> str:
    """The months from the first answer to the last: a day might be one person's.

    Raises DisclosureError where no answer has a date.
    """
    days = outcomes.date_range
    if days is None:
        raise DisclosureError('The answers have no dates: name the period, as in --period "April 2025 to March 2026".')
    first, last = (f"{day:%Y-%m}" for day in days)
    return first if first == last else f"{first} to {last}"
