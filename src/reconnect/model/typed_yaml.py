"""Read YAML text as a frozen type. Every scalar stays text, so that 9.80 keeps its digits and `no` is a word.

Of YAML only mappings, lists and scalars: tags could make objects, and anchors make a small file large.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from reconnect.errors import Problem, RefusedError
from reconnect.model.typed import as_typed

if TYPE_CHECKING:
    import yaml

T = TypeVar("T")

Plain = str | list["Plain"] | dict[str, "Plain"]

LONGEST = 200_000  # characters; a paper's figures take a twentieth of it
DEEPEST = 12  # levels; a transcript has six


def read_typed_yaml(text: str, noun: type[T], file: str) -> T:
    """``text`` as a ``noun``. Raises RefusedError with a Problem a field, or a line where it is no such YAML."""
    return as_typed(plain_yaml(text, file), noun, file, strict=False)


def plain_yaml(text: str, file: str) -> Plain:
    """``text`` as mappings, lists and text. Raises RefusedError."""
    import yaml  # noqa: PLC0415 - a tenth of the start of a command that reads no YAML

    if len(text) > LONGEST:
        raise RefusedError([Problem(file, f"too long: at most {LONGEST:,} characters are read")])
    reader = _Reader(yaml.parse(text.removeprefix("\ufeff"), yaml.BaseLoader), file)
    try:
        data = reader.document()
    except yaml.YAMLError as error:
        reader.problems.append(Problem(file, f"not YAML: {_reason(error)}"))
    except _TooDeepError as error:
        reader.problems.append(Problem(file, f"line {error}: nested more than {DEEPEST} levels deep"))
    if reader.problems:
        raise RefusedError(reader.problems)
    return data


class _TooDeepError(Exception):
    """At the line that it holds."""


def _reason(error: "yaml.YAMLError") -> str:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return what if mark is None else f"{what} (line {mark.line + 1})"


def _line(event: "yaml.Event") -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


@dataclass(slots=True)
class _Reader:
    """Puts the parser's events together."""

    events: "Iterator[yaml.Event]"
    file: str
    problems: list[Problem] = field(default_factory=list)

    def document(self) -> Plain:
        """The one document of the text; an empty text is an empty mapping."""
        import yaml  # noqa: PLC0415

        data: Plain = {}
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem(event, "a second document starts here: put one paper in a file")
            elif isinstance(event, yaml.NodeEvent):
                read = self._node(event, 1)
                data = read if documents == 1 else data
        return data

    def _node(self, event: "yaml.Event", depth: int) -> Plain:
        import yaml  # noqa: PLC0415

        if depth > DEEPEST:
            raise _TooDeepError(_line(event))
        self._refuse_more_than_plain(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            members: list[Plain] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                members.append(self._node(event, depth + 1))
            return members
        return event.value if isinstance(event, yaml.ScalarEvent) else ""

    def _mapping(self, depth: int) -> dict[str, Plain]:
        import yaml  # noqa: PLC0415

        mapping: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, str):
                self._problem(event, "a field's name must be a word")
            elif key in mapping:
                self._problem(event, f"the field {key} stands here a second time")
            else:
                mapping[key] = value
        return mapping

    def _refuse_more_than_plain(self, event: "yaml.Event") -> None:
        import yaml  # noqa: PLC0415

        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._problem(event, "anchors (&) and aliases (*) are not read: put the text in quotes, or write it out")
        elif getattr(event, "tag", None) is not None:
            self._problem(event, "tags (!) are not read: put the text in quotes")

    def _problem(self, event: "yaml.Event", message: str) -> None:
        self.problems.append(Problem(self.file, f"line {_line(event)}: {message}"))
