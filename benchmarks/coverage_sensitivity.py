"""How often do intervals of imputation, weighting and deltas hold the true change? The clinics of coverage_mmrm.py.

Imputation and weighting know what the mixed model knows: earlier scores, and no auxiliaries. Imputation makes 100 sets
a clinic, weighting resamples people 299 times. With a delta the truth is that the missing are so much worse than their
earlier scores tell.

    python benchmarks/coverage_sensitivity.py --runs 1000 --out benchmarks/coverage_sensitivity.csv
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coverage_mmrm import PEOPLE, TRUE, Line, clinic_moments, invented_scores, summary, write_table
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.missing.imputation import ImputationRows, imputed_changes
from reconnect.analysis.missing.mmrm import mmrm
from reconnect.analysis.missing.tipping import tipping
from reconnect.analysis.missing.weighting import weighted_changes
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.patterns import OCCASIONS
from reconnect.model.measure import Better

METHODS = ("multiple imputation", "inverse probability weighting")
DELTAS = (0.0, 2.0, 5.0, 10.0)
RESAMPLES = 299
DELTA = "delta of "
NO_COLUMNS = np.empty((PEOPLE, 0))


def main() -> int:
    """Run the simulation, print the table and write it where asked."""
    parser = argparse.ArgumentParser(description="Coverage of imputation and weighting.")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--out", type=Path, help="also write the table as CSV")
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    seen: dict[tuple[Comparison, str], list[Line]] = {}
    for run in range(asked.runs):
        for comparison, name, line in _one_clinic(rng, run):
            seen.setdefault((comparison, name), []).append(line)
    print(f"{asked.runs} runs of {PEOPLE} people, seed {asked.seed}\n")
    shares = _shares_missing(rng)
    table = []
    for (comparison, name), lines in sorted(seen.items(), key=str):
        delta = float(name.removeprefix(DELTA)) if name.startswith(DELTA) else 0.0
        # Lower is better here, so worse is up.
        table.append(summary(comparison, name, TRUE[comparison] + delta * shares[comparison], np.array(lines)))
    write_table(table, asked.out)
    return 0


def _shares_missing(rng: np.random.Generator) -> dict[Comparison, float]:
    """The share of people without a score at the later occasion, from a million people."""
    many = np.concatenate([invented_scores(rng) for _ in range(2700)])
    return {each: float(np.isnan(many[:, OCCASIONS.index(each.later)]).mean()) for each in PRIMARY}


def _one_clinic(rng: np.random.Generator, seed: int) -> Iterator[tuple[Comparison, str, Line]]:
    scores = invented_scores(rng)
    for imputed in imputed_changes({ALL: ImputationRows(scores, NO_COLUMNS)}, seed):
        pooled = imputed.pooled
        if pooled is None:
            raise RuntimeError("a run has no figures: it cannot be left out without bias")
        yield imputed.comparison, METHODS[0], (pooled.estimate, pooled.se, pooled.low, pooled.high)
    for weighted in weighted_changes(scores, NO_COLUMNS, [None] * PEOPLE, seed, resamples=RESAMPLES):
        mean = weighted.mean
        if mean is None:
            raise RuntimeError("a run has no figures: it cannot be left out without bias")
        yield weighted.comparison, METHODS[1], (mean.change, mean.se, mean.low, mean.high)
    moments = clinic_moments(scores)
    modelled = mmrm({ALL: moments}, Better.LOWER)
    for comparison in PRIMARY:
        for each in tipping(modelled.change(ALL, comparison), moments, Better.LOWER, DELTAS).deltas:
            found = each.scenario
            yield (
                comparison,
                f"{DELTA}{each.delta:g}",
                (found.change, (found.high - found.low) / 3.92, found.low, found.high),
            )


if __name__ == "__main__":
    sys.exit(main())
