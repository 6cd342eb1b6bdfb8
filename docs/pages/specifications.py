"""The specifications below tests/spec, as the pages show them; the tests check their form and their figures."""

import tomllib
from pathlib import Path
from typing import Any

from pages.markdown import plain, table
from reconnect.exchange.formats.csv_text import read_csv
from reconnect.exchange.formats.written import Written

SPECIFICATIONS = Path(__file__).parents[2] / "tests" / "spec"


def specifications() -> dict[str, dict[str, Any]]:
    """``{file stem: specification}`` in the order of their numbers."""
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(SPECIFICATIONS.glob("*.toml"))}


def csv_as_table(text: str) -> str:
    """CSV text as a Markdown table."""
    read = read_csv(text.encode(), "table", Written())
    return table(
        [plain(name) for name in read.header],
        [[plain(row.cells[name]) for name in read.header] for row in read.rows],
    )
