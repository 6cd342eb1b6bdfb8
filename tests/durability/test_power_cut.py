"""The power fails after any system call of 210 submits: nothing acknowledged is lost, nothing is half written.

A child process submits through the real actions under strace. From its log a disk is rebuilt as it was after every
call, holding only what had been synced, opened with SQLite, and held against what had been acknowledged until then.
Some of these disks are looked at twice: with a random half of the unsynced sectors written as well. With
synchronous=NORMAL, the usual recipe, the same replay loses answers: it would show it if our settings did.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from awaited import Promise
from clinic_folder import ClinicFolder
from durable_disk import Disk, Survives
from ledger import Ledger
from tracer import can_trace, read_calls, tracing

SUBMITS = 210  # every other one by code, which saves answers first, the others from paper
FEWER = 60  # are enough to see answers lost
TORN = 0.2  # of the syncs, how many are also cut off in the middle


@dataclass
class Verdict:
    """What a replay found."""

    submits: int = 0
    calls: int = 0  # after each of which the power failed
    disks: int = 0  # that were opened: between two syncs nothing durable changes
    losing: int = 0  # calls after which something acknowledged was gone
    torn: int = 0  # disks with part of what was not synced
    torn_losing: int = 0
    problems: list[str] = field(default_factory=list)  # what was damaged or half written

    def __str__(self) -> str:
        return (
            f"{self.submits} submits, power cut after {self.calls} calls ({self.disks} different disks): something "
            f"acknowledged lost after {self.losing}; of {self.torn} torn disks {self.torn_losing} lost something; "
            f"{len(self.problems)} damaged or half written."
        )


@pytest.fixture(scope="module")
def prepared(quick_disk: Path) -> ClinicFolder:
    if not can_trace():
        pytest.skip("The power-cut replay needs strace, which is not here and cannot be installed or used.")
    (quick_disk / "prepared").mkdir()
    return ClinicFolder.prepared(quick_disk / "prepared", SUBMITS, paper=True)


@pytest.fixture
def folder(prepared: ClinicFolder) -> Iterator[ClinicFolder]:
    copy = ClinicFolder(prepared.path.with_name("copy"))
    shutil.copytree(prepared.path, copy.path)
    yield copy
    shutil.rmtree(copy.path)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "calls"
    (tmp_path / "calls").unlink()  # some 200 MB


def test_a_power_cut_loses_nothing_acknowledged_and_leaves_nothing_half_written(
    folder: ClinicFolder, log: Path
) -> None:
    verdict = replay(folder, log, SUBMITS)
    print(f"As we run it: {verdict}")

    assert verdict.problems == []
    assert (verdict.losing, verdict.torn_losing) == (0, 0)
    assert verdict.submits == SUBMITS
    assert verdict.calls > 1000
    assert verdict.disks > SUBMITS


def test_the_replay_shows_what_the_usual_setting_loses(folder: ClinicFolder, log: Path) -> None:
    verdict = replay(folder, log, FEWER, "NORMAL")
    print(f"With synchronous=NORMAL: {verdict}")

    assert verdict.submits == FEWER
    assert verdict.losing > 0


def replay(folder: ClinicFolder, log: Path, submits: int, *synchronous: str) -> Verdict:
    """Submit, then cut the power after every call of it."""
    disk = Disk(folder.database)
    folder.run("submits.py", str(submits), *synchronous, before=tracing(log))
    random = Random(3)  # noqa: S311 the same disks at every run
    verdict, promised, lost = Verdict(), list[Promise](), 0
    seen, ledger = 0, _after_power_cut(folder, disk, lambda: False)
    for call in read_calls(log):
        told = [Promise(**each) for each in json.loads(call.texts[0])] if call.tells else []
        if call.syncs and random.random() < TORN:
            torn = _after_power_cut(folder, disk, lambda: random.random() < 0.5)
            verdict.torn += 1
            verdict.torn_losing += any(torn.lost(promised))
            verdict.problems += torn.problems
        if not disk.apply(call) and not told:
            continue
        promised += told
        verdict.submits += any(each.sent for each in told)
        verdict.calls += 1
        if disk.version == seen:
            lost += len(ledger.lost(told))
        else:
            seen, ledger = disk.version, _after_power_cut(folder, disk, lambda: False)
            lost = len(ledger.lost(promised))
            verdict.disks += 1
            verdict.problems += ledger.problems
        verdict.losing += lost > 0
    # The log adds up to what really is on the disk: no write went past it.
    assert disk.after_power_cut(lambda: True) == {name: file.read_bytes() for name, file in disk.files().items()}
    return verdict


def _after_power_cut(folder: ClinicFolder, disk: Disk, survives: Survives) -> Ledger:
    place = folder.path / "after"
    place.mkdir()
    for name, content in disk.after_power_cut(survives).items():
        (place / name).write_bytes(content)
    ledger = Ledger(place / folder.database.name)
    shutil.rmtree(place)
    return ledger
