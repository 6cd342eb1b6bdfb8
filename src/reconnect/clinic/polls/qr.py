"""A picture that a phone's camera reads as an address, as one path: nothing in it is loaded, styled or run."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of empty edge, without which cameras do not find it


@dataclass(frozen=True, slots=True)
class Picture:
    """``path`` draws the dark modules of a square of ``size``, in an SVG's own words."""

    size: int
    path: str


def picture_of(address: str) -> Picture:
    """The address as a picture."""
    rows = segno.make(address, micro=False, error="m").matrix
    dark = (
        f"M{column + QUIET} {line + QUIET}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, module in enumerate(row)
        if module
    )
    return Picture(len(rows) + 2 * QUIET, "".join(dark))
