"""What every Word document of ours shares: no author, no day, the same bytes from the same words."""

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document

# The same data make the same bytes: neither the day of writing nor the writer's name stands in the file.
WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)


def set_properties(document: "Document", title: str, language: str) -> None:
    """Give ``document`` its title and language, and take out whatever else its template says of itself."""
    about = document.core_properties
    about.title, about.language = title, language
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = WRITTEN
    about.revision = 1
    # The template's picture of itself, and its styles as Word 2010 drew them, are none of this document.
    for links in (document.part.package.rels, document.part.rels):
        for key in [key for key, link in links.items() if link.reltype.endswith(("/thumbnail", "/stylesWithEffects"))]:
            del links[key]


def word_bytes(document: "Document") -> bytes:
    """The file, with one date on every part."""
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _undated(data: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name)  # 1980-01-01, the first day that zip knows
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()
