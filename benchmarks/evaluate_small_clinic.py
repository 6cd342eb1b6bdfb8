"""Time the whole command, `reconnect evaluate`, on a clinic of 400 people, beside a peer that only starts.

The peer is a Python that imports pandas and pingouin and ends: what a script with them takes before its first line.

    python benchmarks/evaluate_small_clinic.py --peer-python /tmp/peer/bin/python
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from fictitious_clinic import SEED, people, write_clinic

PEOPLE, RUNS = 400, 9
RECONNECT = Path(sys.executable).parent / "reconnect"
PEER = "import pandas, pingouin"
WRITTEN = ("report.html", "report.docx", "results.csv", "estimates.csv", "results.json")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took."""

    wall: float
    cpu: float
    peak_mib: float


def main() -> int:
    """Run both commands in turn and print what they took."""
    parser = argparse.ArgumentParser(description="Time `reconnect evaluate` on a clinic of 400 people.")
    parser.add_argument(
        "--peer-python", type=Path, default=Path(sys.executable), help="a Python that has pandas and pingouin"
    )
    peer_python = parser.parse_args().peer_python
    if not RECONNECT.exists():
        print(f"There is no {RECONNECT}: run this with the Python that ReConnect is installed in.", file=sys.stderr)
        return 2
    runs: dict[str, list[Run]] = {"reconnect evaluate": []}
    if _has_peer(peer_python):
        runs["import pandas, pingouin"] = []
    else:
        print(f"The peer is not installed: {peer_python} has no pandas and pingouin, so ReConnect runs alone.")
        print("To measure both: python3 -m venv /tmp/peer && /tmp/peer/bin/pip install pandas pingouin, and then")
        print("pass --peer-python /tmp/peer/bin/python\n")
    with tempfile.TemporaryDirectory() as folder:
        clinic = Path(folder)
        write_clinic(clinic, people(PEOPLE, SEED))
        # One more round than is counted: the first only fills the caches of files and of compiled modules.
        for turn in range(RUNS + 1):
            for name, measured in runs.items():
                out = clinic / f"out-{turn}"
                command = _evaluate(clinic, out) if name == "reconnect evaluate" else [peer_python, "-c", PEER]
                run = _timed(command)
                if turn:
                    measured.append(run)
            if not all((out / each).stat().st_size for each in WRITTEN):
                raise RuntimeError("a file of the evaluation is empty")
    _print_table(runs)
    return 0


def _has_peer(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", PEER], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _evaluate(clinic: Path, out: Path) -> list[str | Path]:
    return [RECONNECT, "evaluate", clinic / "outcomes.csv", "--map", clinic / "map.toml", "--out", out]


def _timed(command: list[str | Path]) -> Run:
    # The peak of a process counts this one's memory at its start as well: this one stays small, and imports neither.
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB on Linux
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def _print_table(runs: dict[str, list[Run]]) -> None:
    print(f"{PEOPLE} people, {RUNS} runs each in turn: min / median / max\n")
    print("| command | wall seconds | cpu seconds | peak MiB |")
    print("|---|---|---|---|")
    for name, measured in runs.items():
        wall = _summary([run.wall for run in measured], ".2f")
        cpu = _summary([run.cpu for run in measured], ".2f")
        print(f"| {name} | {wall} | {cpu} | {_summary([run.peak_mib for run in measured], '.0f')} |")


def _summary(values: list[float], style: str) -> str:
    return " / ".join(format(each, style) for each in (min(values), median(values), max(values)))


if __name__ == "__main__":
    sys.exit(main())
