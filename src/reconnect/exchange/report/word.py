"""report.docx: the report's words and tables as a Word document."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reconnect.analysis.evaluate import Evaluation
from reconnect.exchange.report.blocks import Block, Paragraph, Run, TableBlock, Wide, blocks
from reconnect.exchange.report.page import report_page
from reconnect.exchange.report.render import report_environment
from reconnect.exchange.report.word_styles import set_up_styles
from reconnect.exchange.report.word_table import table_xml
from reconnect.exchange.word_file import set_properties, word_bytes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

TITLE, LANGUAGE = "Outcomes report", "en-GB"
A4_MM, MARGIN_MM = (210, 297), 20


def render_document(evaluation: Evaluation, ignored: tuple[str, ...], note: str = "") -> bytes:
    """The bytes of report.docx: what ``render_report`` says, without its charts; each table names its header rows."""
    page = report_page(evaluation, ignored, note, charts=False)
    html = report_environment().get_template("document.html.j2").render(page=page)
    return _document(blocks(html))


def _document(content: Iterable[Block]) -> bytes:
    import docx  # noqa: PLC0415 nobody else waits for it
    from docx.oxml import parse_xml  # noqa: PLC0415

    document = docx.Document()
    styles = set_up_styles(document, LANGUAGE)
    set_properties(document, TITLE, LANGUAGE)
    width = _set_page(document, on_its_side=False)
    for block in content:
        match block:
            case Paragraph():
                _write(document.add_paragraph(style=styles[block.kind]), block.runs)
            case TableBlock():
                _write(document.add_paragraph(style=styles["caption"]), block.caption)
                document.element.body.sectPr.addprevious(parse_xml(table_xml(block, width)))
            case Wide():
                document.add_section()
                width = _set_page(document, on_its_side=block.on)
    return word_bytes(document)


def _set_page(document: "Document", *, on_its_side: bool) -> int:
    """The width that is left for text, in twentieths of a point."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    section = document.sections[-1]
    short, long = map(Mm, A4_MM)
    section.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if on_its_side else (short, long)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    twips: int = Mm(A4_MM[on_its_side] - 2 * MARGIN_MM).twips
    return twips


def _write(paragraph: "WordParagraph", runs: Iterable[Run]) -> None:
    for each in runs:
        run = paragraph.add_run(each.text)
        if each.bold or each.italic:
            run.bold, run.italic = each.bold or None, each.italic or None
        if each.subscript:
            run.font.subscript = True
