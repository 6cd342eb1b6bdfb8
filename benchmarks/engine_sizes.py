# ruff: noqa: PLC0415 this process stays small: the peak of each child counts it
"""Time the engine for registries beside its peers, from a thousand to ten million people.

    python benchmarks/engine_sizes.py --folder /tmp/registry --peer-python /tmp/peer/bin/python --most 10000000

Every job is a process of its own, and the jobs of a round take turns. After each round the figures go to
`engine_sizes.json`; `--draw` only writes the page and the chart anew from them.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from engine_pages import write_chart, write_page
from fictitious_registry import write_registry

HERE = Path(__file__).parent
FIGURES = HERE / "engine_sizes.json"
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
RUNS, RUNS_OF_THE_LARGEST = 5, 3
SCORES = (
    "COPY (SELECT person_id, measure, gender, occasion, value FROM '{}' WHERE value IS NOT NULL AND gender IS NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Job:
    """A job on the file of one layout, up to ``most`` people: more takes too long, or does not fit into memory."""

    name: str
    layout: str
    most: int = SIZES[-1]

    @property
    def key(self) -> str:
        """Its name in the figures."""
        return f"{self.name} {self.layout}"


JOBS = (
    *(
        Job(name, layout)
        for layout in ("paired", "small", "long")
        for name in ("reconnect", "bare_scan", "regressions")
    ),
    Job("reconnect_model", "paired"),
    Job("pandas_pingouin", "paired"),
    Job("pandas_pingouin", "long", 1_000_000),
    Job("gls", "long", 10_000),
)


def main() -> int:
    """Run what the machine has the programs for."""
    parser = argparse.ArgumentParser(description="Time the engine for registries beside its peers.")
    parser.add_argument("--folder", type=Path, required=True, help="for the files: 70 MB a million people")
    parser.add_argument("--peer-python", type=Path, help="a Python that has pandas, pyarrow and pingouin")
    parser.add_argument("--least", type=int, default=SIZES[0])
    parser.add_argument("--most", type=int, default=1_000_000, help="people in the largest file")
    parser.add_argument("--draw", action="store_true", help="measure nothing")
    told = parser.parse_args()
    if not told.draw:
        told.folder.mkdir(parents=True, exist_ok=True)
        for people in SIZES:
            if told.least <= people <= told.most:
                _measure(told.folder, people, told.peer_python)
    figures = _figures()
    write_page(figures, JOBS)
    write_chart(figures)
    return 0


def _measure(folder: Path, people: int, peer: Path | None) -> None:
    paths = write_registry(folder, people)
    jobs = {job.key: job for job in JOBS if people <= job.most and (peer or job.name != "pandas_pingouin")}
    table = folder / f"scores_{people}.csv"
    if any(job.name == "gls" for job in jobs.values()):
        import duckdb

        duckdb.execute(f"{SCORES.format(paths['long'])} TO '{table}'")
    runs: dict[str, list[dict[str, float]]] = {key: [] for key in jobs}
    for turn in range(RUNS_OF_THE_LARGEST if people == SIZES[-1] else RUNS):
        for key, job in jobs.items():
            print(f"{people:>10,} people, round {turn + 1}: {key}", flush=True)
            file = table if job.name == "gls" else paths[job.layout]
            runs[key].append(_timed(_command(job, file, peer)))
        _save(people, runs)


def _command(job: Job, file: Path, peer: Path | None) -> list[str | Path]:
    if job.name == "gls":
        return ["Rscript", HERE / "engine_gls.R", file]
    python = peer if job.name == "pandas_pingouin" and peer else Path(sys.executable)
    return [python, HERE / "engine_jobs.py", job.name, file]


def _timed(command: list[str | Path]) -> dict[str, float]:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB on Linux
    run = {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "mib": usage.ru_maxrss / unit}
    return run | {name: float(seconds) for name, seconds in map(str.split, said.splitlines())}


def _save(people: int, runs: dict[str, list[dict[str, float]]]) -> None:
    figures = _figures()
    figures["machine"] = {"processor": platform.processor() or platform.machine(), "cores": os.cpu_count()}
    figures["versions"] = dict(_versions())
    for key, each in runs.items():
        middle = {name: round(median(run[name] for run in each), 4) for name in each[0]}
        figures.setdefault("runs", {}).setdefault(key, {})[str(people)] = middle | {"of": len(each)}
    FIGURES.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")


def _versions() -> Iterator[tuple[str, str]]:
    from importlib.metadata import version

    yield "Python", platform.python_version()
    for name in ("duckdb", "numpy", "scipy"):
        yield name, version(name)


def _figures() -> dict[str, dict[str, object]]:
    return json.loads(FIGURES.read_text()) if FIGURES.exists() else {}


if __name__ == "__main__":
    sys.exit(main())
