"""Do services differ more than chance would have it? A funnel for change and one for completion, never a ranking.

Points stand in the order of their ids. A point outside its limits asks a question; it answers none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from scipy.special import ndtri

from reconnect.analysis.moments import FloatPairMoments, PairMoments
from reconnect.analysis.refusal import Reason, Refusal

FEWEST = 10
WARNING, ALARM = float(ndtri(0.975)), float(ndtri(0.999))  # limits of 95 % and 99.8 %


class Place(StrEnum):
    """Where a service lies beside the limits of its own size."""

    INSIDE = "inside"
    OUTSIDE_95 = "outside-95"
    OUTSIDE_998 = "outside-998"


@dataclass(frozen=True, slots=True)
class Limits:
    """The 95 % and 99.8 % limits at one size."""

    low_998: float
    low_95: float
    high_95: float
    high_998: float


@dataclass(frozen=True, slots=True)
class Point:
    """One service: ``n`` people, its value, and where that lies beside the limits at n."""

    service_id: str
    n: int
    value: float
    limits: Limits
    place: Place


@dataclass(frozen=True, slots=True)
class Funnel:
    """Every service around ``centre``; ``sd`` is one person's within a service, ``tau2`` the variance between services.

    ``least`` and ``most`` bound what a value can be; ``left_out`` names services with nobody to count.
    """

    points: tuple[Point, ...]
    centre: float
    sd: float
    tau2: float
    left_out: tuple[str, ...]
    least: float | None = None
    most: float | None = None

    def limits(self, n: int) -> Limits:
        """centre -+ z sqrt(sd^2 / n + tau2), z 1.96 and 3.09 (Spiegelhalter 2005, Stat Med 24: 1185-1202)."""
        error = sqrt(self.sd**2 / n + self.tau2)
        reach = (-ALARM, -WARNING, WARNING, ALARM)
        return Limits(*(self._possible(self.centre + z * error) for z in reach))

    def _possible(self, value: float) -> float:
        low = value if self.least is None else max(self.least, value)
        return low if self.most is None else min(self.most, low)


def change_funnel(services: Mapping[str, PairMoments]) -> Funnel | Refusal:
    """Change (later - earlier, raw points) of each service, as if all had started from the same mean.

    value = change - b (its mean earlier - the mean of all people), b the pooled slope of change on the earlier score
    within services; sd that of what the slope leaves, N - services - 1 df; tau2 by DerSimonian and Laird 1986 (Control
    Clin Trials 7: 177-188) from the variances sd^2 / n; centre the mean weighted by 1 / (sd^2 / n + tau2). The slope's
    own error is left out: it is shared by all services.

    Refused under 10 services with a pair, and where no degree of freedom or no spread within services is left.
    """
    held = {name: moments.centred() for name, moments in sorted(services.items()) if moments.n}
    people, left_out = sum(each.n for each in held.values()), tuple(sorted(services.keys() - held.keys()))
    if len(held) < FEWEST:
        return Refusal(Reason.FEW_SERVICES, len(held))
    squares_x = sum(each.squares_x for each in held.values())
    df = people - len(held) - 1
    if df < 1 or squares_x <= 0:
        return Refusal(Reason.FEW_PEOPLE, people)
    products = sum(_products(each) for each in held.values())
    slope = products / squares_x
    variance = (sum(each.squares_d for each in held.values()) - slope * products) / df
    if variance <= 0:
        return Refusal(Reason.FEW_PEOPLE, people)
    mean = sum(each.n * each.mean_x for each in held.values()) / people
    values = {name: (each.n, each.mean_d - slope * (each.mean_x - mean)) for name, each in held.items()}
    return _funnel(values, variance, left_out)


def completion_funnel(services: Mapping[str, tuple[int, int]]) -> Funnel | Refusal:
    """Of those who started, the share who answered again: ``services`` holds (completed, started) of each.

    The same funnel, with variances p (1 - p) / n, p the share of all people. Refused under 10 services with anyone
    started, and where nobody or everybody completed. Raises ValueError where more completed than started.
    """
    if any(not 0 <= completed <= started for completed, started in services.values()):
        raise ValueError("services: completed lies between 0 and started")
    held = {name: counts for name, counts in sorted(services.items()) if counts[1]}
    if len(held) < FEWEST:
        return Refusal(Reason.FEW_SERVICES, len(held))
    started = sum(count for _, count in held.values())
    share = sum(completed for completed, _ in held.values()) / started
    if share in {0.0, 1.0}:
        return Refusal(Reason.FEW_PEOPLE, started)
    values = {name: (count, completed / count) for name, (completed, count) in held.items()}
    return _funnel(values, share * (1 - share), tuple(sorted(services.keys() - held.keys())), 0.0, 1.0)


def _funnel(
    values: Mapping[str, tuple[int, float]],
    variance: float,
    left_out: tuple[str, ...],
    least: float | None = None,
    most: float | None = None,
) -> Funnel:
    tau2 = between(list(values.values()), variance)
    weights = {name: 1 / (variance / n + tau2) for name, (n, _) in values.items()}
    centre = sum(weights[name] * value for name, (_, value) in values.items()) / sum(weights.values())
    empty = Funnel((), centre, sqrt(variance), tau2, left_out, least, most)
    points = tuple(_point(empty, name, n, value) for name, (n, value) in values.items())
    return Funnel(points, centre, sqrt(variance), tau2, left_out, least, most)


def between(values: list[tuple[int, float]], variance: float) -> float:
    """tau2 = max(0, (Q - (k - 1)) / (sum w - sum w^2 / sum w)), w = n / variance (DerSimonian and Laird 1986)."""
    weights = [n / variance for n, _ in values]
    whole = sum(weights)
    mean = sum(w * value for w, (_, value) in zip(weights, values, strict=True)) / whole
    q = sum(w * (value - mean) ** 2 for w, (_, value) in zip(weights, values, strict=True))
    return max(0.0, (q - (len(values) - 1)) / (whole - sum(w**2 for w in weights) / whole))


def _products(each: FloatPairMoments) -> float:
    """Sum of products of the centred earlier score and change."""
    return (each.squares_y - each.squares_x - each.squares_d) / 2


def _point(funnel: Funnel, name: str, n: int, value: float) -> Point:
    limits = funnel.limits(n)
    place = Place.INSIDE
    if not limits.low_998 <= value <= limits.high_998:
        place = Place.OUTSIDE_998
    elif not limits.low_95 <= value <= limits.high_95:
        place = Place.OUTSIDE_95
    return Point(name, n, value, limits, place)
