"""How often do the intervals of imputation and of weighting hold the true change? The clinics of coverage_mmrm.py.

Both know what the mixed model knows: earlier scores, and no auxiliaries. Imputation makes 100 sets a clinic, weighting
resamples people 999 times.

    python benchmarks/coverage_sensitivity.py --runs 1000 --out benchmarks/coverage_sensitivity.csv
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coverage_mmrm import PEOPLE, Line, invented_scores, summary, write_table
from reconnect.analysis.comparison import Comparison
from reconnect.analysis.missing.imputation import ImputationRows, imputed_changes
from reconnect.analysis.missing.weighting import weighted_changes
from reconnect.analysis.outcomes import ALL

METHODS = ("multiple imputation", "inverse probability weighting")
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
    write_table(
        [summary(comparison, name, np.array(lines)) for (comparison, name), lines in sorted(seen.items(), key=str)],
        asked.out,
    )
    return 0


def _one_clinic(rng: np.random.Generator, seed: int) -> Iterator[tuple[Comparison, str, Line]]:
    scores = invented_scores(rng)
    for imputed in imputed_changes({ALL: ImputationRows(scores, NO_COLUMNS)}, seed):
        pooled = imputed.pooled
        if pooled is None:
            raise RuntimeError("a run has no figures: it cannot be left out without bias")
        yield imputed.comparison, METHODS[0], (pooled.estimate, pooled.se, pooled.low, pooled.high)
    for weighted in weighted_changes(scores, NO_COLUMNS, [None] * PEOPLE, seed):
        mean = weighted.mean
        if mean is None:
            raise RuntimeError("a run has no figures: it cannot be left out without bias")
        yield weighted.comparison, METHODS[1], (mean.change, mean.se, mean.low, mean.high)


if __name__ == "__main__":
    sys.exit(main())
