"""letter.docx: the letter in Word's own styles."""

from typing import TYPE_CHECKING

from reconnect.exchange.letter.letter import LANGUAGE, TITLE, Letter, holdable
from reconnect.exchange.report.word_styles import set_up_styles
from reconnect.exchange.word_file import set_properties, word_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document

MARGIN_MM, PAPER_MM = 25, (210, 297)
TEXT_POINTS = 12
TOUCHING = 2  # points between the lines of an address


def render_word(letter: Letter) -> bytes:
    """The bytes of letter.docx; the same for the same letter."""
    import docx  # noqa: PLC0415 nobody else waits for it
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    document = docx.Document()
    set_up_styles(document, LANGUAGE)
    set_properties(document, TITLE, LANGUAGE)
    _set_page(document)
    _write(document, [letter.head])[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _write(document, letter.address, together=True)
    _write(document, [letter.dated, letter.greeting])
    _write(document, [letter.subject], style="Heading 1")
    _write(document, letter.paragraphs)
    _write(document, letter.closing, together=True)
    return word_bytes(document)


def _set_page(document: "Document") -> None:
    from docx.shared import Mm, Pt  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, PAPER_MM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    for name, points in (("Normal", TEXT_POINTS), ("Heading 1", TEXT_POINTS + 2)):
        style = document.styles[name]
        style.font.size = Pt(points)
        style.paragraph_format.space_after = Pt(TEXT_POINTS)


def _write(document: "Document", texts: "Iterable[str]", *, style: str = "Normal", together: bool = False) -> list:  # type: ignore[type-arg]
    """A paragraph for each text; the last of those that stand ``together`` has the gap."""
    from docx.shared import Pt  # noqa: PLC0415

    written = [document.add_paragraph(holdable(text), style=style) for text in texts]
    for each in written[:-1] if together else []:
        each.paragraph_format.space_after = Pt(TOUCHING)
        each.paragraph_format.keep_with_next = True
    return written
