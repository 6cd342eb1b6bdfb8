"""Draw scores that behave as the published ones do: in mean, in spread, and over time.

Means and SDs are those of tables 3 and 4 of Edwards et al. 2019 (doi 10.1177/2049463719854972), but for the SD of
avoiding sex before treatment, 0.2, which is a misprint: 2.9 stands here instead.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import sqrt
from random import Random
from statistics import NormalDist

from reconnect.model.occasion import Occasion as Moment

Curve = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]

ANXIETY: dict[str, Curve] = {
    "woman": ((12.5, 6.3), (10.4, 6.5), (9.8, 6.8)),
    "man": ((10.8, 6.6), (9.5, 6.3), (8.8, 6.7)),
}
ITEMS: dict[str, Curve] = {
    "embarrassment": ((5.5, 3.4), (4.3, 2.8), (4.2, 2.8)),
    "pain-interference": ((7.7, 2.7), (6.8, 3.0), (6.4, 3.2)),
    "avoid-touch": ((3.0, 3.3), (2.7, 3.1), (2.2, 3.0)),
    "avoid-sex": ((7.5, 2.9), (6.6, 3.2), (6.1, 3.4)),
}
HIGHEST = 10  # of each item above
# Correlations of a measure with itself. On the scale they come out at about .55, .50 and .65: its ends weaken them.
PRE_POST, PRE_FOLLOW_UP, POST_FOLLOW_UP = 0.59, 0.54, 0.69
SHARED = 0.4  # how much of a score's variance a person's five scores have in common
ANXIETY_ITEMS = tuple(f"anxiety-{number}" for number in range(1, 6))
MOST_OF_AN_ITEM = 4  # of anxiety; the sum of five is at most 20


def stratified(random: Random, people: int) -> Iterator[Iterator[float]]:
    """Standard normal numbers for each of so many people, enough for ``drawn_scores``.

    The people share out a row of evenly placed quantiles for each number (Latin hypercube sampling, McKay et al. 1979),
    so that a few people come as near to mean and spread as many would.
    """
    quantiles = [NormalDist().inv_cdf((place + 0.5) / people) for place in range(people)]
    rows = [random.sample(quantiles, people) for _ in range(len(Moment) * (2 + len(ITEMS)))]
    return (iter(numbers) for numbers in zip(*rows, strict=True))


def drawn_scores(random: Random, normal: Iterator[float], gender: str) -> dict[Moment, dict[str, int]]:
    """A person's values of every item at every occasion; ``gender`` is "woman" or "man"."""
    shared = _triple(normal)
    found: dict[Moment, dict[str, int]] = {moment: {} for moment in Moment}
    for name, curve, high in _scales(gender):
        own = _triple(normal)
        for values, moments, a, b in zip(found.values(), curve, shared, own, strict=True):
            latent = latent_scale(*moments, high)
            drawn = latent.mean + latent.stdev * (sqrt(SHARED) * a + sqrt(1 - SHARED) * b)
            score = min(high, max(0, round(drawn)))
            values.update(_spread(random, score) if name == "anxiety" else {name: score})
    return found


def _scales(gender: str) -> Iterator[tuple[str, Curve, int]]:
    yield "anxiety", ANXIETY[gender], MOST_OF_AN_ITEM * len(ANXIETY_ITEMS)
    for name, curve in ITEMS.items():
        yield name, curve, HIGHEST


def _triple(normal: Iterator[float]) -> tuple[float, float, float]:
    """Three standard normal numbers with the correlations above."""
    pre = next(normal)
    post = PRE_POST * pre + sqrt(1 - PRE_POST**2) * next(normal)
    by_pre = (PRE_FOLLOW_UP - PRE_POST * POST_FOLLOW_UP) / (1 - PRE_POST**2)
    by_post = (POST_FOLLOW_UP - PRE_POST * PRE_FOLLOW_UP) / (1 - PRE_POST**2)
    left = 1 - by_pre * PRE_FOLLOW_UP - by_post * POST_FOLLOW_UP
    return pre, post, by_pre * pre + by_post * post + sqrt(left) * next(normal)


def _spread(random: Random, total: int) -> dict[str, int]:
    """Answers to the five items that come to ``total``, not all alike."""
    values = dict.fromkeys(ANXIETY_ITEMS, 0)
    for _ in range(total):
        values[random.choice([item for item, value in values.items() if value < MOST_OF_AN_ITEM])] += 1
    return values


@cache
def latent_scale(mean: float, sd: float, high: int) -> NormalDist:
    """The normal distribution that has this mean and SD once it is rounded and kept within 0 to ``high``.

    Many people sit at an end of such scales, so that the normal itself must be wider than they are.
    """
    latent = NormalDist(mean, sd)
    for _ in range(200):
        below = [0.0, *(latent.cdf(score + 0.5) for score in range(high)), 1.0]
        chances = [after - before for before, after in pairwise(below)]
        got = sum(score * chance for score, chance in enumerate(chances))
        got_sd = sqrt(sum((score - got) ** 2 * chance for score, chance in enumerate(chances)))
        latent = NormalDist(latent.mean + mean - got, latent.stdev * sd / got_sd)
    return latent
