"""How report.docx looks: Word's own named styles, so that a reader can change them all at once."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

# What a block is, and the style that it has in Word.
STYLES = {
    "h1": "Heading 1",
    "h2": "Heading 2",
    "h3": "Heading 3",
    "p": "Normal",
    "lead": "Lead",
    "soft": "Note",
    "li": "List Bullet",
    "dt": "Term",
    "dd": "Normal",
    "caption": "Caption",
    "cell": "Table Cell",
    "head": "Table Head",
}
OWN: dict[str, tuple[float, bool]] = {  # points, and whether bold
    "Lead": (13, False),
    "Note": (9, False),
    "Term": (11, True),
    "Table Cell": (8, False),
    "Table Head": (8, True),
}
TABLES = ("Normal Table", "Table Grid")
INK = "1F2937"  # 14.7 : 1 on white
FONT = "Calibri"


def style_of(kind: str) -> str:
    """The name of the style of a ``kind`` of block."""
    return STYLES[kind]


def set_up_styles(document: "Document", language: str) -> "dict[str, ParagraphStyle]":
    """Give ``document`` the styles above, and every text of it its ``language``; the style of each kind of block."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 nobody else waits for it
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    styles = document.styles
    for each in [style for style in styles if style.type == WD_STYLE_TYPE.TABLE and style.name not in TABLES]:
        each.delete()  # a hundred, and the document is half as large without them
    for name, (points, bold) in OWN.items():
        own = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = styles["Normal"]
        own.font.size, own.font.bold = Pt(points), bold
        if name.startswith("Table"):
            own.paragraph_format.space_after = Pt(0)
    for name in STYLES.values():
        style = styles[name]
        style.font.name, style.font.color.rgb = FONT, RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would go before ours
    styles["Note"].paragraph_format.space_before = Pt(4)
    styles["Caption"].paragraph_format.space_before = Pt(10)
    for name in ("Caption", "Term"):
        styles[name].paragraph_format.keep_with_next = True
    for each in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for told in each.iter(qn(tag)):
                told.set(qn("w:val"), language)
    return {kind: styles[name] for kind, name in STYLES.items()}
