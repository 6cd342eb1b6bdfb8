"""People as dots: one for each, or for each few, placed by how far they were heard from."""

from dataclasses import dataclass

from reconnect.analysis.flow import Flow

COLUMNS = 25
STEP = 14.0
MOST_DOTS = 500
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot's centre and what it stands for: complete, heard, unheard or never-started."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class PeopleChart:
    """The dots of one stratum; each stands for ``people_a_dot`` people, rounded up so that nobody vanishes."""

    dots: tuple[Dot, ...]
    kinds: tuple[tuple[str, int], ...]
    people_a_dot: int
    width: float
    height: float


def people_chart(flow: Flow) -> PeopleChart:
    """Dots for everyone eligible, in four kinds that do not overlap."""
    kinds = (
        ("complete", flow.complete),
        ("heard", flow.heard - flow.complete),
        ("unheard", flow.unheard),
        ("never-started", flow.eligible - flow.started),
    )
    size = next((each for each in SIZES if flow.eligible <= each * MOST_DOTS), SIZES[-1])
    order = [kind for kind, people in kinds for _ in range(-(-people // size))]
    dots = tuple(
        Dot((index % COLUMNS + 0.5) * STEP, (index // COLUMNS + 0.5) * STEP, kind) for index, kind in enumerate(order)
    )
    rows = -(-len(order) // COLUMNS)
    return PeopleChart(dots, kinds, size, COLUMNS * STEP, max(rows, 1) * STEP)
