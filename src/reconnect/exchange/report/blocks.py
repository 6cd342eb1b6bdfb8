"""The report's HTML as a row of plain blocks, for a document that is no web page.

The templates are the one source of wording: what they say, and every table they hold, comes out here in their order.
Only the elements that the templates use are known, and any other is an error, so that nothing is dropped unnoticed.
"""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    subscript: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of a ``kind``: h1, h2, h3, p, soft, lead, li, dt, dd or caption."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell over ``span`` columns; ``heads`` where it names its row or column."""

    runs: tuple[Run, ...]
    span: int = 1
    heads: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: the rows that name its columns, and the rows below."""

    caption: tuple[Run, ...]
    header: tuple[tuple[TableCell, ...], ...]
    body: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Wide:
    """From here on the page lies on its side, or stands again."""

    on: bool


Block = Paragraph | TableBlock | Wide

PARAGRAPHS = {"h1", "h2", "h3", "p", "li", "dt", "dd", "caption"}
CELLS = {"td", "th"}
STYLES = {"strong", "b", "em", "sub"}
TRANSPARENT = {"section", "div", "ul", "dl", "details", "span"}
SPACE = re.compile(r"[ \t\r\n]+")  # not the space that holds a number to its noun
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no XML file can hold
LEFT_OUT = {"svg", "summary"}  # pictures of what the words and tables say, and what opens a table on a screen


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks of ``html``, which the report's own templates made. Raises ValueError at an element not known here."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


@dataclass(slots=True)
class _Table:
    caption: tuple[Run, ...] = ()
    header: list[list[TableCell]] = field(default_factory=list)
    body: list[list[TableCell]] = field(default_factory=list)
    in_header: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.runs: list[Run] = []
        self.style = Run("")
        self.kind, self.cell = "", TableCell(())
        self.table: _Table | None = None
        self.left_out = 0
        self.divisions: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in LEFT_OUT or self.left_out:
            self.left_out += 1
        elif tag in PARAGRAPHS:
            classes = told.get("class", "").split()
            self.kind = next((each for each in ("soft", "lead") if each in classes), tag) if tag == "p" else tag
            self.runs = []
        elif tag in CELLS:
            self.cell, self.runs = TableCell((), int(told.get("colspan", "1")), tag == "th"), []
        elif tag in STYLES:
            self._restyle(tag, on=True)
        elif tag == "table":
            self.table = _Table()
        elif tag in {"thead", "tbody"} and self.table is not None:
            self.table.in_header = tag == "thead"
        elif tag == "tr" and self.table is not None:
            (self.table.header if self.table.in_header else self.table.body).append([])
        elif tag in TRANSPARENT:
            self._division(tag, told.get("class", ""))
        else:
            raise ValueError(f"<{tag}> has no place in a document yet")

    def _restyle(self, tag: str, *, on: bool) -> None:
        match tag:
            case "em":
                self.style = replace(self.style, italic=on)
            case "sub":
                self.style = replace(self.style, subscript=on)
            case _:
                self.style = replace(self.style, bold=on)

    def _division(self, tag: str, classes: str) -> None:
        if tag == "div":
            self.divisions.append(classes == "tables")
            if self.divisions[-1]:
                self.found.append(Wide(on=True))

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            self.left_out -= 1
        elif tag in STYLES:
            self._restyle(tag, on=False)
        elif tag == "caption" and self.table is not None:
            self.table.caption = _trimmed(self.runs)
        elif tag in PARAGRAPHS:
            self.found.append(Paragraph(self.kind, _trimmed(self.runs)))
        elif tag in CELLS and self.table is not None:
            row = (self.table.header if self.table.in_header else self.table.body)[-1]
            row.append(replace(self.cell, runs=_trimmed(self.runs)))
        elif tag == "table" and self.table is not None:
            header, body = (tuple(map(tuple, rows)) for rows in (self.table.header, self.table.body))
            self.found.append(TableBlock(self.table.caption, header, body))
            self.table = None
        elif tag == "div" and self.divisions.pop():
            self.found.append(Wide(on=False))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.left_out:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.runs.append(replace(self.style, text=data))


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """``runs`` with each stretch of white space as one space, and none at either end, as a browser shows them."""
    kept: list[Run] = []
    for run in runs:
        text = SPACE.sub(" ", NO_XML.sub("\ufffd", run.text))
        if text.startswith(" ") and (not kept or kept[-1].text.endswith(" ")):
            text = text[1:]
        if text:
            kept.append(replace(run, text=text))
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
    return tuple(kept)
