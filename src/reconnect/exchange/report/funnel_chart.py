"""Services round their average, each by its size: the funnel of what chance alone would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconnect.analysis.funnel import Funnel, Limits, Point

WIDTH, HEIGHT = 360.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 348.0, 12.0, 204.0
STEPS = 40


@dataclass(frozen=True, slots=True)
class ServiceDot:
    """A service's place in the picture."""

    x: float
    y: float
    point: Point


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Dots, the outlines of both limits as SVG points, and what stands at the ends of both axes."""

    dots: tuple[ServiceDot, ...]
    inner: tuple[str, str]
    outer: tuple[str, str]
    centre: float
    most_people: int
    low: float
    high: float
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM


def funnel_chart(funnel: Funnel) -> FunnelChart:
    """Size to the right, value upwards; the picture ends at the widest limit or value."""
    most = max(point.n for point in funnel.points)
    least = max(1, min(point.n for point in funnel.points) * 3 // 4)  # so that equal sizes have lines too
    sizes = sorted({round(least + (most - least) * step / STEPS) for step in range(STEPS + 1)})
    limits = [funnel.limits(size) for size in sizes]
    values = [*(point.value for point in funnel.points), limits[0].low_998, limits[0].high_998]
    low, high = min(values), max(values)

    def x(size: float) -> float:
        return round(LEFT + (size / most) * (RIGHT - LEFT), 1)

    def y(value: float) -> float:
        return round(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP), 1)

    def outline(values: Sequence[float]) -> str:
        return " ".join(f"{x(size)},{y(value)}" for size, value in zip(sizes, values, strict=True))

    def pair(name: str) -> tuple[str, str]:
        lower, upper = ([_limit(each, side, name) for each in limits] for side in ("low", "high"))
        return outline(lower), outline(upper)

    dots = tuple(ServiceDot(x(point.n), y(point.value), point) for point in funnel.points)
    return FunnelChart(dots, pair("95"), pair("998"), y(funnel.centre), most, low, high)


def _limit(limits: Limits, side: str, name: str) -> float:
    value: float = getattr(limits, f"{side}_{name}")
    return value
