"""How often do intervals hold the true change where people of one programme change alike?

Clinics of 5, 10 or 40 programmes of 10 people, or of 20 with 4 to 16; changes of mean -2 and SD 6 with an intraclass
correlation within programmes.
The paired t takes people as independent; the jackknife leaves out a programme at a time. Below, the same of the
modelled change, in the clinics of coverage_mmrm.py, whose people leave because of their scores.

    python benchmarks/coverage_jackknife.py --runs 10000 --out benchmarks/coverage_jackknife.csv
"""

import argparse
import sys
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

import numpy as np

from coverage_mmrm import PEOPLE, TRUE, clinic_moments, invented_scores, write_table
from reconnect.analysis.change import paired_t
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.jackknife import jackknife
from reconnect.analysis.missing.mmrm import mmrm
from reconnect.analysis.missing.programmes import jackknifed_changes
from reconnect.analysis.moments import FloatPairMoments, PairMoments, spread
from reconnect.model.measure import Better

CHANGE, SD = -2.0, 6.0
# Name, and the size of each programme.
CLINICS = (
    ("5 of 10 people", (10,) * 5),
    ("10 of 10 people", (10,) * 10),
    ("40 of 10 people", (10,) * 40),
    ("20 of 4 to 16 people", (4, 7, 10, 13, 16) * 4),
)
ALIKE = (0.0, 0.02, 0.05, 0.10)


def main() -> int:
    """Run the simulation, print the table and write it where asked."""
    parser = argparse.ArgumentParser(description="Coverage of the programme jackknife.")
    parser.add_argument("--runs", type=int, default=10_000, help="of complete pairs; 0 leaves them out")
    parser.add_argument("--model-runs", type=int, default=1000, help="of the model; 0 leaves it out")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--out", type=Path, help="also write the table as CSV")
    asked = parser.parse_args()
    table = []
    if asked.runs:
        rng = np.random.default_rng(asked.seed)
        table += [_line(rng, name, sizes, alike, asked.runs) for name, sizes in CLINICS for alike in ALIKE]
    if asked.model_runs:
        rng = np.random.default_rng(asked.seed)
        table += [line for alike in ALIKE for line in _modelled(rng, alike, asked.model_runs)]
    print(f"{asked.runs} runs, or {asked.model_runs} of the model; seed {asked.seed}\n")
    write_table(table, asked.out)
    return 0


def _line(rng: np.random.Generator, name: str, sizes: tuple[int, ...], alike: float, runs: int) -> dict[str, str]:
    plain = held = 0
    for _ in range(runs):
        parts = list(_clinic(rng, sizes, alike))
        whole = parts[0]
        for part in parts[1:]:
            whole = whole + part
        test, found = paired_t(spread(whole), Better.LOWER), jackknife(parts, lambda each: spread(each).change).interval
        if test is None or found is None:
            raise RuntimeError("a run has no interval: it cannot be left out without bias")
        plain += test.low <= CHANGE <= test.high
        held += found.low <= CHANGE <= found.high
    return _row(name, "complete pairs", alike, plain / runs, held / runs, runs)


def _row(name: str, figure: str, alike: float, plain: float, held: float, runs: int) -> dict[str, str]:
    return {
        "programmes": name,
        "figure": figure,
        "intraclass correlation": f"{alike:.2f}",
        "people as independent": f"{plain:.4f}",
        "jackknife": f"{held:.4f}",
        "Monte Carlo error": f"{sqrt(0.95 * 0.05 / runs):.4f}",
    }


def _modelled(rng: np.random.Generator, alike: float, runs: int) -> Iterator[dict[str, str]]:
    """Coverage of the modelled changes of the clinics of coverage_mmrm.py, in 37 programmes."""
    programme = np.arange(PEOPLE) % 37
    held = {each: [0, 0] for each in PRIMARY}
    for _ in range(runs):
        # Shared by post and follow-up; their changes have SDs of 6.1 and 6.6.
        shift = rng.standard_normal(37)[programme, None] * 6.3 * sqrt(alike / (1 - alike))
        scores = invented_scores(rng, shift)
        parts = [{"all": clinic_moments(scores[programme == number])} for number in range(37)]
        whole = mmrm({"all": clinic_moments(scores)}, Better.LOWER)
        intervals = jackknifed_changes(parts, whole)
        for each, counts in held.items():
            figures, interval = whole.change("all", each).figures, intervals["all", each].interval
            if figures is None or interval is None:
                raise RuntimeError("a run has no interval: it cannot be left out without bias")
            counts[0] += figures.low <= TRUE[each] <= figures.high
            counts[1] += interval.low <= TRUE[each] <= interval.high
    for each, (plain, found) in held.items():
        yield _row("37 of 10 people", f"MMRM {each}", alike, plain / runs, found / runs, runs)


def _clinic(rng: np.random.Generator, sizes: tuple[int, ...], alike: float) -> Iterator[PairMoments]:
    for size in sizes:
        shared = rng.standard_normal() * SD * sqrt(alike)
        changes = CHANGE + shared + rng.standard_normal(size) * SD * sqrt(1 - alike)
        # Everyone starts at 0: only the changes matter here.
        mean, squares = float(changes.mean()), float(((changes - changes.mean()) ** 2).sum())
        yield FloatPairMoments(size, 0.0, mean, mean, 0.0, squares, squares)


if __name__ == "__main__":
    sys.exit(main())
