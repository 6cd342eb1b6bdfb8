"""A table in the words of WordprocessingML (ISO/IEC 29500-1, 17.4).

Written as text: python-docx looks every cell up anew, and takes a second over the tables of five measures.
"""

from collections.abc import Iterable, Iterator

from markupsafe import escape

from reconnect.exchange.report.blocks import Run, TableBlock, TableCell
from reconnect.exchange.report.word_styles import style_of

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def table_xml(block: TableBlock, width: int) -> str:
    """The table, ``width`` twentieths of a point wide: its first column twice as wide as any other.

    Its header rows are repeated on every page and read out by screen readers.
    """
    columns = sum(cell.span for cell in (*block.header, *block.body)[0])
    share = width // (columns + 1)
    name = "".join(f"_{run.text}" if run.subscript else run.text for run in block.caption)
    parts = [
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>',
        f'<w:tblLook w:firstRow="1" w:firstColumn="1"/><w:tblCaption w:val="{escape(name)}"/></w:tblPr>',
        f"<w:tblGrid>{''.join(_column(each) for each in (2 * share, *[share] * (columns - 1)))}</w:tblGrid>",
        *(_row(cells, "<w:cantSplit/><w:tblHeader/>") for cells in block.header),
        *(_row(cells, "<w:cantSplit/>") for cells in block.body),
        "</w:tbl>",
    ]
    return "".join(parts)


def _column(width: int) -> str:
    return f'<w:gridCol w:w="{width}"/>'


def _row(cells: Iterable[TableCell], marks: str) -> str:
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(map(_cell, cells))}</w:tr>"


def _cell(cell: TableCell) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    style = style_of("head" if cell.heads else "cell").replace(" ", "")
    text = "".join(_run(run) for run in cell.runs)
    return f'<w:tc><w:tcPr>{span}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text}</w:p></w:tc>'


def _run(run: Run) -> str:
    return f'<w:r><w:rPr>{"".join(_marks(run))}</w:rPr><w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


def _marks(run: Run) -> Iterator[str]:
    if run.bold:
        yield "<w:b/>"
    if run.italic:
        yield "<w:i/>"
    if run.subscript:
        yield '<w:vertAlign w:val="subscript"/>'
