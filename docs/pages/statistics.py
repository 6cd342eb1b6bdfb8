"""statistics.md: each statistic and rule, with the cases that prove it."""

from collections.abc import Iterator
from typing import Any

from pages.markdown import bullets, code, page, plain
from pages.specifications import csv_as_table, specifications

INTRODUCTION = """
What ReConnect computes, how, and small tables to check it by. The tests read every table shown here and must find
every figure beside it, to nine digits. The figures were got by hand or with R, as each case says, and never from
ReConnect itself. Besides these, `tests/spec/golden` compares 120 invented people with R, figure by figure.

Everyone here is invented, apart from the sleepers in Student's own example. All of these figures describe change. None
of them can say why people changed.
"""


def statistics_page() -> str:
    """The page's text."""
    found = specifications().values()
    contents = bullets(f"[{plain(each['title'])}](#{_anchor(each['title'])})" for each in found)
    sections = [block for each in found for block in _section(each)]
    return page("Statistics and rules", "tests/spec/*.toml", INTRODUCTION, contents, *sections)


def _section(specification: dict[str, Any]) -> Iterator[str]:
    yield f"## {plain(specification['title'])}"
    yield plain(specification["about"])
    yield code(specification["formula"])
    yield f"Source: {plain(specification['source'])}."
    for case in specification["cases"]:
        yield from _case(case)


def _case(case: dict[str, Any]) -> Iterator[str]:
    yield f"### {plain(case['name'])}"
    yield csv_as_table(case["data"])
    if "map" in case:
        yield "Mapping file:"
        yield code(case["map"], "toml")
    if "people" in case:
        yield "People table:"
        yield csv_as_table(case["people"])
    if "expected" in case:
        yield "Results:"
        yield csv_as_table(case["expected"])
    if "expected_flow" in case:
        yield "People:"
        yield csv_as_table(case["expected_flow"])
    if case["by"] == "hand":
        yield f"By hand: {plain(case['how'])}"
    else:
        yield f"By {plain(case['by'])}:"
        yield code(case["how"], "r")


def _anchor(title: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    return "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")
