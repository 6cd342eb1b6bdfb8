"""The only parser of content: from text to the model's types, every problem reported at once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from reconnect.errors import ContentError, Problem, RefusedError
from reconnect.model.coherence import incoherences
from reconnect.model.component import Component
from reconnect.model.library import Library
from reconnect.model.published import PublishedPaper
from reconnect.model.published_hashes import LIST, check_list, parse_list
from reconnect.model.questionnaire import Questionnaire
from reconnect.model.shelf import Shelf
from reconnect.model.technique import Technique
from reconnect.model.typed_toml import read_typed_toml

T = TypeVar("T")

CONTENT = Path(__file__).parent.parent / "content"
EXAMPLES = "examples"  # data sets to try things on, not content
KINDS: Mapping[str, type[Any]] = {
    "components": Component,
    "techniques": Technique,
    "questionnaires": Questionnaire,
    "published": PublishedPaper,
}


def parse(text: str, noun: type[T], file: str) -> T:
    """One content file's ``text`` as its ``noun``. Raises ContentError naming ``file`` and each field."""
    try:
        return read_typed_toml(text, noun, file)
    except RefusedError as refused:
        raise ContentError(refused.problems) from None


@cache
def shipped_library() -> Library:
    """The content that comes with ReConnect."""
    return load_library(CONTENT)


def load_library(root: Path) -> Library:
    """Every content file below ``root``. Raises ContentError with every problem of every file."""
    problems: list[Problem] = []
    texts = _texts(root, problems)
    library = Library(**{kind: _shelf(kind, texts, problems) for kind in KINDS})
    problems = problems or list(incoherences(library))
    if problems:
        raise ContentError(problems)
    return library


def check_published(root: Path) -> None:
    """Compare every file below ``root`` with the list of published ones. Raises ContentError."""
    known = root / LIST
    published = parse_list(known.read_text("utf-8")) if known.exists() else {}
    if problems := check_list(content_texts(root), published):
        raise ContentError(problems)


def content_texts(root: Path) -> dict[str, str]:
    """``{file: text}`` of every content file, the file named relative to ``root``. Raises ContentError."""
    problems: list[Problem] = []
    texts = _texts(root, problems)
    if problems:
        raise ContentError(problems)
    return texts


def _texts(root: Path, problems: list[Problem]) -> dict[str, str]:
    texts = {}
    for path in sorted(root.rglob("*.toml")):
        place = path.relative_to(root).parts
        if place[0] == EXAMPLES:
            continue
        file = "/".join(place)
        if len(place) != 3 or place[0] not in KINDS:
            kinds = ", ".join(KINDS)
            problems.append(Problem(file, f"content stands in <kind>/<id>/<version>.toml; the kinds are {kinds}"))
            continue
        try:
            texts[file] = path.read_text("utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(file, "not UTF-8 text"))
    if not texts and not problems:
        problems.append(Problem(str(root), "there is no content here"))
    return texts


def _shelf(kind: str, texts: Mapping[str, str], problems: list[Problem]) -> Shelf[Any]:
    editions = {}
    for file, text in texts.items():
        if not file.startswith(f"{kind}/"):
            continue
        try:
            edition = parse(text, KINDS[kind], file)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        place = f"{kind}/{edition.id}/{edition.version}.toml"
        if place != file:
            problems.append(Problem(file, f"its id and version belong in {place}", field="id"))
        editions[(edition.id, edition.version)] = edition
    return Shelf(editions)
