"""Write the pages of docs/reference from what they describe; with --check compare them instead.

Run as `make docs`. A page is never edited by hand: change what it is made from.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from pages.appraisal import appraisal_page
from pages.command_line import command_line_page
from pages.guidance import guidance_page
from pages.mapping_file import mapping_file_page
from pages.measures import measures_page
from pages.published_tables import published_tables_page
from pages.python_api import python_page
from pages.questions import questions_page
from pages.reading_ease import reading_ease_page
from pages.sessions import sessions_page
from pages.statistics import statistics_page
from pages.techniques import techniques_page
from pages.what_people_read import what_people_read_page

REFERENCE = Path(__file__).parent / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "appraisal.md": appraisal_page,
    "command-line.md": command_line_page,
    "guidance.md": guidance_page,
    "mapping-file.md": mapping_file_page,
    "measures.md": measures_page,
    "published-tables.md": published_tables_page,
    "python.md": python_page,
    "questions.md": questions_page,
    "reading-ease.md": reading_ease_page,
    "sessions.md": sessions_page,
    "statistics.md": statistics_page,
    "techniques.md": techniques_page,
    "what-people-read.md": what_people_read_page,
}


def main() -> int:
    """0 when every page is written, or is as it should be; 1 when --check finds a difference."""
    parser = argparse.ArgumentParser(description="Write the pages of docs/reference.")
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    texts = {name: make() for name, make in PAGES.items()}
    if parser.parse_args().check:
        return _check(texts)
    REFERENCE.mkdir(exist_ok=True)
    for name, text in texts.items():
        (REFERENCE / name).write_text(text, "utf-8", newline="\n")
    return 0


def _check(texts: dict[str, str]) -> int:
    found = {page.name: page.read_text("utf-8") for page in REFERENCE.glob("*.md")}
    differing = sorted(name for name in texts.keys() | found.keys() if texts.get(name) != found.get(name))
    for name in differing:
        reason = "is not what its sources say: run make docs" if name in texts else "is made by nothing: take it out"
        print(f"docs/reference/{name} {reason}", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
