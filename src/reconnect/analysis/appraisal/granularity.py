"""Cells whose scores go in steps and whose n is known: what GRIM and GRIMMER can look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconnect.analysis.appraisal.contrast import later_count
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.table import Scale
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class SteppedCell:
    """A mean, and an SD if printed, of ``n`` scores that go in steps of ``scale``."""

    place: str
    where: str
    occasion: Occasion
    mean: str
    sd: str | None
    n: int
    scale: Scale


def stepped_cells(transcript: Transcript) -> Iterator[SteppedCell]:
    """Every such cell. One before treatment counts only where its own n is printed."""
    for table in transcript.tables:
        for row in table.rows:
            scale = transcript.scale(row.scale)
            if scale is None or scale.step is None:
                continue
            place, where = f"{table.id}.{row.id}", f"{table.name}, {row.label}"
            own = row.pre.n or row.n
            if own is not None:
                pre = Occasion.PRE
                yield SteppedCell(f"{place}.{pre}", where, pre, row.pre.mean, row.pre.sd, int(own), scale)
            for later in row.later:
                n = later_count(row, later, table)
                if n is not None:
                    at = later.occasion
                    yield SteppedCell(f"{place}.{at}", where, at, later.mean, later.sd, n, scale)
