"""Cells whose scores go in steps and whose n is known: what GRIM and GRIMMER can look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconnect.analysis.appraisal.contrast import printed_count
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.table import Earlier, Later, Scale
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
    """Every such cell."""
    for table in transcript.tables:
        for row in table.rows:
            scale = transcript.scale(row.scale)
            if scale is None or scale.step is None:
                continue
            place, where = f"{table.id}.{row.id}", f"{table.name}, {row.label}"
            cells: list[tuple[Occasion, Earlier | Later]] = [
                (Occasion.PRE, row.pre),
                *((later.occasion, later) for later in row.later),
            ]
            for at, cell in cells:
                n = printed_count(row, cell)
                if n is not None:
                    yield SteppedCell(f"{place}.{at}", where, at, cell.mean, cell.sd, n, scale)
