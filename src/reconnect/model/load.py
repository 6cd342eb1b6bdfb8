"""The only parser of content: from text to the model's types, every problem reported at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from reconnect.errors import ContentError, Problem, RefusedError
from reconnect.model.calendar import Calendar
from reconnect.model.card import Card
from reconnect.model.coherence import ENDINGS, incoherences, place
from reconnect.model.comparison_groups import ComparisonGroups
from reconnect.model.component import Component
from reconnect.model.guidance import Guidance
from reconnect.model.help_page import HelpPage
from reconnect.model.letter_template import LetterTemplate
from reconnect.model.library import Library
from reconnect.model.medicine_class import MedicineClass
from reconnect.model.message_template import MessageTemplate
from reconnect.model.myth import Myth
from reconnect.model.pattern import Pattern
from reconnect.model.phrases import Phrases
from reconnect.model.piece import Piece
from reconnect.model.place import Place
from reconnect.model.practice import Practice
from reconnect.model.programme import Programme
from reconnect.model.published import PublishedPaper
from reconnect.model.published_hashes import LIST, broken_promises, digest, format_list, parse_list, unpublished
from reconnect.model.questionnaire import Questionnaire
from reconnect.model.rehearsal import Rehearsal
from reconnect.model.route import Route
from reconnect.model.session_plan import SessionPlan
from reconnect.model.shelf import Shelf
from reconnect.model.stage import GroundRules, Stage
from reconnect.model.step_idea import StepIdeas
from reconnect.model.suggestion import Suggestion
from reconnect.model.technique import Technique
from reconnect.model.transcript.coherence import transcript_complaints
from reconnect.model.transcript.transcript import Transcript
from reconnect.model.typed_toml import read_typed_toml
from reconnect.model.typed_yaml import read_typed_yaml

T = TypeVar("T")

CONTENT = Path(__file__).parent.parent / "content"
EXAMPLES = "examples"  # data sets to try things on, not content
KINDS: Mapping[str, type[Any]] = {
    "components": Component,
    "techniques": Technique,
    "questionnaires": Questionnaire,
    "published": PublishedPaper,
    "comparison-groups": ComparisonGroups,
    "suggestions": Suggestion,
    "guidance": Guidance,
    "rehearsals": Rehearsal,
    "transcripts": Transcript,
    "routes": Route,
    "calendars": Calendar,
    "patterns": Pattern,
    "letters": LetterTemplate,
    "messages": MessageTemplate,
    "places": Place,
    "help-pages": HelpPage,
    "step-ideas": StepIdeas,
    "phrases": Phrases,
    "myths": Myth,
    "practices": Practice,
    "stages": Stage,
    "ground-rules": GroundRules,
    "cards": Card,
    "medicine-classes": MedicineClass,
    "pieces": Piece,
    "sessions": SessionPlan,
    "programmes": Programme,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands below a folder: the library of what parsed, texts and published digests by file, all problems."""

    library: Library
    texts: dict[str, str]
    published: dict[str, str]
    problems: list[Problem]


def parse(text: str, noun: type[T], file: str) -> T:
    """One content file's ``text`` as its ``noun``. Raises ContentError naming ``file`` and each field."""
    read = read_typed_yaml if noun is Transcript else read_typed_toml
    try:
        return read(text, noun, file)
    except RefusedError as refused:
        raise ContentError(refused.problems) from None


def parse_transcript(text: str, file: str) -> Transcript:
    """Somebody's own transcript. Raises ContentError naming ``file`` and each field."""
    transcript = parse(text, Transcript, file)
    _refuse([Problem(file, message, field=field) for field, message in transcript_complaints(transcript)])
    return transcript


@cache
def shipped_library() -> Library:
    """The content that comes with ReConnect."""
    return load_library(CONTENT)


def load_library(root: Path) -> Library:
    """Every content file below ``root``. Raises ContentError with every problem of every file."""
    found = _find(root)
    _refuse(found.problems)
    return found.library


def check_content(root: Path) -> Library:
    """The same, and every file is published and has not changed since; all problems come in one ContentError."""
    found = _find(root)
    lists = broken_promises(found.texts, found.published) + unpublished(found.texts, found.published)
    _refuse(found.problems + lists)
    return found.library


def publish(root: Path) -> tuple[str, ...]:
    """Put every file below ``root`` that is not published yet on the list, and return their names.

    Raises ContentError where a file has a problem, or a published one has changed; then nothing is written.
    """
    found = _find(root)
    _refuse(found.problems + broken_promises(found.texts, found.published))
    fresh = {file: digest(text) for file, text in found.texts.items() if file not in found.published}
    new = root / f".{LIST}.new"
    try:
        new.write_text(format_list(found.published | fresh), "utf-8", newline="\n")
        new.replace(root / LIST)
    except OSError as error:
        raise ContentError([Problem(LIST, f"cannot be written: {error.strerror}")]) from None
    return tuple(fresh)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ContentError(sorted(problems, key=lambda problem: problem.file))


def _find(root: Path) -> _Found:
    problems: list[Problem] = []
    texts = _texts(root, problems)
    unread = {problem.file for problem in problems}
    known = root / LIST
    published = parse_list(known.read_text("utf-8")) if known.exists() else {}
    files: dict[str, str] = {}
    library = Library(**{kind.replace("-", "_"): _shelf(kind, texts, files, problems) for kind in KINDS})
    unsettled = {problem.file for problem in problems}
    problems += [replace(each, file=files.get(each.file, each.file)) for each in incoherences(library, unsettled)]
    return _Found(library, texts, {file: published[file] for file in published.keys() - unread}, problems)


def _texts(root: Path, problems: list[Problem]) -> dict[str, str]:
    texts = {}
    for path in sorted(each for ending in ("toml", "yaml") for each in root.rglob(f"*.{ending}")):
        parts = path.relative_to(root).parts
        if parts[0] == EXAMPLES:
            continue
        file = "/".join(parts)
        ending = ENDINGS.get(parts[0], "toml")
        if len(parts) != 3 or parts[0] not in KINDS or path.suffix != f".{ending}":
            kinds = ", ".join(KINDS)
            problems.append(Problem(file, f"content stands in <kind>/<id>/<version>.{ending}; the kinds are {kinds}"))
            continue
        try:
            texts[file] = path.read_text("utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(file, "not UTF-8 text"))
        except OSError as error:
            problems.append(Problem(file, f"cannot be read: {error.strerror}"))
    if not texts and not problems:
        problems.append(Problem(str(root), "there is no content here"))
    return texts


def _shelf(kind: str, texts: Mapping[str, str], files: dict[str, str], problems: list[Problem]) -> Shelf[Any]:
    """The editions of one kind. Notes in ``files`` the file of each edition, by the place where it belongs."""
    editions = {}
    for file, text in texts.items():
        if not file.startswith(f"{kind}/"):
            continue
        try:
            edition = parse(text, KINDS[kind], file)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        belongs = place(kind, edition)
        if belongs != file:
            problems.append(Problem(file, f"its id and version belong in {belongs}", field="id"))
        files[belongs] = file
        editions[(edition.id, edition.version)] = edition
    return Shelf(editions)
