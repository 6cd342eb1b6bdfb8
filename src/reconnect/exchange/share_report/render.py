"""From a shared form to one self-contained HTML file: the report's styles, and templates of its own."""

import base64
import hashlib
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from reconnect import __version__
from reconnect.analysis.shared import Figure, Shared
from reconnect.exchange.report.render import HERE as REPORT
from reconnect.exchange.report.render import report_environment, report_style
from reconnect.exchange.report.wording import UNDEFINED, fixed, signed

HERE = Path(__file__).parent


def render_share(shared: Shared, note: str = "") -> str:
    """The page's HTML; ``note`` is what the reader must know first."""
    style = report_style()
    measures = [(measure, list(rows)) for measure, rows in groupby(shared.results, key=lambda row: row.measure)]
    return (
        _environment()
        .get_template("share.html.j2")
        .render(
            shared=shared,
            measures=measures,
            note=note,
            version=__version__,
            style=Markup(style),  # noqa: S704 our own file, no data in it
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


@cache
def _environment() -> Environment:
    environment = report_environment().overlay(
        loader=FileSystemLoader([HERE / "templates", REPORT / "templates"]), cache_size=50
    )
    environment.filters = environment.filters | {"shown": _shown, "turned": _turned}
    return environment


def _shown(figure: Figure) -> str:
    """A figure to one decimal, its mark where it is hidden, a dash where it is undefined."""
    return fixed(figure) if isinstance(figure, float) else UNDEFINED if figure is None else str(figure)


def _turned(figure: Figure) -> str:
    """As ``_shown``, with a plus sign before what is above 0."""
    return signed(figure) if isinstance(figure, float) else _shown(figure)
