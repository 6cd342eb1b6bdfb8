"""Every test, in parts: as many at a time as there are cores, the longest first.

Each part is a run of its own, with its own database, server and browser, so that parts share nothing but the machine.
The last part is whatever the others do not name, so that no test is left out.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 40 * 60  # seconds: a part that takes longer hangs where no test's own limit ends it


@dataclass(frozen=True)
class Part:
    """Some of the tests: where they stand, which marks they bear, and what their surroundings say to them."""

    name: str
    places: tuple[str, ...]
    but: tuple[str, ...] = ()
    marked: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> list[str]:
        """How it is run."""
        marked = ["-m", self.marked] if self.marked else []
        return [sys.executable, "-m", "pytest", *marked, *self.places, *(f"--ignore={place}" for place in self.but)]


NAMED = (
    Part(
        "the clinic on PostgreSQL",
        ("tests/clinic",),
        marked="not either",
        environment={"RECONNECT_TEST_DATABASE": "postgresql"},
    ),
    Part("browsers", ("tests/browser",)),
    Part("the clinic on SQLite", ("tests/clinic",), environment={"RECONNECT_TEST_DATABASE": "sqlite"}),
    Part("the analysis", ("tests/unit/analysis",)),
    Part("power cuts and kills", ("tests/durability",)),
)
PARTS = (*NAMED, Part("everything else", ("tests",), but=tuple({place for part in NAMED for place in part.places})))


def run(part: Part) -> tuple[int, str]:
    """How it ended, and what it said."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as said:
        surroundings = os.environ | part.environment
        # A session of its own, so that what it started ends with it.
        running = subprocess.Popen(
            part.command, cwd=ROOT, env=surroundings, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            ended = running.wait(LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            ended = running.wait()
            said.write(f"\nERROR {part.name}: ended after {LONGEST} s, in the test after the last one above\n".encode())
        said.seek(0)
        text = said.read().decode(errors="replace")
    return ended, f"\n{part.name}, {time.monotonic() - started:.0f} s\n{text}"


def run_all(parts: Sequence[Part], at_once: int) -> int:
    """0 where every part passed; a part without a test has not."""
    failed, counts, which = [], {"passed": 0, "failed": 0}, []
    with ThreadPoolExecutor(at_once) as pool:
        running = {pool.submit(run, part): part for part in parts}
        for each in as_completed(running):
            status, said = each.result()
            print(said, flush=True)
            failed += [running[each].name] if status else []
            which += [f"{running[each].name}: {name}" for name in re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.M)]
            for number, what in re.findall(r"(\d+) (passed|failed|error)s?\b(?=[^\n]* in [\d.]+s)", said):
                counts["passed" if what == "passed" else "failed"] += int(number)
    print("\n".join(which))
    print("Not passed: " + ", ".join(failed) if failed else "Every part passed.")
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(run_all(PARTS, len(os.sched_getaffinity(0))))
