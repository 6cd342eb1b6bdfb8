"""Read damaged files by the thousand, and count how many were read, refused, or went wrong.

    python tests/fuzz.py --runs 10000

Each mutant of tests/unit/exchange/mutants.py is read, warnings being errors, and its figures are made; every seventh
goes through the whole command, which must write all of its files or none, and say why. A seed that goes wrong is
printed; `--first SEED --runs 1` tries it again. Ctrl-C ends early, with the counts so far.
"""

import argparse
import contextlib
import io
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "unit" / "exchange"))

from mutants import MAP, Mutant, mutant, outcome, wrongs

from reconnect.cli import main as command
from reconnect.errors import DataError


def main() -> int:
    """0 where nothing went wrong."""
    parser = argparse.ArgumentParser(description="Read damaged files by the thousand.")
    parser.add_argument("--runs", type=int, default=10_000, help="how many files (%(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (%(default)s)")
    parser.add_argument("--step", type=int, default=1, help="every how many seeds; 4 keeps to one format (%(default)s)")
    told = parser.parse_args()
    warnings.simplefilter("error")
    counts: Counter[tuple[str, str]] = Counter()
    slowest = (0.0, 0)
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        for seed in range(told.first, told.first + told.runs * told.step, told.step):
            started = time.perf_counter()
            ending, became, wrong = _one(seed, Path(folder))
            slowest = max(slowest, (time.perf_counter() - started, seed))
            counts[ending, "wrong" if wrong else became] += 1
            for each in wrong:
                print(f"seed {seed}, {ending}: {each}", flush=True)
    print("\n| format | read | refused | wrong |\n|---|---|---|---|")
    for ending in sorted({ending for ending, _ in counts}):
        print(f"| {ending} | {' | '.join(str(counts[ending, each]) for each in ('read', 'refused', 'wrong'))} |")
    print(f"\nThe slowest took {slowest[0]:.1f} s (seed {slowest[1]}).")
    return 1 if any(became == "wrong" for _, became in counts) else 0


def _one(seed: int, folder: Path) -> tuple[str, str, list[str]]:
    made = mutant(seed, folder)
    try:
        found = outcome(made, folder)
        wrong = wrongs(made, found, folder)
        wrong += [] if seed % 7 else _whole_command(made, folder)
    except Exception:  # noqa: BLE001 whatever it is, it is what we look for
        return made.ending, "", [traceback.format_exc(limit=-3)]
    return made.ending, "refused" if isinstance(found, DataError) else "read", wrong


def _whole_command(made: Mutant, folder: Path) -> list[str]:
    path, map_file, out = folder / f"data{made.ending}", folder / "map.toml", folder / "out"
    path.write_bytes(made.data)
    map_file.write_text(MAP)
    said, wrong = io.StringIO(), []
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        ended = command(["evaluate", str(path), "--map", str(map_file), "--out", str(out)])
    written = len(list(out.iterdir())) if out.exists() else 0
    if (ended, written) not in {(0, 4), (2, 0)}:
        wrong.append(f"ended with {ended}, and {written} files")
    if ended == 2 and not said.getvalue().rstrip().endswith("nothing was written."):
        wrong.append("refused without a word")
    shutil.rmtree(out, ignore_errors=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
