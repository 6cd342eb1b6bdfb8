"""python.md: the analysis from Python, module by module, as its own docstrings tell it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import reconnect.analysis
from pages.markdown import code, page, plain

INTRODUCTION = """
`from reconnect.analysis import evaluate` does in Python what `reconnect evaluate` does on the command line: outcomes
in, an `Evaluation` out, made of frozen dataclasses whose fields say what they are. Every figure carries its n, what is
missing and its formula; what cannot be computed is None with a reason beside it. Each function below can be used by
itself; `help(...)` in Python shows its types.
"""
RULES = "reconnect.analysis.appraisal"  # its modules are the rules, which the page of the appraisal tells
EXAMPLE = """
from pathlib import Path

from reconnect.analysis import evaluate
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import shipped_library

read = read_outcomes(Path("outcomes.csv"), Path("map.toml"), shipped_library().measures)
evaluation = evaluate(read.outcomes, read.family)
for measure in evaluation.everyone:
    for estimate in measure.estimates:
        print(measure.measure.name, estimate.comparison, estimate.modelled.figures)
"""


def python_page() -> str:
    """The page's text."""
    sections = [block for name in _modules() for block in _section(name)]
    return page("From Python", "src/reconnect/analysis", INTRODUCTION, code(EXAMPLE, "python"), *sections)


def _modules() -> list[str]:
    package = reconnect.analysis
    found = sorted(each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
    return [name for name in found if not name.startswith(f"{RULES}.") or name == f"{RULES}.appraise"]


def _section(name: str) -> Iterator[str]:
    module = importlib.import_module(name)
    functions = [
        (each, found)
        for each, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == name and not each.startswith("_")
    ]
    if not functions:
        return
    yield f"## {plain(name)}"
    yield _told(module)
    for each, found in functions:
        yield f"### {plain(each)}({plain(', '.join(inspect.signature(found).parameters))})"
        yield _told(found)


def _told(found: object) -> str:
    """The docstring, a paragraph a paragraph, its names in code."""
    paragraphs = [part.split("``") for part in (inspect.getdoc(found) or "").split("\n\n")]
    return "\n\n".join(
        "".join(f"`{bit}`" if place % 2 else _prose(bit) for place, bit in enumerate(bits)) for bits in paragraphs
    )


def _prose(text: str) -> str:
    """``text`` with its Markdown signs shown as they are, the blanks at its ends kept."""
    before, after = text[:1].isspace(), text[-1:].isspace() and bool(text.strip())
    return f"{' ' * before}{plain(text)}{' ' * after}"
