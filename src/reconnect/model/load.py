"""The only parser of content: from text to the model's types, every problem reported at once."""

from collections.abc import Iterator, Mapping
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
    """Every file below ``root``. Raises ContentError with every problem of every file."""
    problems: list[Problem] = []
    shelves = {kind: _shelf(root, kind, problems) for kind in KINDS}
    if problems:
        raise ContentError(problems)
    library = Library(**shelves)
    problems.extend(incoherences(library))
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
    """``{file: text}`` of every content file, the file named relative to ``root``."""
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in _files(root, KINDS)}


def _files(root: Path, kinds: Mapping[str, object]) -> Iterator[Path]:
    for kind in kinds:
        yield from sorted((root / kind).glob("*/*.toml"))


def _shelf(root: Path, kind: str, problems: list[Problem]) -> Shelf[Any]:
    editions = {}
    for path in _files(root, {kind: None}):
        file = path.relative_to(root).as_posix()
        try:
            edition = parse(path.read_text("utf-8"), KINDS[kind], file)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        if (edition.id, str(edition.version)) != (path.parent.name, path.stem):
            where = f"{edition.id}/{edition.version}.toml"
            problems.append(Problem(file, f"its id and version belong in {kind}/{where}", field="id"))
        editions[(edition.id, edition.version)] = edition
    return Shelf(editions)
