"""From an evaluation to one self-contained HTML file."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange.report.page import report_page
from reconnect.exchange.report.wording import add_filters

HERE = Path(__file__).parent
FONTS = {400: "source-sans-3-latin-400-normal.woff2", 700: "source-sans-3-latin-700-normal.woff2"}


def render_report(evaluation: Evaluation, ignored: tuple[str, ...], note: str = "") -> str:
    """The report's HTML: styles and fonts inside, nothing asked of the network, and a policy that forbids asking.

    ``ignored`` are columns that were not used; ``note`` is what the reader must know first, such as that the people
    are invented.
    """
    style = report_style()
    return (
        report_environment()
        .get_template("report.html.j2")
        .render(
            page=report_page(evaluation, ignored, note),
            style=Markup(style),  # noqa: S704 our own file, no data in it
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


@cache
def report_environment() -> Environment:
    """Templates in which everything is escaped, and a misspelt name is an error."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    add_filters(environment)
    return environment


@cache
def report_style() -> str:
    """The theme and the report's own style, the fonts inside as data."""
    faces = [
        '@font-face{font-family:"Source Sans 3";font-style:normal;font-display:swap;'
        f"font-weight:{weight};src:url(data:font/woff2;base64,"
        f'{base64.b64encode((HERE / "fonts" / file).read_bytes()).decode()}) format("woff2")}}'
        for weight, file in FONTS.items()
    ]
    sheets = [(HERE / "styles" / name).read_text("utf-8") for name in ("theme.css", "report.css")]
    return "\n".join(faces + sheets)
