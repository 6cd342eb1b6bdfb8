"""Somebody who knows the rules, the scale's whole points and everything printed, and reckons in whole numbers."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import ceil, sqrt

from scipy.special import stdtrit

from reconnect.analysis.shared import HIDDEN, NEAR, Count, Shared, SharedResult

END = 10**6  # more people than any clinic has


@cache
def answers(n: int, top: int) -> dict[int, int]:
    """For n answers of 0 to ``top``: {sum: the sums of squares that go with it, as bits}."""
    if n == 0:
        return {0: 1}
    found: dict[int, int] = {}
    for total, squares in answers(n - 1, top).items():
        for value in range(top + 1):
            found[total + value] = found.get(total + value, 0) | squares << value**2
    return found


def fitting_sums(n: int, top: int, mean: float, sd: float) -> list[tuple[int, int]]:
    """Every (sum, sum of squares) of n answers of 0 to ``top`` that prints so, to one decimal."""
    found = []
    for total in range(max(0, ceil(n * (mean - 0.05)) - 1), int(n * (mean + 0.05)) + 2):
        if round(total / n, 1) + 0.0 == mean:
            bits = answers(n, top).get(total, 0)
            low = (n - 1) * max(0.0, sd - 0.05) ** 2 + total**2 / n
            high = (n - 1) * (sd + 0.05) ** 2 + total**2 / n
            found += [
                (total, squares)
                for squares in range(max(0, int(low)), int(high) + 2)
                if bits >> squares & 1 and round(sqrt(max(0.0, squares - total**2 / n) / (n - 1)), 1) == sd
            ]
    return found


def prints(n: int, top: int) -> set[tuple[float, float]]:
    """Every (mean, SD) that n answers of 0 to ``top`` can print."""
    return {
        (round(total / n, 1) + 0.0, round(sqrt(max(0.0, squares - total**2 / n) / (n - 1)), 1))
        for total, bits in answers(n, top).items()
        for squares in range(bits.bit_length())
        if bits >> squares & 1
    }


def class_of(n: int) -> range:
    """Every number of people that is printed as n is."""
    middle = (n + 2) // 5 * 5
    return range(middle - 2, middle + 3)


def reach(n: int, sd_change: float) -> float:
    """Half the 95 % interval of a change."""
    return float(stdtrit(n - 1, 0.975)) * sd_change / sqrt(n)


def fitting_people(row: SharedResult, top: int) -> set[int]:
    """Every n that fits a printed row: its n, both means and SDs, and the interval's width."""
    assert isinstance(row.n, int)
    assert all(isinstance(each, float) for each in (row.mean_earlier, row.sd_earlier, row.mean_later, row.sd_later))
    return {n for n in class_of(row.n) if _fits(n, row, top)}


def _fits(n: int, row: SharedResult, top: int) -> bool:
    earlier = fitting_sums(n, top, row.mean_earlier, row.sd_earlier)
    later = fitting_sums(n, top, row.mean_later, row.sd_later)
    if row.high == HIDDEN:
        return bool(earlier and later)
    least, half = class_of(n)[0], round((row.high - row.low) / 2, 1)
    per_point = reach(least, 1.0)
    widest, narrowest = half / per_point, (half - 0.1) / per_point
    for (sum_x, squares_x), (sum_y, squares_y) in product(earlier, later):
        change = sum_y - sum_x
        # by Cauchy and Schwarz: how much the changes of such answers can vary
        sd_x, sd_y = (sqrt(q - s**2 / n) for s, q in ((sum_x, squares_x), (sum_y, squares_y)))
        low = max((n - 1) * narrowest**2, (sd_x - sd_y) ** 2) + change**2 / n
        high = min((n - 1) * widest**2, (sd_x + sd_y) ** 2) + change**2 / n
        first = ceil(low - 1e-9)
        first += (first - change) % 2  # squares of whole changes are odd as often as the changes are
        if first <= high + 1e-9:
            return True
    return False


World = dict[tuple[str, str], int]
HELD = {"eligible": ("started", "post", "follow_up"), "started": ("post", "follow_up")}
SAME, FEW_MISSING, MORE_MISSING = (0, 0), (1, 7), (8, END)


def bounds(shared: Shared) -> dict[str, tuple[int, int]]:
    """What everyone's printed counts say, to the person: of every hidden count, and of every step less a later one.

    Later steps lie within earlier ones, and the compared within their step. An earlier step is near where 1 to 7 are
    missing at one that stands, and else nobody or at least 8 are: every such way is tried. Each is a set of
    differences of two unknowns, so that shortest paths (Bellman 1958) are exact for whole numbers.
    """
    steps = {name: count for name in NAMES if (count := getattr(shared.flow, name)) is not None}
    rows = [row for row in shared.results if row.stratum == "all"]
    worlds = [world for ways in _ways(steps) if (world := _world(steps, ways, rows)) is not None]
    assert worlds, "what is printed cannot be"
    found = {
        f"{earlier} less {later}": (min(-w[earlier, later] for w in worlds), max(w[later, earlier] for w in worlds))
        for earlier, held in HELD.items()
        for later in held
        if later in steps
    }
    for name in (name for name, count in steps.items() if count == HIDDEN):
        found[name] = (min(-world[name, ""] for world in worlds), max(world["", name] for world in worlds))
    for row in rows:
        if row.n == HIDDEN:
            most = max(world["", str(row.comparison.later)] for world in worlds)
            found[", ".join(map(str, row.cell))] = (1, min(7, most))
    return found


NAMES = ("eligible", "started", "post", "follow_up")


def _ways(steps: dict[str, Count]) -> Iterator[dict[tuple[str, str], tuple[int, int]]]:
    """How many may be missing, for each earlier step and later one that stands."""
    pairs = [("started", later) for later in HELD["started"] if steps.get(later, 0) not in (0, HIDDEN)]
    if steps["started"] not in (0, HIDDEN, NEAR):
        pairs.append(("eligible", "started"))
    if steps["started"] == HIDDEN:
        pairs = []
    for ways in product((SAME, FEW_MISSING, MORE_MISSING), repeat=len(pairs)):
        missing = dict(zip(pairs, ways, strict=True))
        near = {earlier for (earlier, _), way in missing.items() if way == FEW_MISSING}
        if (near | ({"eligible"} if "started" in near else set())) == {
            n for n, count in steps.items() if count == NEAR
        }:
            yield missing


def _world(
    steps: dict[str, Count], ways: dict[tuple[str, str], tuple[int, int]], rows: list[SharedResult]
) -> World | None:
    """The largest ``b - a`` for every pair; "" is nought. None where nothing fits."""
    names = ["", *steps]
    most: World = {(a, b): 0 if a == b else END for a in names for b in names}

    def between(low: str, high: str, least: int, at_most: int = END) -> None:
        most[low, high] = min(most[low, high], at_most)
        most[high, low] = min(most[high, low], -least)

    for name, count in steps.items():
        between("", name, *_window(count))
    for row in rows:
        between("", str(row.comparison.later), _window(row.n)[0])
    for earlier, held in HELD.items():
        for later in held:
            if later in steps:
                between(later, earlier, *ways.get((earlier, later), (0, END)))
    for k, a, b in product(names, repeat=3):
        most[a, b] = min(most[a, b], most[a, k] + most[k, b])
    return None if any(most[a, a] < 0 for a in names) else most


def _window(count: Count) -> tuple[int, int]:
    """What a printed count may stand for."""
    if isinstance(count, int):
        return (max(8, count - 2), count + 2) if count else (0, 0)
    return (1, 7) if count == HIDDEN else (8, END)


def can_isolate(groups: list[frozenset[str]]) -> bool:
    """Whether a sum or difference of the groups, each taken once at most, is about 1 to 7 people."""
    parts = Counter(tuple(person in group for group in groups) for person in frozenset().union(*groups))
    combined = (
        sum(
            people
            for part, people in parts.items()
            if sum(sign for sign, held in zip(signs, part, strict=True) if held)
        )
        for signs in product((-1, 0, 1), repeat=len(groups))
    )
    return any(1 <= people <= 7 for people in combined)
