"""What the pages of a formulation show: the picture, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconnect.clinic.formulation.drawing.picture import Picture, draw
from reconnect.clinic.formulation.forms import ROLES, ArrowRow, GraphForm
from reconnect.clinic.formulation.graph import Arrow, Graph, Said
from reconnect.clinic.formulation.models import Version
from reconnect.clinic.formulation.queries import ComesFrom
from reconnect.model.pattern import BoxRole

SAID = {Said.YES: "They say: yes", Said.NO: "They say: no", Said.NOT_YET: "Not talked about yet"}
SPACIOUS = 14  # arrows that find room on one sheet beside their picture
HEADINGS = {BoxRole(value): text for value, text in ROLES}


@dataclass(frozen=True, slots=True)
class ArrowLine:
    """An arrow in words. ``number`` is the one in the picture, None where it is not drawn."""

    number: int | None
    key: str
    starts: str
    leads: str
    ends: str
    text: str
    said: str
    said_on: date | None
    settled: bool
    comes_from: tuple[ComesFrom, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version: its picture, its boxes by role, and its arrows with where each comes from."""

    version: Version
    picture: Picture
    boxes: tuple[tuple[str, tuple[str, ...]], ...]
    drawn: tuple[ArrowLine, ...]
    refused: tuple[ArrowLine, ...]

    @property
    def headings(self) -> Mapping[BoxRole, str]:
        """What stands above each band of the picture."""
        return HEADINGS

    @property
    def is_full(self) -> bool:
        """Whether a sheet must be set smaller to hold all of it."""
        return len(self.drawn) > SPACIOUS

    @property
    def open_numbers(self) -> frozenset[int | None]:
        """The numbers of arrows that nobody has talked about yet."""
        return frozenset(line.number for line in self.drawn if not line.settled)


@dataclass(frozen=True, slots=True)
class EditLine:
    """A row of the form. ``joins`` are the words of an offered arrow's ends, None where they are chosen."""

    row: ArrowRow
    joins: tuple[str, str, str] | None
    comes_from: tuple[ComesFrom, ...]


@dataclass(frozen=True, slots=True)
class EditPage:
    """The form's rows: arrows that stand, those that newer answers suggest, and empty ones."""

    form: GraphForm
    standing: tuple[EditLine, ...]
    suggested: tuple[EditLine, ...]
    empty: tuple[EditLine, ...]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, with the id of the field that it is about, or ""."""
        found = [("", error) for error in self.form.errors]
        for form in (self.form.head, *self.form.boxes, *self.form.arrows):
            for name, errors in form.errors.items():
                found += [(form[name].auto_id if name in form.fields else "", error) for error in errors]
        return found


def version_page(version: Version, evidence: Mapping[str, Sequence[ComesFrom]]) -> VersionPage:
    """Everything that a version says."""
    graph = version.graph
    shown = graph.shown
    numbers = {arrow.key: number for number, arrow in enumerate(shown.arrows, 1)}
    lines = [_line(arrow, graph, numbers.get(arrow.key), evidence) for arrow in graph.arrows]
    boxes = {role: tuple(box.text for box in shown.boxes if box.role is role) for role in BoxRole}
    return VersionPage(
        version,
        draw(shown),
        tuple((HEADINGS[role], texts) for role, texts in boxes.items() if texts),
        tuple(line for line in lines if line.number is not None),
        tuple(line for line in lines if line.number is None),
    )


def edit_page(form: GraphForm, evidence: Mapping[str, Sequence[ComesFrom]]) -> EditPage:
    """The form's rows, sorted by where they come from."""
    lines = [_edit_line(row, form, evidence) for row in form.arrows]
    standing = [line for line in lines if form.base.arrow(_key(line))]
    suggested = [line for line in lines if line not in standing and line.joins is not None]
    empty = [line for line in lines if line not in standing and line not in suggested]
    return EditPage(form, tuple(standing), tuple(suggested), tuple(empty))


def _line(arrow: Arrow, graph: Graph, number: int | None, evidence: Mapping[str, Sequence[ComesFrom]]) -> ArrowLine:
    return ArrowLine(
        number,
        arrow.key,
        *_joins(arrow.from_key, arrow.to_key, graph),
        arrow.text,
        SAID[arrow.said],
        arrow.said_on,
        arrow.said is not Said.NOT_YET,
        tuple(evidence.get(arrow.key, ())),
    )


def _edit_line(row: ArrowRow, form: GraphForm, evidence: Mapping[str, Sequence[ComesFrom]]) -> EditLine:
    key = row["key"].value() or ""
    ends = form.ends_of(key)
    whole = Graph(form.base.boxes + form.offer.graph.boxes)
    return EditLine(row, None if ends is None else _joins(*ends, whole), tuple(evidence.get(key, ())))


def _key(line: EditLine) -> str:
    return line.row["key"].value() or ""


def _joins(from_key: str, to_key: str, graph: Graph) -> tuple[str, str, str]:
    """Where it begins, what it does, and where it ends, in words: what helps does not lead to trouble."""
    boxes = {box.key: box for box in graph.boxes}
    start, end = boxes[from_key], boxes[to_key]
    return start.text, "helps with" if start.role is BoxRole.STRENGTH else "leads to", end.text
