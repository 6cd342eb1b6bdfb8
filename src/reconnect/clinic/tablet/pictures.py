"""Addresses as pictures, which the camera of a phone or tablet reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import segno
from django.conf import settings
from django.urls import reverse

QUIET = 4  # modules of white around it, without which cameras find nothing (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Picture:
    """What it ``holds``, and its dark parts: a path in a square of ``size``, in an SVG's own words."""

    holds: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class CodePicture(Picture):
    """Of a code. ``start`` is where it is typed in."""

    start: str


def picture_of(code: str) -> CodePicture:
    """The code behind the # of the service's own address: that part is sent to no server, and stands in no log."""
    start = f"{settings.ORIGIN}{reverse('start')}"
    drawn = picture_of_address(f"{start}#{code}")
    return CodePicture(drawn.holds, drawn.size, drawn.path, start)


def picture_of_address(address: str) -> Picture:
    """The address, with nothing in the picture that is loaded, styled or run."""
    rows = segno.make(address, error="m", micro=False).matrix
    path = "".join(run for y, row in enumerate(rows, QUIET) for run in _runs(row, y))
    return Picture(address, len(rows) + 2 * QUIET, path)


def _runs(row: bytes | bytearray, y: int) -> Iterator[str]:
    """The dark runs of a row, each as a bar of a path."""
    x = QUIET
    for dark, modules in groupby(row):
        long = len(list(modules))
        if dark:
            yield f"M{x} {y}h{long}v1h-{long}z"
        x += long
