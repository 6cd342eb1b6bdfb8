"""A transcript from a file, or from those that come with ReConnect."""

from pathlib import Path

from reconnect.errors import ContentError, Problem
from reconnect.model.load import parse_transcript, shipped_library
from reconnect.model.transcript.transcript import Transcript
from reconnect.model.typed_yaml import LONGEST


def read_transcript(path: Path) -> Transcript:
    """The transcript in the file at ``path``. Raises ContentError with every problem of it."""
    try:
        with path.open("rb") as file:
            content = file.read(4 * LONGEST + 1)  # no character takes more bytes; what is longer is refused unread
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ContentError([Problem(path.name, "not UTF-8 text")]) from None
    except OSError as error:
        raise ContentError([Problem(path.name, f"cannot be read: {error.strerror}")]) from None
    return parse_transcript(text, path.name)


def shipped_transcript(name: str) -> Transcript:
    """The newest shipped transcript of that id. Raises ContentError naming those there are."""
    transcripts = shipped_library().transcripts.newest
    if name not in transcripts:
        raise ContentError([Problem("--paper", f"no such paper; there are: {', '.join(transcripts)}")])
    return transcripts[name]
