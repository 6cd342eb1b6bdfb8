"""letter.pdf and envelope.pdf: tagged, in fonts that come with the typesetter, and the same for the same words."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

from reconnect.errors import UnprintableError
from reconnect.exchange.letter.letter import TITLE, Envelope, Letter, holdable

SOURCE = Path(__file__).with_name("letter.typ")
STANDARD: Final = "ua-1"  # PDF/UA: a screen reader can read it, and every character has a shape and a meaning
UNDATED = 0  # no day of making stands in the file


def render_pdf(document: Letter | Envelope) -> bytes:
    """The bytes of the PDF. Raises UnprintableError where no font has a character."""
    import typst  # noqa: PLC0415 nobody else waits for it

    told = _held(asdict(document)) | {"title": TITLE, "kind": type(document).__name__.lower()}
    try:
        made = typst.compile(
            _source(),
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=True),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARD,
            sys_inputs={"told": json.dumps(told)},
            timestamp=UNDATED,
        )
    except typst.TypstError:
        message = "Some of these characters have no shape in the PDF's fonts. Use the Word document, or other letters."
        raise UnprintableError(message) from None  # the typesetter's own message quotes the text
    assert isinstance(made, bytes)  # noqa: S101 one file, as no more were asked for
    return made


@cache
def _source() -> bytes:
    return SOURCE.read_bytes()


def _held(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _held(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_held(each) for each in value]
    return holdable(value)
