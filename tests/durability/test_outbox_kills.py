"""The process that sends is killed two hundred times: nothing is lost, and at most one duplicate each, which is noted.

It is killed by the mail server itself: before it took the message, once it has taken it and not yet said so, and a
moment after it said so, while the sender writes that down.
"""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from clinic_folder import HERE, ClinicFolder

KILLS = 200
MESSAGES = 268  # three ways of four always hit: 201 kills; of a moment after the answer some come too late
SOON = 0.008  # seconds in which a sender writes down that a message went


@dataclass
class Killer:
    """A mail server that kills whoever brings a message, ``times`` each, and counts what it took."""

    pid_file: Path
    times: int = 1
    ways: tuple[str, ...] = ("before", "taken", "taken", "answered")
    came: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    random: Random = field(default_factory=Random)

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, *___: object) -> str:  # noqa: N802
        """To whom it is."""
        envelope.rcpt_tos.append(address)
        if self._way(address) == "before" and self._may(address):
            self._kill(self._sender())
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        """What it is: from here on it has come."""
        (address,) = envelope.rcpt_tos
        self.came[str(message_from_bytes(envelope.content)["Message-ID"]).strip("<>").partition("@")[0]] += 1
        if self._way(address) == "taken" and self._may(address):
            self._kill(self._sender())
        elif self._way(address) == "answered" and self._may(address):
            loop, sender = asyncio.get_running_loop(), self._sender()
            loop.call_later(self.random.uniform(0, SOON), self._kill, sender)
        return "250 OK"

    def _way(self, address: str) -> str:
        return self.ways[int("".join(filter(str.isdigit, address))) % len(self.ways)]

    def _may(self, address: str) -> bool:
        self.killed[address] += 1
        return self.killed[address] <= self.times

    def _sender(self) -> int:
        return int(self.pid_file.read_text())

    def _kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(pid, signal.SIGKILL)


@contextmanager
def listening(killer: Killer) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(killer, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def sent(folder: ClinicFolder, killer: Killer, messages: int) -> dict[str, Any]:
    """What became of so many messages."""
    with listening(killer) as port:
        environment = folder.environment(RECONNECT_EMAIL=f"smtp://127.0.0.1:{port}?from=post@trust.example")
        for script, argument in (("outbox_preparation.py", str(messages)), ("outbox_senders.py", str(killer.pid_file))):
            command = [sys.executable, str(HERE / script), argument]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
            assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["trail broken at"] is None
    assert all(each["wiped"] for each in told["messages"].values())
    return told


@pytest.fixture(scope="module")
def empty(quick_disk: Path) -> ClinicFolder:
    """A clinic with nothing in its outbox."""
    return ClinicFolder.prepared(quick_disk, 0)


@pytest.fixture
def folder(empty: ClinicFolder) -> ClinicFolder:
    """A copy of it; nobody has it open."""
    path = Path(tempfile.mkdtemp(dir=empty.path))
    for name in (empty.database.name, "key"):
        shutil.copy(empty.path / name, path / name)
    return ClinicFolder(path)


def test_two_hundred_kills_between_sending_and_noting_it_lose_nothing_and_repeat_at_most_once(
    folder: ClinicFolder,
) -> None:
    killer = Killer(folder.path / "pid")
    told = sent(folder, killer, MESSAGES)
    messages = told["messages"]
    twice = {name for name, number in killer.came.items() if number > 1}
    print(f"{told['kills']} kills of {told['senders']} senders: {len(messages)} messages, {len(twice)} came twice.")

    assert len(messages) == MESSAGES
    assert told["kills"] >= KILLS
    assert set(killer.came) == set(messages)  # nothing lost
    assert max(killer.came.values()) == 2
    assert {each["state"] for each in messages.values()} == {"sent"}
    assert all(messages[name]["perhaps_twice"] for name in twice)
    # Half of them were killed when the server had just taken the message: each of those came twice, and says so.
    assert len(twice) >= MESSAGES // 2
    certain = [name for name, each in messages.items() if not each["perhaps_twice"]]
    assert all(messages[name]["outcomes"] == ["sent"] and killer.came[name] == 1 for name in certain)


def test_a_message_whose_second_try_is_killed_too_is_given_up_and_never_tried_a_third_time(
    folder: ClinicFolder,
) -> None:
    killer = Killer(folder.path / "pid", times=9, ways=("taken", "before"))
    told = sent(folder, killer, 10)
    assert told["kills"] == 20
    assert sorted(killer.came.values()) == [2] * 5
    for each in told["messages"].values():
        assert (each["state"], each["failure"], each["perhaps_twice"]) == ("failed", "perhaps sent", True)
        assert each["outcomes"] == ["unknown", "unknown"]
