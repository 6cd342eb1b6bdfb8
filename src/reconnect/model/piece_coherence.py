"""What a piece alone cannot tell: answers that may pick it, words that pages know, and a place of its own."""

from collections import Counter
from collections.abc import Iterator

from reconnect.model.condition_coherence import condition_complaint
from reconnect.model.library import Library
from reconnect.model.piece import Piece, for_anyone
from reconnect.model.questionnaire import Use
from reconnect.model.voice import PLACEHOLDER, unknown_words

USES = (Use.MEASURE, Use.ASSESSMENT, Use.WORKSHEET)

Complaint = tuple[Piece, str, str]  # the piece, the field's path, what is wrong


def piece_complaints(library: Library, *, settled: bool) -> Iterator[Complaint]:
    """Everything wrong with the newest pieces; conditions are looked at where questionnaires are ``settled``."""
    newest = library.pieces.newest.values()
    for piece in newest:
        yield from _words(piece)
        yield from _whom(piece)
        if settled:
            yield from _conditions(piece, library)
    taken = Counter(piece.order for piece in newest)
    for piece in newest:
        if taken[piece.order] > 1:
            yield piece, "order", "another piece has this place"


def _words(piece: Piece) -> Iterator[Complaint]:
    if not for_anyone(piece.body):
        yield piece, "body", "write at least one paragraph for everyone"
    for number, paragraph in enumerate(piece.paragraphs, 1):
        if not paragraph.text.strip():
            yield piece, "body", f"paragraph {number} is empty"
    for word in unknown_words(each.text for each in piece.paragraphs):
        yield piece, "body", f"nobody is asked for their word for {{{word}}}"
    for field, text in (("title", piece.title), ("about", piece.about)):
        if PLACEHOLDER.search(text) or not text.strip():
            yield piece, field, "write words that stay as they are, whoever reads them"


def _whom(piece: Piece) -> Iterator[Complaint]:
    if piece.always == bool(piece.for_whom):
        yield piece, "for_whom", "say whom it is for: always, or those who gave one of these answers"
    for number, reason in enumerate(piece.for_whom, 1):
        if not reason.all_of:
            yield piece, f"for_whom[{number}]", "name at least one answer"


def _conditions(piece: Piece, library: Library) -> Iterator[Complaint]:
    for number, condition in enumerate(piece.conditions, 1):
        complaint = condition_complaint(condition, library, USES)
        if complaint:
            yield piece, f"for_whom, condition {number}", complaint
