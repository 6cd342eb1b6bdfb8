"""Who changed reliably, as one bar: worse first, then unchanged, better, and those of whom it is not known."""

from dataclasses import dataclass

from reconnect.analysis.individuals import ReliableChange

WIDTH, HEIGHT = 360.0, 22.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the bar: ``kind`` is worse, unchanged, better or unknown."""

    kind: str
    people: int
    x: float
    width: float


def reliable_segments(figures: ReliableChange) -> tuple[Segment, ...]:
    """The stretches of everyone who started, in their order; a kind without people has none."""
    counts = {
        "worse": figures.worse,
        "unchanged": figures.unchanged,
        "better": figures.better,
        "unknown": figures.unknown,
    }
    segments, x = [], 0.0
    for kind, people in counts.items():
        width = WIDTH * people / figures.started if figures.started else 0.0
        if people:
            segments.append(Segment(kind, people, round(x, 1), round(width, 1)))
        x += width
    return tuple(segments)
