"""A code as a picture, which the camera of a phone or tablet reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import segno
from django.conf import settings
from django.urls import reverse

QUIET = 4  # modules of white around it, without which cameras find nothing (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Picture:
    """Its dark parts as a path in a square of ``size``: nothing in it is loaded, styled or run."""

    size: int
    path: str


@dataclass(frozen=True, slots=True)
class CodePicture(Picture):
    """Where the code is typed in, and what the picture holds."""

    start: str
    holds: str


def picture_of(code: str) -> CodePicture:
    """The code behind the # of the service's own address: that part is sent to no server, and stands in no log."""
    start = f"{settings.ORIGIN}{reverse('start')}"
    holds = f"{start}#{code}"
    drawn = drawn_as_picture(holds)
    return CodePicture(drawn.size, drawn.path, start, holds)


def drawn_as_picture(text: str) -> Picture:
    """Any text, such as an address."""
    rows = segno.make(text, error="m", micro=False).matrix
    path = "".join(run for y, row in enumerate(rows, QUIET) for run in _runs(row, y))
    return Picture(len(rows) + 2 * QUIET, path)


def _runs(row: bytes | bytearray, y: int) -> Iterator[str]:
    """The dark runs of a row, each as a bar of a path."""
    x = QUIET
    for dark, modules in groupby(row):
        long = len(list(modules))
        if dark:
            yield f"M{x} {y}h{long}v1h-{long}z"
        x += long
