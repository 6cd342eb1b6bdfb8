"""The files of a letter, drawn from that one letter, and kept nowhere."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reconnect.clinic.letters.models import Letter
from reconnect.clinic.letters.wording import day_in_words
from reconnect.errors import UnprintableError
from reconnect.exchange.letter import letter as written
from reconnect.exchange.letter.pdf import render_pdf
from reconnect.exchange.letter.word import render_word


@dataclass(frozen=True, slots=True)
class File:
    """A kind of file, and how it is drawn."""

    media_type: str
    draw: Callable[[Letter], bytes]


def letter_of(letter: Letter) -> written.Letter:
    """Its words in the order of reading."""
    return written.Letter(
        head=letter.head,
        address=(letter.recipient, *letter.address),
        dated=day_in_words(letter.made_on),
        greeting=letter.greeting,
        subject=letter.subject,
        paragraphs=tuple(letter.paragraphs),
        closing=tuple(letter.closing),
    )


def envelope_of(letter: Letter) -> written.Envelope:
    """What stands outside."""
    return written.Envelope(address=(letter.recipient, *letter.address), sender=tuple(letter.outside))


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES: Mapping[str, File] = {
    "letter.pdf": File("application/pdf", lambda letter: render_pdf(letter_of(letter))),
    "letter.docx": File(WORD_TYPE, lambda letter: render_word(letter_of(letter))),
    "envelope.pdf": File("application/pdf", lambda letter: render_pdf(envelope_of(letter))),
}


def digests_of(letter: Letter) -> list[str]:
    """Which files these are: "name SHA-256", without a PDF that cannot be drawn."""
    found = []
    for name, file in FILES.items():
        try:
            found.append(f"{name} {hashlib.sha256(file.draw(letter)).hexdigest()}")
        except UnprintableError:
            continue
    return found


def is_printable(letter: Letter) -> bool:
    """Whether the PDF's fonts have every character."""
    try:
        render_pdf(letter_of(letter))
    except UnprintableError:
        return False
    return True
