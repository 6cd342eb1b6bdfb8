"""How often each interval holds the true value, by simulation.

Intervals of effects (d_pre, d_av, d_z and the g of each), of the pseudo-median, of alpha, and of minutes; and how
often a funnel's limits hold a service that is like the others.

    python benchmarks/coverage_effects.py --runs 4000
"""

import argparse
import time
from collections.abc import Callable, Iterator
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from reconnect.analysis.counts import pair_counts
from reconnect.analysis.effects import Effect, effects
from reconnect.analysis.funnel import Funnel, Place, change_funnel
from reconnect.analysis.ingredients import Attender, Ingredients, ingredients
from reconnect.analysis.moments import FloatPairMoments, pair_moments, spread
from reconnect.analysis.reliability import ItemMoments, alpha
from reconnect.analysis.wilcoxon import signed_ranks
from reconnect.model.measure import Better

SEED = 20190614
EFFECTS = ("d_pre", "d_av", "d_z")
SIZES = (5, 10, 20, 50, 200)

Numbers = NDArray[np.float64]
Generator = np.random.Generator
Line = tuple[str, str, float, str]
Pair = tuple[Numbers, Numbers]


def _error(runs: int) -> float:
    return sqrt(0.95 * 0.05 / runs)


def _moments(x: Numbers, y: Numbers) -> FloatPairMoments:
    d = y - x
    squares = [float(((each - each.mean()) ** 2).sum()) for each in (x, y, d)]
    return FloatPairMoments(len(x), float(x.mean()), float(y.mean()), float(d.mean()), *squares)


def _pairs(chance: Generator, n: int, r: float, ratio: float, change: float) -> Pair:
    x = chance.standard_normal(n)
    return x, ratio * (r * x + sqrt(1 - r * r) * chance.standard_normal(n)) + change


def _holds(found: Effect | None, true: float) -> bool:
    return found is not None and found.low <= true <= found.high


def _shrunk_holds(d: Effect | None, g: Effect | None, true: float) -> bool:
    """Whether the interval would hold if Hedges' J shrank it too, as some programs do."""
    if d is None or g is None or d.d == 0:
        return False
    j = g.d / d.d
    return j * d.low <= true <= j * d.high


def effects_normal(chance: Generator, runs: int) -> Iterator[Line]:
    """Normal scores: equal SDs and unlike ones, two correlations, three sizes of change."""
    for n in SIZES:
        for r, ratio, change in ((0.5, 1.0, 0.0), (0.5, 1.0, 0.4), (0.5, 1.0, 1.0), (0.8, 1.0, 0.4), (0.5, 1.4, 0.4)):
            true = {
                "d_pre": change,
                "d_av": change / sqrt((1 + ratio**2) / 2),
                "d_z": change / sqrt(1 + ratio**2 - 2 * r * ratio),
            }
            data = f"normal, n {n}, r {r}, SD later {ratio}, change {change}"
            yield from _effects(lambda n=n, r=r, s=ratio, c=change: _pairs(chance, n, r, s, c), true, data, runs)


def effects_floor(chance: Generator, runs: int) -> Iterator[Line]:
    """Whole scores of 0 to 10 with a crowd at 0, later or from the start: true values from two million people."""
    for place, before, after in (("later", 2.0, 0.0), ("from the start", -4.0, -2.0)):

        def scores(n: int, before: float = before, after: float = after) -> Pair:
            x, y = _pairs(chance, n, 0.5, 1.0, 0.0)
            return np.clip(np.round(before + 3 * x), 0, 10), np.clip(np.round(after + 3 * y), 0, 10)

        x, y = scores(2_000_000)
        change = float((y - x).mean())
        true = {
            "d_pre": change / float(x.std()),
            "d_av": change / sqrt((x.var() + y.var()) / 2),
            "d_z": change / float((y - x).std()),
        }
        share = f"{(x == 0).mean():.0%} and {(y == 0).mean():.0%} at 0"
        for n in (20, 50, 200):
            yield from _effects(lambda n=n, of=scores: of(n), true, f"0 to 10, a floor {place} ({share}), n {n}", runs)


def _effects(draw: Callable[[], Pair], true: dict[str, float], data: str, runs: int) -> Iterator[Line]:
    held, shrunk, defined = (dict.fromkeys(EFFECTS, 0) for _ in range(3))
    for _ in range(runs):
        found = effects(spread(_moments(*draw())), Better.HIGHER)
        for name in EFFECTS:
            d, g = getattr(found, name), getattr(found, f"g{name[1:]}")
            defined[name] += d is not None
            held[name] += _holds(d, true[name])
            shrunk[name] += _shrunk_holds(d, g, true[name])
    for name in EFFECTS:
        yield (
            f"{name}, g{name[1:]}",
            data,
            held[name] / defined[name],
            f"shrunk by J: {shrunk[name] / defined[name]:.3f}",
        )


def pseudo_medians(chance: Generator, runs: int) -> Iterator[Line]:
    """Symmetric changes: fine, and in whole points of a scale from 0 to 10, where many are equal."""
    for n in (10, 20, 50, 200):
        for scale, true in (("fine", 0.7), ("whole points", 1.0)):
            held = 0
            for _ in range(runs):
                changes = true + 2.5 * chance.standard_normal(n)
                whole = np.round(changes) if scale == "whole points" else changes
                pairs = [(0, int(each)) for each in whole] if scale == "whole points" else [(0.0, c) for c in whole]
                found = signed_ranks(pair_counts(pairs), Better.HIGHER)
                held += found.low is not None and found.high is not None and found.low <= true <= found.high
            yield "pseudo-median", f"{scale}, SD 2.5, n {n}", held / runs, ""


def alphas(chance: Generator, runs: int) -> Iterator[Line]:
    """Five items that measure alike, five that do not, and five rounded to 0 to 4."""
    alike, unlike = np.full(5, 0.7), np.array([0.9, 0.8, 0.7, 0.5, 0.4])
    for n in (30, 100, 300):
        for kind, weights in (("alike", alike), ("unlike", unlike), ("alike, 0 to 4", alike)):

            def draw(people: int, weights: Numbers = weights, whole: bool = kind.endswith("4")) -> ItemMoments:  # noqa: FBT001
                shared = np.outer(chance.standard_normal(people), weights)
                rows = shared + np.sqrt(1 - weights**2) * chance.standard_normal((people, 5))
                rows = np.clip(np.round(2 + 1.2 * rows), 0, 4) if whole else rows
                means = rows.mean(axis=0)
                scatter = (rows - means).T @ (rows - means)
                return ItemMoments(people, tuple(means), tuple(tuple(row) for row in scatter), 0)

            many = alpha(draw(1_000_000))
            true = many.value if many else 0.0
            found = [alpha(draw(n)) for _ in range(runs)]
            held = sum(each is not None and each.low <= true <= each.high for each in found)
            yield "alpha (Feldt)", f"five items {kind}, alpha {true:.3f}, n {n}", held / runs, ""


def minutes(chance: Generator, runs: int) -> Iterator[Line]:
    """Slopes of a component's minutes: programmes of unequal size, people in them alike and minutes too.

    Beside CR2 with Satterthwaite df stands the simpler CR1 with programmes - 1 df.
    """
    runs = max(1, runs // 4)
    for programmes, free in ((5, 5), (10, 10), (20, 20), (10, 3), (20, 3)):
        held, simpler, df = 0, 0, 0.0
        for _ in range(runs):
            people = _attenders(chance, programmes, free)
            found = ingredients(people, ("myths", "senses"))
            if not isinstance(found, Ingredients):
                raise TypeError("minutes vary within every programme here")
            slope = found.per_hour[0]
            held += slope.low <= 1.0 <= slope.high
            simpler += abs(slope.estimate - 1.0) <= _cr1_reach(people)
            df += slope.df
        besides = f"CR1: {simpler / runs:.3f}; mean df {df / runs:.1f}; {runs} runs"
        data = f"{programmes} programmes of 4 to 14" + (f", minutes differ much in {free}" if free < programmes else "")
        yield "minutes (CR2)", data, held / runs, besides


def _cr1_reach(people: list[Attender]) -> float:
    """Half of the 95 % interval of the first component's slope by CR1, on the whole design."""
    names = sorted({person.programme for person in people if person.programme})
    level = np.array([[person.programme == name for name in names] for person in people], float)
    columns = [(person.earlier, *(each / 60 for each in person.minutes), person.sessions) for person in people]
    x, y = np.hstack([np.array(columns), level]), np.array([person.later for person in people])
    inner = np.linalg.inv(x.T @ x)
    rest = y - x @ (inner @ x.T @ y)
    scores = (level * rest[:, None]).T @ (x @ inner[:, 1])
    n, k, groups = len(people), x.shape[1], len(names)
    error = sqrt(float((scores**2).sum()) * groups / (groups - 1) * (n - 1) / (n - k))
    return float(stdtrit(groups - 1, 0.975)) * error


def _attenders(chance: Generator, programmes: int, free: int) -> list[Attender]:
    """One hour more of myths makes 1 point, and so much the more or less in this programme or that.

    In the first ``free`` programmes minutes differ between people by up to an hour, in the others by ten minutes.
    """
    found = []
    for programme in range(programmes):
        level, more = chance.normal(0, 1), chance.normal(0, 1)
        for _ in range(int(chance.integers(4, 15))):
            sessions = int(7 - chance.binomial(7, 0.25))
            first, second = chance.uniform(*((30, 90) if programme < free else (55, 65)), 2) * sessions / 7
            earlier = chance.normal(12, 6)
            later = 3 + level + 0.5 * earlier + (1 + more) * first / 60 - 0.2 * sessions + chance.normal(0, 4)
            found.append(Attender(str(programme), earlier, later, (first, second), sessions))
    return found


def funnels(chance: Generator, runs: int) -> Iterator[Line]:
    """Services that differ by nothing, and by an SD of 1 point: how many lie within the limits of 95 and 99.8 %."""
    runs = max(1, runs // 10)
    for between in (0.0, 1.0):
        for services in (10, 30):
            within_95 = within_998 = points = 0
            for _ in range(runs):
                found = change_funnel({str(each): _service(chance, between) for each in range(services)})
                if not isinstance(found, Funnel):
                    raise TypeError("ten services and more have a funnel")
                points += len(found.points)
                within_95 += sum(point.place is Place.INSIDE for point in found.points)
                within_998 += sum(point.place is not Place.OUTSIDE_998 for point in found.points)
            besides = f"99.8 %: {within_998 / points:.4f}; {runs} runs"
            yield "funnel limits of 95 %", f"{services} services, SD between {between}", within_95 / points, besides


def _service(chance: Generator, between: float) -> FloatPairMoments:
    n = int(chance.integers(8, 60))
    x = chance.normal(12 + chance.normal(0, 1), 6, n)
    y = 4 + 0.5 * x + chance.normal(0, between) + chance.normal(0, 4, n)
    return pair_moments(zip(x.tolist(), y.tolist(), strict=True)).centred()


PARTS = {each.__name__: each for each in (effects_normal, effects_floor, pseudo_medians, alphas, minutes, funnels)}


def main() -> None:
    """Print a table of coverages, 95 % being what each should be."""
    parser = argparse.ArgumentParser(description="Simulate how often each interval holds the true value.")
    parser.add_argument("--runs", type=int, default=1000, help="data sets of each kind (%(default)s)")
    parser.add_argument("--only", choices=PARTS, help="one part (all)")
    parser.add_argument("--seed", type=int, default=SEED, help="where chance starts (%(default)s)")
    arguments = parser.parse_args()
    chance, runs = np.random.default_rng(arguments.seed), arguments.runs
    started = time.perf_counter()
    print(f"{runs} runs each, seed {arguments.seed}; the standard error of a coverage of .95 is {_error(runs):.4f}\n")
    print("| interval | data | coverage | besides |\n|---|---|---|---|")
    for part in PARTS.values() if arguments.only is None else [PARTS[arguments.only]]:
        for name, data, coverage, besides in part(chance, runs):
            print(f"| {name} | {data} | {coverage:.3f} | {besides} |", flush=True)
    print(f"\n{time.perf_counter() - started:.0f} seconds")


if __name__ == "__main__":
    main()
