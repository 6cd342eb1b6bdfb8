"""Somebody who knows the rules, the scale's whole points and everything printed, and reckons in whole numbers."""

from collections import Counter
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


def bounds(shared: Shared) -> dict[str, tuple[int, int]]:
    """What everyone's printed counts say, to the person: of every hidden count, and of every difference left out.

    Steps lie within those who started, the compared within their step. A number that stands is neither hidden nor
    near, so that 0 or at least 8 others started: both are tried. The constraints are differences of two unknowns, so
    their shortest paths (Bellman 1958) are exact for whole numbers.
    """
    flow = shared.flow
    unknown = {"eligible": flow.eligible, "started": flow.started, "post": flow.post, "follow_up": flow.follow_up}
    steps = {name: count for name, count in unknown.items() if count is not None}
    rows = {
        f"{row.measure.id}, {row.comparison}": (row.n, str(row.comparison.later))
        for row in shared.results
        if row.stratum == "all"
    }
    free = [name for name, count in steps.items() if name != "started" and isinstance(count, int) and count]
    worlds = [
        world
        for each in product((True, False), repeat=len(free))
        if (world := _world(steps, rows, dict(zip(free, each, strict=True))))
    ]
    assert worlds, "what is printed cannot be"
    hidden = [name for name, count in steps.items() if count == HIDDEN] + [
        n for n, (c, _) in rows.items() if c == HIDDEN
    ]
    pairs = {name: ("", name) for name in hidden}
    pairs |= {
        f"{name} beside started": (name, "started") if name != "eligible" else ("started", name)
        for name, count in steps.items()
        if count == NEAR
    }
    return {
        name: (min(-world[high, low] for world in worlds), max(world[low, high] for world in worlds))
        for name, (low, high) in pairs.items()
    }


World = dict[tuple[str, str], int]


def _world(steps: dict[str, Count], rows: dict[str, tuple[Count, str]], gone: dict[str, bool]) -> World | None:
    """The largest ``b - a`` for every pair; "" is nought. None where nothing fits."""
    names = ["", *steps, *rows]
    most: World = {(a, b): 0 if a == b else END for a in names for b in names}

    def between(low: str, high: str, least: int, at_most: int = END) -> None:
        most[low, high] = min(most[low, high], at_most)
        most[high, low] = min(most[high, low], -least)

    for name, count in [*steps.items(), *((name, count) for name, (count, _) in rows.items())]:
        of_few = name not in ("eligible", "started") and steps["started"] == 10
        window = {HIDDEN: (1, 11 if of_few else 7), NEAR: (8, END), 0: (0, 0)}.get(count)
        between("", name, *(window or (max(8, int(count) - 2), int(count) + 2)))
    for name, count in steps.items():
        if name != "started":
            between(
                *(("started", name) if name == "eligible" else (name, "started")), *_apart(name, count, steps, gone)
            )
    for name, (count, step) in rows.items():
        between(name, step, 0)
        if steps[step] == NEAR and count not in (HIDDEN, 0):
            between(name, "started", *((1, 7) if count == NEAR else (8, END)))
    for k, a, b in product(names, repeat=3):
        most[a, b] = min(most[a, b], most[a, k] + most[k, b])
    return None if any(most[a, a] < 0 for a in names) else most


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


def _apart(name: str, count: Count, steps: dict[str, Count], gone: dict[str, bool]) -> tuple[int, int]:
    """Least and most people between a step and those who started."""
    if count == NEAR:
        return (1, 7)
    if count == HIDDEN:
        return (1 if name != "eligible" and steps["started"] != HIDDEN else 0, END)
    if name in gone and isinstance(steps["started"], int):
        return (8, END) if gone[name] else (0, 0)
    return (0, END)
