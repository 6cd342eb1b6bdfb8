"""How often do the intervals of the modelled change hold the true change? 10,000 invented clinics, each evaluated.

Means 12, 10, 9.5; SDs 6.4, 6.5, 6.8; correlations .55 (pre and post), .50 (pre and follow-up), .65 (post and
follow-up); 373 people, who are lost at post with log odds -1 + .3 (pre - 12), and of those who answered at post, at
follow-up with log odds -.6 + .3 (post - 10): those who are worse off leave, and only because of scores that were seen.

    python benchmarks/coverage_mmrm.py --runs 10000 --out benchmarks/coverage_mmrm.csv
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reconnect.analysis.change import paired_t
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.missing.mmrm import mmrm
from reconnect.analysis.moments import spread
from reconnect.analysis.patterns import OCCASIONS, PATTERNS, FloatScatter, PatternMoments
from reconnect.model.measure import Better

MEANS = np.array([12.0, 10.0, 9.5])
SDS = np.array([6.4, 6.5, 6.8])
CORRELATIONS = np.array([[1, 0.55, 0.50], [0.55, 1, 0.65], [0.50, 0.65, 1]])
PEOPLE = 373
TRUE = {each: MEANS[OCCASIONS.index(each.later)] - MEANS[0] for each in PRIMARY}
TRUE_D = {each: -change / SDS[0] for each, change in TRUE.items()}
METHODS = ("MMRM, observed information", "MMRM, Kenward-Roger (expected information)", "complete pairs, paired t")
EFFECT = "MMRM, d_pre"

Array = npt.NDArray[np.float64]
# Estimate, standard error, low and high of one method in one run.
Line = tuple[float, float, float, float]


def main() -> int:
    """Run the simulation, print the table and write it where asked."""
    parser = argparse.ArgumentParser(description="Coverage of the modelled change.")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--out", type=Path, help="also write the table as CSV")
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    seen: dict[tuple[Comparison, str], list[Line]] = {
        (each, name): [] for each in PRIMARY for name in (*METHODS, EFFECT)
    }
    for _ in range(asked.runs):
        for comparison, name, line in _one_clinic(rng):
            seen.setdefault((comparison, name), []).append(line)
    table = [
        summary(comparison, name, (TRUE_D if name == EFFECT else TRUE)[comparison], np.array(lines))
        for (comparison, name), lines in seen.items()
    ]
    print(f"{asked.runs} runs of {PEOPLE} people, seed {asked.seed}\n")
    write_table(table, asked.out)
    return 0


def write_table(table: list[dict[str, str]], out: Path | None) -> None:
    """Print ``table``, and write it as CSV where asked."""
    print("| " + " | ".join(table[0]) + " |\n|" + "---|" * len(table[0]))
    for each in table:
        print("| " + " | ".join(each.values()) + " |")
    if out is None:
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def _one_clinic(rng: np.random.Generator) -> Iterator[tuple[Comparison, str, Line]]:
    moments = clinic_moments(invented_scores(rng))
    fitted = mmrm({"all": moments}, Better.LOWER)
    for comparison in PRIMARY:
        found = fitted.change("all", comparison).figures
        pairs = spread(moments.pairs(comparison.earlier, comparison.later))
        test = paired_t(pairs, Better.LOWER)
        if found is None or test is None or pairs.change is None or pairs.sd_change is None:
            raise RuntimeError("a run has no figures: it cannot be left out without bias")
        other = found.kenward_roger
        yield comparison, METHODS[0], (found.change, found.se, found.low, found.high)
        yield comparison, METHODS[1], (found.change, other.se, other.low, other.high)
        effect = found.effect
        yield comparison, EFFECT, (effect.d, (effect.high - effect.low) / 2 / 1.96, effect.low, effect.high)
        yield comparison, METHODS[2], (pairs.change, pairs.sd_change / sqrt(pairs.n), test.low, test.high)


def invented_scores(rng: np.random.Generator, shift: Array | float = 0.0) -> Array:
    """One clinic (people, 3), NaN where somebody did not answer; ``shift`` (people, 1) is added to later scores."""
    scores = rng.standard_normal((PEOPLE, 3)) @ np.linalg.cholesky(CORRELATIONS).T * SDS + MEANS
    scores[:, 1:] += shift
    chance = rng.random((PEOPLE, 2))
    at_post = chance[:, 0] < 1 / (1 + np.exp(1 - 0.3 * (scores[:, 0] - 12)))
    at_follow_up = chance[:, 1] < 1 / (1 + np.exp(0.6 - 0.3 * (scores[:, 1] - 10)))
    scores[at_post | at_follow_up, 2] = np.nan
    scores[at_post, 1] = np.nan
    return scores


def clinic_moments(scores: Array) -> PatternMoments:
    """The moments of ``scores``, formed at once."""
    answered = ~np.isnan(scores)
    scatters = []
    for pattern in PATTERNS:
        columns = [OCCASIONS.index(occasion) for occasion in pattern]
        rows = scores[(answered == np.isin(np.arange(3), columns)).all(axis=1)][:, columns]
        means = rows.mean(axis=0) if len(rows) else np.zeros(len(columns))
        squares = ((rows - means).T @ (rows - means))[np.triu_indices(len(columns))]
        scatters.append(FloatScatter(len(rows), tuple(means.tolist()), tuple(squares.tolist())))
    return PatternMoments(tuple(scatters))


def summary(comparison: Comparison, name: str, true: float, lines: Array) -> dict[str, str]:
    """A line of the table from ``lines`` (runs, 4)."""
    estimates, errors, low, high = lines.T
    covered = float(((low <= true) & (true <= high)).mean())
    return {
        "comparison": str(comparison),
        "method": name,
        "true": f"{true:.3f}",
        "mean estimate": f"{estimates.mean():.3f}",
        "SD of estimates": f"{estimates.std(ddof=1):.3f}",
        "mean standard error": f"{errors.mean():.3f}",
        "coverage": f"{covered:.4f}",
        "Monte Carlo error": f"{sqrt(covered * (1 - covered) / len(lines)):.4f}",
    }


if __name__ == "__main__":
    sys.exit(main())
